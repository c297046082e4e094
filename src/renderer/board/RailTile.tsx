import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { channelHue } from '../../shared/model/channel.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { sayMinutes } from '../words/sayAge.ts'
import { collectionText, openAmount } from './CollectionBox.tsx'
import type { UnseenCard } from './unseenCards.ts'

/** Minutes are shown; a tile may be this late in turning them, ms. */
const AGE_STEP_MS = 5_000

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
  const what = changes.map((one) => t(`change.${one.what}`)).join(', ')
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
      <header className="tile__band">
        <button
          type="button"
          className="tile__open"
          tabIndex={-1}
          aria-label={t('rail.open', { label })}
          onClick={() => go({ name: 'order', key: card.key })}
        >
          {label}
        </button>
        <span className="tile__kind">{t(`alert.${kind}`)}</span>
        <Waited sinceMs={card.alert.oldestSinceMs} />
      </header>
      <p className="tile__what">
        <span className="chip" data-hue={channelHue(card.channel.id)}>
          {card.channel.name}
        </span>
        <span className="tile__detail" title={what || undefined}>
          {what || (card.tableName === null ? card.region : t('board.table', { name: card.tableName }))}
        </span>
      </p>
      <div className="tile__end">
        <Amount card={card} />
        <button
          type="button"
          className="btn btn--primary tile__seen"
          data-seen
          aria-label={`${t('action.seen')}: ${label}`}
          onClick={() => onSeen(card.key)}
        >
          {t('action.seen')}
        </button>
      </div>
    </article>
  )
})

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
