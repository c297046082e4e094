import { useTranslation } from 'react-i18next'
import { foreignCurrencyOf, type Order, restKurus } from '../../shared/model/order.ts'
import { formatMoney } from '../../shared/model/money.ts'

/** The bill: what it comes to, what has been paid and how, what is left. */
export function MoneyPanel({ order }: { order: Order }) {
  const { t } = useTranslation()
  const rest = restKurus(order)
  const ownCurrency = foreignCurrencyOf(order)
  const discount = order.discountKurus ?? 0
  const overpaid = Math.max(0, (order.paidKurus ?? 0) - (order.totalKurus ?? order.paidKurus ?? 0))
  return (
    <section className="panel">
      <h2>{t('order.money')}</h2>
      <table className="bill">
        <tbody>
          {discount !== 0 && order.totalKurus !== null && (
            <Row name={t('order.subtotal')} kurus={order.totalKurus + Math.abs(discount)} currency={ownCurrency} />
          )}
          {discount !== 0 && <Row name={t('order.discount')} kurus={-Math.abs(discount)} currency={ownCurrency} />}
          {order.totalKurus !== null && (
            <Row name={t('order.total')} kurus={order.totalKurus} currency={ownCurrency} isStrong />
          )}
          {order.payments.map((payment, index) => (
            <Row
              key={`${index} ${payment.name}`}
              name={payment.name + paymentMark(payment)}
              kurus={-payment.amountKurus}
              currency={payment.foreignCurrency ?? ownCurrency}
            />
          ))}
          {order.payments.length === 0 && (order.paidKurus ?? 0) > 0 && (
            <Row name={t('order.paid')} kurus={-(order.paidKurus ?? 0)} currency={ownCurrency} />
          )}
          {overpaid > 0 && <Row name={t('order.overpaid')} kurus={overpaid} currency={ownCurrency} isStrong />}
          {rest !== null && <Row name={t('order.rest')} kurus={rest} currency={ownCurrency} isStrong />}
        </tbody>
      </table>
      {order.paymentMethod !== null && (
        <p className="bill__method">
          {t('order.method')}: <strong>{order.paymentMethod}</strong>
        </p>
      )}
    </section>
  )

  function paymentMark(payment: Order['payments'][number]): string {
    if (payment.foreignCurrency !== null) return ` (${t('order.foreign')})`
    if (payment.isDebit) return ` (${t('order.debit')})`
    return payment.isCash === true && !/nakit|cash/iu.test(payment.name) ? ` (${t('order.cash')})` : ''
  }
}

interface RowProps {
  name: string
  kurus: number
  /** null: lira. */
  currency: string | null
  isStrong?: boolean
}

function Row({ name, kurus, currency, isStrong = false }: RowProps) {
  return (
    <tr data-strong={isStrong || undefined}>
      <th scope="row">{name}</th>
      <td>{formatMoney(kurus, currency)}</td>
    </tr>
  )
}
