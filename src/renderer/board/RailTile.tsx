import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderChange } from '../../shared/model/change.ts'
import { channelHue } from '../../shared/model/channel.ts'
import type { AlertKind } from '../../shared/model/alert.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { CheckIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { sayMinutes } from '../words/sayAge.ts'
import { collectionText, openAmount } from './CollectionBox.tsx'
import type { UnseenCard } from './unseenCards.ts'

/** Minutes are shown; a tile may be this late in turning them, ms. */
const AGE_STEP_MS = 5_000

/** Letters of what happened that still stand beside the number in their usual size. */
const LONG_WORD = 8

/** Letters that stand in one line of a tile. */
const LINE = 16

/** What has changed is named as far as two lines hold it. */
const MOST_NAMED = 2

/** Letters of an amount that still stand beside the button in their usual size. */
const LONG_AMOUNT = 9

export interface RailTileProps {
  card: UnseenCard
  isTabStop: boolean
  onSeen(key: string): void
}

/** An order that waits for somebody: what it is, what happened, and the one thing to do next. */
export const RailTile = memo(function RailTile({ card, isTabStop, onSeen }: RailTileProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const select = useScreen((state) => state.select)
  const label = orderNumber(card)
  const { kind, changes } = card.alert
  const word = kind === 'reopened' ? t('rail.reopened') : t(`alert.${kind}`)
  return (
    <article
      className="tile"
      data-order-key={card.key}
      data-place="rail"
      data-alert={kind}
      aria-label={`${t(`alert.${kind}`)} ${label}`}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => select(card.key)}
    >
      <header className="tile__band" data-long={word.length > LONG_WORD || undefined}>
        <button
          type="button"
          className="tile__open"
          tabIndex={-1}
          aria-label={t('rail.open', { label })}
          onClick={() => go({ name: 'order', key: card.key })}
        >
          {label}
        </button>
        <span className="tile__kind">{word}</span>
        <Waited sinceMs={card.alert.oldestSinceMs} />
      </header>
      <div className="tile__body">
        <div className="tile__facts">
          <span className="chip" data-hue={channelHue(card.channel.id)}>
            {card.channel.name}
          </span>
          {kind !== 'changed' && (
            <span className="tile__detail">
              {card.tableName === null ? card.region : t('board.table', { name: card.tableName })}
            </span>
          )}
          {changes.length > 0 && kind !== 'cancelled' && (
            <span className="tile__changes">{sayChanges(t, kind, changes)}</span>
          )}
          <Amount card={card} />
        </div>
        <button
          type="button"
          className="btn btn--primary tile__seen"
          data-seen
          aria-label={`${t('action.seen')}: ${label} ${card.channel.name}, ${card.sourceName}`}
          onClick={() => onSeen(card.key)}
        >
          <CheckIcon />
          {t('action.seen')}
        </button>
      </div>
    </article>
  )
})

/** What is different, in two lines; in one of a new order, whose district is said as well. */
function sayChanges(t: TFunction, kind: AlertKind, changes: UnseenCard['alert']['changes']): string {
  const nameOf = ({ what }: OrderChange): string => (what === 'flapping' ? t('rail.flapping') : t(`change.${what}`))
  if (kind === 'changed') {
    const left = changes.length - MOST_NAMED
    return changes.slice(0, MOST_NAMED).map(nameOf).join(', ') + (left > 0 ? ` +${left}` : '')
  }
  const [first] = changes
  const said = changes.length === 1 && first !== undefined ? t('rail.changed', { what: nameOf(first) }) : ''
  return said !== '' && said.length <= LINE ? said : t('rail.changes', { count: changes.length })
}

/** How long nobody has looked. */
export function Waited({ sinceMs }: { sinceMs: number }) {
  const { t } = useTranslation()
  const nowMs = useNow(AGE_STEP_MS)
  return <span className="tile__age">{sayMinutes(t, Math.max(0, Math.floor((nowMs - sinceMs) / 60_000)))}</span>
}

function Amount({ card }: { card: UnseenCard }) {
  const { t } = useTranslation()
  const { collection } = card
  if (card.phase === 'cancelled' || card.alert.kind === 'cancelled')
    return (
      <span className="tile__amount" data-kind="void">
        {t('rail.stop')}
      </span>
    )
  if (collection.kind === 'paid')
    return (
      <span className="tile__amount" data-kind="paid">
        {t('collection.paid')}
      </span>
    )
  const amount = openAmount(t, collection)
  const isLong = amount.length > LONG_AMOUNT
  return (
    <span
      className="tile__amount"
      data-kind={collection.kind}
      data-long={isLong || undefined}
      title={collectionText(t, card)}
    >
      {collection.kind === 'check' && <span className="tile__check">{t('collection.check')}</span>}
      {amount}
    </span>
  )
}
