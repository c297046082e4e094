import type { TFunction } from 'i18next'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, CardItem } from '../../shared/contract/snapshot.ts'
import type { CardKind } from '../../shared/settings/settings.ts'
import { spellMoment } from '../../shared/model/istanbulTime.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { isReturn, sayQuantity } from '../../shared/model/quantity.ts'
import { CardCourier } from '../courier/CardCourier.tsx'
import { CheckIcon, PrinterIcon, WarningIcon } from '../controls/icons.tsx'
import { toneOf } from '../journal/arrangeJobs.ts'
import { useScreen } from '../store.ts'
import { sayMinutes } from '../words/sayAge.ts'
import type { Age } from './ageOf.ts'
import { channelHue } from '../../shared/model/channel.ts'
import { CollectionBox } from './CollectionBox.tsx'

export interface OrderCardProps {
  card: Card
  age: Age
  isSelected: boolean
  /** The one card that Tab reaches; arrows go on from there. */
  isTabStop: boolean
  /** How old its source's last answer is, in words; null: fresh enough. */
  staleText: string | null
  language: 'tr' | 'en'
  onSelect(key: string): void
  onOpen(key: string): void
  onSeen(key: string): void
}

/** Lines of a cashier's card on a low screen and on a high one; whoever packs sees all that the core sends. */
const SHORT_LIST = 3
const LONG_LIST = 6

/**
 * One order, read from a metre away: number, age, and what its reader needs. A cashier sees lines and money, a packer
 * every line with all that was said about it, a courier where it goes and what to take. The whole card opens it; "Görüldü" stands apart.
 */
