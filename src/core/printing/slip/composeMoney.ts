import { formatKurus } from '../../../shared/model/money.ts'
import { type Order, restKurus } from '../../../shared/model/order.ts'
import type { PaymentMeanings } from '../../../shared/model/paymentMeaning.ts'
import { collectionOf } from '../../../shared/model/collection.ts'
import type { SlipBlock } from '../../../shared/model/slip.ts'
import { filled, lira, row, rule, text, upper } from './slipBlocks.ts'
import type { SlipWords } from '../../../shared/words/index.ts'

const big = { bold: true, align: 'center' } as const

/** What the courier has to do about money; never the card's name alone. */
export function moneyBlocks(order: Order, words: SlipWords, meanings: PaymentMeanings): SlipBlock[] {
  const collection = collectionOf(order, meanings)
  const method = filled(collection.method)
  const how = method === null ? [] : [text(upper(method), { size: 2, ...big })]
  if (collection.kind === 'paid') {
    const over = collection.overpaidKurus
    const overpaid = over > 0 ? [text(`${words.overpaid} ${lira(over, order.currency)}`, { tall: true, ...big })] : []
    return [rule, text(words.paid, { size: 3, ...big }), ...how, ...overpaid]
  }
  if (collection.kind === 'check') {
    const amount =
      collection.amountKurus === null
        ? []
        : [text(`${words.rest} ${lira(collection.amountKurus, order.currency)}`, { size: 2, ...big })]
    return [
      rule,
      text(words.check, { size: 3, ...big, inverted: true }),
      ...amount,
      ...how,
      text(words.checkWhy, { align: 'center' }),
    ]
  }
  return [
    rule,
    text(words.collect, { size: 2, ...big }),
    text(lira(collection.amountKurus, order.currency), { size: 3, ...big }),
    ...(method === null ? [text(words.methodUnknown, { tall: true, ...big })] : how),
    ...(collection.partly
      ? [text(`${words.alreadyPaid}: ${lira(order.paidKurus ?? 0, order.currency)}`, { bold: true, align: 'center' })]
      : []),
  ]
}

/** Subtotal, discount, total, what has been paid and how, and the rest, which nobody collects of a cancelled order. */
export function totalsBlocks(order: Order, words: SlipWords, isCancelled = false): SlipBlock[] {
  if (order.totalKurus === null) return []
  const blocks: SlipBlock[] = [rule]
  const amount = (kurus: number): string => lira(kurus, order.currency)
  const discount = order.discountKurus ?? 0
  if (discount > 0) {
    blocks.push(row(words.subtotal, amount(order.totalKurus + discount)))
    blocks.push(row(words.discount, `-${amount(discount)}`))
  }
  blocks.push(row(words.total, amount(order.totalKurus), { tall: true, bold: true }))
  for (const payment of order.payments) {
    const debt = payment.isDebit ? ` (${words.onAccount})` : ''
    const foreign = payment.foreignCurrency === null ? '' : ` (${words.foreign})`
    const value = lira(payment.amountKurus, payment.foreignCurrency ?? order.currency)
    blocks.push(row(`  ${payment.name}${debt}${foreign}`, value))
  }
  const paid = order.paidKurus ?? 0
  const rest = restKurus(order) ?? 0
  if (paid > 0) {
    blocks.push(row(words.paidSoFar, amount(paid)))
    if (rest > 0 && !isCancelled) blocks.push(row(words.rest, amount(rest), { tall: true, bold: true }))
  }
  return blocks
}

/** An amount in a line's own column: without its currency, which the totals carry. */
export const bare = (kurus: number): string => formatKurus(kurus)
