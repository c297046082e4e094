import { useTranslation } from 'react-i18next'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { channelHue } from '../../shared/model/channel.ts'
import { orderNumber } from '../../shared/model/order.ts'
import type { PackingLine, PackingOrder } from '../../shared/model/packing.ts'
import { isReturn, sayQuantity } from '../../shared/model/quantity.ts'
import { ageOf } from '../board/ageOf.ts'
import { AgeMark, isOfUnknownAge } from '../board/OrderCard.tsx'
import { CheckIcon } from '../controls/icons.tsx'

export interface PackingCardProps {
  order: PackingOrder
  nowMs: number
  settings: Snapshot['settings']
  onMark(input: RequestInput<'packing.mark'>): void
}

/** One order to be packed: a touch ticks a line off, another takes the tick away. */
export function PackingCard({ order, nowMs, settings, onMark }: PackingCardProps) {
  const { t } = useTranslation()
  const age = ageOf(order, nowMs, settings)
  const left = order.lines.filter(({ isPacked }) => !isPacked).length
  const label = orderNumber(order)
  return (
    <article
      className="card pack"
      data-age={order.isCancelled ? undefined : age.step}
      data-cancelled={order.isCancelled || undefined}
      aria-label={label}
    >
      <header className="card__band">
        <h2 className="pack__number">{label}</h2>
        {!order.isCancelled && <AgeMark age={age} isAtLeast={isOfUnknownAge(order)} />}
      </header>
      {order.isCancelled && (
        <p className="pack__off" role="status">
          <strong>{t('packing.cancelled')}</strong>
          {order.cancelReason !== null && <span>{t('packing.cancelledWhy', { reason: order.cancelReason })}</span>}
        </p>
      )}
      <p className="card__origin">
        <span className="chip" data-hue={channelHue(order.channel.id)}>
          {order.channel.name}
        </span>
        <span className="card__type">{order.tableName ?? t(`type.${order.type}`)}</span>
      </p>
      {order.customerName !== null && <p className="card__customer pack__customer">{order.customerName}</p>}
      {order.note !== null && <p className="pack__note">{order.note}</p>}
      {order.lines.length === 0 && <p className="panel__none">{t('order.noLines')}</p>}
      <ul className="pack__lines">
        {order.lines.map((line) => (
          <li key={line.path} data-depth={Math.min(line.depth, 2) || undefined}>
            <LineTick
              line={line}
              isOff={order.isCancelled}
              onTick={() => onMark({ key: order.key, path: line.path, isPacked: !line.isPacked })}
            />
          </li>
        ))}
      </ul>
      {order.isCancelled ? (
        <button
          type="button"
          className="btn btn--primary pack__done"
          aria-label={t('packing.understoodNamed', { label })}
          onClick={() => onMark({ key: order.key, path: null, isPacked: true })}
        >
          <CheckIcon />
          {t('packing.understood')}
        </button>
      ) : (
        <button
          type="button"
          className={left === 0 ? 'btn btn--primary pack__done' : 'btn pack__done'}
          aria-label={t('packing.doneNamed', { label })}
          onClick={() => onMark({ key: order.key, path: null, isPacked: true })}
        >
          <CheckIcon />
          {left === 0 ? t('packing.done') : t('packing.doneWithLeft', { count: left })}
        </button>
      )}
    </article>
  )
}

interface LineTickProps {
  line: PackingLine
  /** Nothing of the order is to be prepared. */
  isOff: boolean
  onTick(): void
}

function LineTick({ line, isOff, onTick }: LineTickProps) {
  const { t } = useTranslation()
  const words = (
    <span className="tick__words">
      {line.news !== null && !line.isPacked && !isOff && (
        <span className="tick__news" data-news={line.news}>
          {t(`packing.news.${line.news}`)}
        </span>
      )}
      <span className="tick__name">
        <strong>{sayQuantity(line.quantity)}×</strong> {isReturn(line.quantity) && `${t('order.returnedLine')} `}
        {line.name}
      </span>
      {line.options.length > 0 && (
        <span className="item__options" data-whole>
          {line.options.join(', ')}
        </span>
      )}
      {line.leftOut.length > 0 && (
        <strong className="item__out">{t('order.leftOut', { names: line.leftOut.join(', ') })}</strong>
      )}
      {line.note !== null && <span className="item__note">“{line.note}”</span>}
    </span>
  )
  if (isOff) return <div className="tick tick--off">{words}</div>
  return (
    <button
      type="button"
      className="tick"
      role="checkbox"
      aria-checked={line.isPacked}
      data-news={line.news ?? undefined}
      onClick={onTick}
    >
      <span className="tick__box" aria-hidden="true">
        {line.isPacked && <CheckIcon />}
      </span>
      {words}
    </button>
  )
}