export const OrderCard = memo(function OrderCard(props: OrderCardProps) {
  const { card, age } = props
  const { t } = useTranslation()
  const label = orderNumber(card)
  const isCancelled = card.phase === 'cancelled' || card.alert?.kind === 'cancelled'
  const kind = useScreen(({ snapshot }) => snapshot?.settings.cardKind ?? 'cashier')
  return (
    <article
      className="card"
      data-kind={kind}
      data-order-key={card.key}
      data-age={isCancelled ? 'none' : age.step}
      data-alert={card.alert?.kind}
      data-cancelled={isCancelled || undefined}
      data-stale={props.staleText !== null || undefined}
      aria-label={`${t(`type.${card.type}`)} ${label}`}
      aria-current={props.isSelected || undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      onFocus={() => props.onSelect(card.key)}
    >
      <header className="card__band">
        <button type="button" className="card__open" tabIndex={-1} onClick={() => props.onOpen(card.key)}>
          <span className="visually-hidden">{t('action.open')} </span>
          {label}
        </button>
        {card.alert !== null && <span className="card__alert">{t(`alert.${card.alert.kind}`)}</span>}
        {!isCancelled && <AgeMark age={age} isAtLeast={isOfUnknownAge(card)} />}
      </header>
      <CardOrigin t={t} card={card} />
      {card.customerName !== null && <p className="card__customer">{card.customerName}</p>}
      {card.scheduledForMs !== null && <p className="card__when">{spellMoment(card.scheduledForMs, props.language)}</p>}
      {card.checks.map((check) => (
        <p key={check} className="check">
          {t(`check.${check}`)}
        </p>
      ))}
      {kind === 'courier' && <CardDelivery t={t} delivery={card.delivery} />}
      <CardItems t={t} card={card} kind={kind} />
      {card.note !== null && <p className="card__note">{card.note}</p>}
      <div className="card__end">
        {(kind !== 'packer' || isCancelled) && (
          <CollectionBox collection={card.collection} sourceId={card.sourceId} isCancelled={isCancelled} />
        )}
        <footer className="card__foot">
          <CardCourier card={card} />
          {card.courier !== null && card.courier !== card.carried?.courierName && (
            <span className="card__courier">{t('board.courier', { name: card.courier })}</span>
          )}
          <PrintMark t={t} print={card.print} />
          <CardMarks t={t} card={card} staleText={props.staleText} />
        </footer>
        {card.alert !== null && (
          <button
            type="button"
            className="btn btn--primary card__seen"
            data-seen
            aria-label={`${t('action.seen')}: ${card.channel.name} ${label}`}
            onClick={() => props.onSeen(card.key)}
          >
            <CheckIcon />
            {t('action.seen')}
          </button>
        )}
      </div>
    </article>
  )
})

/** Its parts are given the words: a hook of its own for each line would cost more than all they draw. */
function CardOrigin({ t, card }: { t: TFunction; card: Card }) {
  const place = card.tableName === null ? card.region : t('board.table', { name: card.tableName })
  return (
    <p className="card__origin">
      <span className="chip" data-hue={channelHue(card.channel.id)}>
        {card.channel.name}
      </span>
      {(card.type === 'pickup' || card.type === 'unknown' || (card.type === 'table' && card.tableName === null)) && (
        <span className="card__type">{t(`type.${card.type}`)}</span>
      )}
      {place !== null && <span className="card__place">{place}</span>}
      {card.code !== null && card.number !== null && <span className="card__code">{card.code}</span>}
    </p>
  )
}

/** Nobody knows since when: it was there when it was first looked for. */
export const isOfUnknownAge = (card: Pick<Card, 'createdAtMs' | 'scheduledForMs'>): boolean =>
  card.createdAtMs === null && card.scheduledForMs === null

function CardItems({ t, card, kind }: { t: TFunction; card: Card; kind: CardKind }) {
  const count = card.itemCount ?? 0
  if (card.items.length === 0 || kind === 'courier')
    return (
      <p className="card__items card__items--none">
        {count > 0 ? t('board.itemCount', { count }) : t('order.noLines')}
      </p>
    )
  const isWhole = kind === 'packer'
  const shown = isWhole ? card.items : card.items.slice(0, LONG_LIST)
  const all = card.items.length + card.itemsLeft
  /** Behind the last line that is seen on a screen of this height. */
  const rest = (after: number, height: 'low' | 'high') =>
    all > after && <span className={`card__more card__more--${height}`}>{t('board.more', { count: all - after })}</span>
  return (
    <ul className="card__items">
      {shown.map((item, index) => (
        <Item
          t={t}
          key={`${index} ${item.name}`}
          item={item}
          isExtra={!isWhole && index >= SHORT_LIST}
          isWhole={isWhole}
        >
          {!isWhole && index === Math.min(SHORT_LIST, shown.length) - 1 && rest(index + 1, 'low')}
          {index === shown.length - 1 && rest(shown.length, isWhole ? 'low' : 'high')}
        </Item>
      ))}
    </ul>
  )
}

interface ItemProps {
  t: TFunction
  item: CardItem
  isExtra: boolean
  isWhole: boolean
  /** At the end of its line. */
  children: ReactNode
}

/** What to leave out and what was written about a line is never cut: the wrong dish is made again. */
function Item({ t, item, isExtra, isWhole, children }: ItemProps) {
  const { options = [], leftOut = [], note } = item
  return (
    <li className={isExtra ? 'item item--extra' : 'item'} data-depth={Math.min(item.depth ?? 0, 2) || undefined}>
      <span className="card__quantity">{sayQuantity(item.quantity)}×</span>
      <div className="item__words">
        <span className="card__item">
          {isReturn(item.quantity) && <strong>{t('order.returnedLine')} </strong>}
          {item.name}
        </span>
        {options.length > 0 && (
          <span className="item__options" data-whole={isWhole || undefined}>
            {options.join(', ')}
          </span>
        )}
        {leftOut.length > 0 && (
          <strong className="item__out">{t('order.leftOut', { names: leftOut.join(', ') })}</strong>
        )}
        {note !== undefined && <span className="item__note">“{note}”</span>}
        {item.isCut === true && <span className="item__cut">{t('card.cut')}</span>}
      </div>
      {children}
    </li>
  )
}

/** The courier's way: whom to call and where to go. */
function CardDelivery({ t, delivery }: { t: TFunction; delivery: Card['delivery'] }) {
  if (delivery === null) return null
  return (
    <div className="card__delivery">
      {delivery.phone !== null && (
        <p className="card__phone">
          {delivery.phone}
          {delivery.phoneCode !== null && <span> {t('card.phoneCode', { code: delivery.phoneCode })}</span>}
        </p>
      )}
      {delivery.address !== null && <p className="card__address">{delivery.address}</p>}
      {delivery.directions !== null && <p>{t('card.directions', { text: delivery.directions })}</p>}
    </div>
  )
}

/** How long it waits: minutes and a word; the band it stands on gives the colour. */
export function AgeMark({ age, isAtLeast }: { age: Age; isAtLeast: boolean }) {
  const { t } = useTranslation()
  const minutes = sayMinutes(t, Math.abs(age.minutes))
  const time = age.step === 'early' ? t('age.in', { age: minutes }) : minutes
  return (
    <span className="age" data-step={age.step}>
      <span className="age__time">{isAtLeast ? t('card.atLeast', { age: time }) : time}</span>
      <span className="age__word">{t(`age.${age.step}`)}</span>
    </span>
  )
}

/** What became of its slip. "Gönderildi" is never shown as "yazıldı". */
function PrintMark({ t, print }: { t: TFunction; print: Card['print'] }) {
  if (print === null) return null
  const tone = toneOf(print)
  const Icon = tone === 'trouble' ? WarningIcon : print.state === 'confirmed' ? CheckIcon : PrinterIcon
  return (
    <span className="print-mark" data-tone={tone} data-state={print.state}>
      <Icon />
      {t(`job.state.${print.state}`)}
      {print.copies > 1 && ` · ${t('job.copies', { count: print.copies })}`}
    </span>
  )
}

/** What a person should know about how sure this card is. */
function CardMarks({ t, card, staleText }: { t: TFunction; card: Card; staleText: string | null }) {
  const hasBranches = useScreen(({ snapshot }) => (snapshot?.sources.length ?? 0) > 1)
  const marks = [
    card.isBaseline ? t('board.baseline') : null,
    card.isMissing ? t('board.missing') : null,
    card.isGone ? t('board.gone') : null,
    card.completeness === 'summary' && !card.isGone ? t('board.summaryOnly') : null,
    staleText,
  ].filter((mark) => mark !== null)
  return (
    <>
      {(hasBranches || card.alsoAt.length > 0) && (
        <span className="card__code">
          {[card.sourceName, ...card.alsoAt.map((place) => sayPlace(t, place))].join(' + ')}
        </span>
      )}
      {marks.map((mark) => (
        <span key={mark} className="mark">
          {mark}
        </span>
      ))}
    </>
  )
}

/** Another source that shows it, with the number it has there. */
function sayPlace(t: TFunction, { sourceName, number, isCancelled }: Card['alsoAt'][number]): string {
  const name = number === null ? sourceName : `${sourceName} #${number}`
  return isCancelled ? t('card.cancelledAt', { source: name }) : name
}
