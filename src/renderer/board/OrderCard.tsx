import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
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

/** Lines on a low screen; a high one has room for all the core sends. */
const SHORT_LIST = 3
/** The core sends no more lines than this, so six may mean more than six. */
const MOST_ITEMS = 6

/** One order, read from a metre away: number, age, items, money. The whole card opens it; "Görüldü" stands apart. */
export const OrderCard = memo(function OrderCard(props: OrderCardProps) {
  const { card, age } = props
  const { t } = useTranslation()
  const label = orderNumber(card)
  const isCancelled = card.phase === 'cancelled' || card.alert?.kind === 'cancelled'
  return (
    <article
      className="card"
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
        {!isCancelled && <AgeMark age={age} />}
      </header>
      <CardOrigin card={card} />
      {card.scheduledForMs !== null && <p className="card__when">{spellMoment(card.scheduledForMs, props.language)}</p>}
      {card.checks.map((check) => (
        <p key={check} className="check">
          {t(`check.${check}`)}
        </p>
      ))}
      <CardItems card={card} />
      {card.note !== null && <p className="card__note">{card.note}</p>}
      <div className="card__end">
        <CollectionBox collection={card.collection} isCancelled={isCancelled} />
        <footer className="card__foot">
          <CardCourier card={card} />
          {card.courier !== null && card.courier !== card.carried?.courierName && (
            <span className="card__courier">{t('board.courier', { name: card.courier })}</span>
          )}
          <PrintMark print={card.print} />
          <CardMarks card={card} staleText={props.staleText} />
        </footer>
        {card.alert !== null && (
          <button type="button" className="btn btn--primary card__seen" onClick={() => props.onSeen(card.key)}>
            <CheckIcon />
            {t('action.seen')}
          </button>
        )}
      </div>
    </article>
  )
})

function CardOrigin({ card }: { card: Card }) {
  const { t } = useTranslation()
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

function CardItems({ card }: { card: Card }) {
  const { t } = useTranslation()
  const count = card.itemCount ?? 0
  if (card.items.length === 0)
    return (
      <p className="card__items card__items--none">
        {count > 0 ? t('board.itemCount', { count }) : t('order.noLines')}
      </p>
    )
  const rest = card.items.length - SHORT_LIST
  return (
    <ul className="card__items">
      {card.items.map((item, index) => (
        <li key={`${index} ${item.name}`} className={index < SHORT_LIST ? '' : 'card__extra'}>
          <span className="card__quantity">{sayQuantity(item.quantity)}×</span>
          {isReturn(item.quantity) && <strong className="card__return">{t('order.returnedLine')}</strong>}
          <span className="card__item">{item.name}</span>
        </li>
      ))}
      {rest > 0 && (
        <li className="card__more">
          {t(card.items.length < MOST_ITEMS ? 'board.more' : 'board.moreAtLeast', { count: rest })}
        </li>
      )}
    </ul>
  )
}

/** How long it waits: minutes and a word; the band it stands on gives the colour. */
function AgeMark({ age }: { age: Age }) {
  const { t } = useTranslation()
  const time = age.step === 'early' ? t('age.in', { age: sayMinutes(t, -age.minutes) }) : sayMinutes(t, age.minutes)
  return (
    <span className="age" data-step={age.step}>
      <span className="age__time">{time}</span>
      <span className="age__word">{t(`age.${age.step}`)}</span>
    </span>
  )
}

/** What became of its slip. "Gönderildi" is never shown as "yazıldı". */
function PrintMark({ print }: { print: Card['print'] }) {
  const { t } = useTranslation()
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
function CardMarks({ card, staleText }: { card: Card; staleText: string | null }) {
  const { t } = useTranslation()
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
      {hasBranches && <span className="card__code">{card.sourceName}</span>}
      {marks.map((mark) => (
        <span key={mark} className="mark">
          {mark}
        </span>
      ))}
    </>
  )
}
