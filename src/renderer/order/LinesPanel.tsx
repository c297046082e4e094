import { useTranslation } from 'react-i18next'
import { foreignCurrencyOf, type Order } from '../../shared/model/order.ts'
import { formatMoney } from '../../shared/model/money.ts'
import { isReturn, sayQuantity } from '../../shared/model/quantity.ts'

type AnyLine = Order['lines'][number]

/** What was ordered, with everything that was said about each line. */
export function LinesPanel({ order }: { order: Order }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('order.lines')}</h2>
      {order.lines.length === 0 && <p className="panel__none">{t('order.noLines')}</p>}
      <ul className="lines">
        {order.lines.map((line, index) => (
          <Line key={`${index} ${line.id}`} line={line} currency={foreignCurrencyOf(order)} />
        ))}
      </ul>
    </section>
  )
}

/** @param currency null: lira */
function Line({ line, currency }: { line: AnyLine; currency: string | null }) {
  const { t } = useTranslation()
  const discount = line.discountKurus ?? 0
  return (
    <li className="line" data-cancelled={line.cancelled || undefined}>
      <div className="line__main">
        <span className="line__quantity">{sayQuantity(line.quantity)}×</span>
        <span className="line__name">{line.name}</span>
        {line.totalKurus !== null && <span className="line__total">{formatMoney(line.totalKurus, currency)}</span>}
      </div>
      {isReturn(line.quantity) && <p className="line__cancelled">{t('order.returnedLine')}</p>}
      {line.quantity === null && (
        <p className="line__cancelled">{t('order.unreadQuantity', { came: line.rawQuantity ?? '' })}</p>
      )}
      {line.cancelled && (
        <p className="line__cancelled">
          {t('order.cancelledLine')}
          {line.cancelReason !== null && `: ${line.cancelReason}`}
        </p>
      )}
      {line.options.map((option, index) => (
        <p key={`${index} ${option.name}`} className="line__option">
          + {option.name}
          {option.priceKurus !== null && option.priceKurus !== 0 && (
            <span>{formatMoney(option.priceKurus, currency)}</span>
          )}
        </p>
      ))}
      {line.extraKurus !== null && line.extraKurus !== 0 && (
        <p className="line__option">
          {t('order.extra')}
          <span>{formatMoney(line.extraKurus, currency)}</span>
        </p>
      )}
      {line.leftOut.length > 0 && <p className="line__out">{t('order.leftOut', { names: line.leftOut.join(', ') })}</p>}
      {line.note !== null && <p className="line__note">{line.note}</p>}
      {discount !== 0 && (
        <p className="line__option">
          {t('order.discount')}
          <span>{formatMoney(-Math.abs(discount), currency)}</span>
        </p>
      )}
      {line.children.length > 0 && (
        <ul className="lines lines--inner">
          {line.children.map((child) => (
            <Line key={child.id} line={child} currency={currency} />
          ))}
        </ul>
      )}
    </li>
  )
}
