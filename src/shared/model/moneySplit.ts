import { z } from 'zod'
import { collectionOf } from './collection.ts'
import { foreignCurrencyOf, type Order, restKurus } from './order.ts'
import { meantPurse, type PaymentMeanings } from './paymentMeaning.ts'
import { type Purse, purses } from './purse.ts'

/** An order's money by the purse it fills, received or still to be collected. Integer kuruş. */
export const moneySplitSchema = z.record(z.enum(purses), z.number().int())
export type MoneySplit = z.infer<typeof moneySplitSchema>

export const noMoney = (): MoneySplit => ({ cash: 0, card: 0, mealCard: 0, online: 0, other: 0, unknown: 0 })

/**
 * Which purse each part of an order's money fills: what is still to be collected by how it will be paid, what has been
 * received by how it was. A till that closes a cash order makes it paid, not paid online. Of an order in another currency
 * nothing: its amounts are no lira. What was paid above the bill is left out, of the cash first: change that was given back is
 * in no drawer, so that the purses come to what the bill does. That it was too much stands on the order.
 *
 * @param meanings what the shop has said that ways of paying mean. Pure.
 */
export function moneySplitOf(order: Order, meanings: PaymentMeanings): MoneySplit {
  const split = noMoney()
  if (foreignCurrencyOf(order) !== null) return split
  const purseFor = (method: string | null): Purse => meantPurse(meanings, order.sourceId, method)
  const collection = collectionOf(order, meanings)
  if (collection.kind === 'collect') split[purseFor(collection.method)] += collection.amountKurus
  if (collection.kind === 'check') split.unknown += collection.amountKurus ?? 0
  // Paid by the word of a person alone: the vendor has it as open.
  if (collection.kind === 'paid') split.online += restKurus(order) ?? 0
  let unexplainedKurus = order.paidKurus ?? 0
  for (const payment of order.payments) {
    if (payment.isDebit || payment.foreignCurrency !== null) continue
    split[payment.isCash === true ? 'cash' : purseFor(payment.name)] += payment.amountKurus
    unexplainedKurus -= payment.amountKurus
  }
  // What is paid before it reaches the shop, without a word about how, was paid on the platform.
  const purse: Purse = order.paymentMethod === null ? 'online' : purseFor(order.paymentMethod)
  if (unexplainedKurus > 0) split[purse] += unexplainedKurus
  return order.totalKurus === null ? split : withinBill(split, order.totalKurus)
}

function withinBill(split: MoneySplit, totalKurus: number): MoneySplit {
  const within = { ...split }
  let surplusKurus = purses.reduce((sum, purse) => sum + split[purse], 0) - totalKurus
  // Cash is the first of them.
  for (const purse of purses) {
    const givenBack = Math.max(0, Math.min(surplusKurus, within[purse]))
    within[purse] -= givenBack
    surplusKurus -= givenBack
  }
  return within
}
