import { z } from 'zod'
import { guessMeaning, type PaymentMeanings, saidMeaning } from './paymentMeaning.ts'
import { foreignCurrencyOf, type Order, restKurus } from './order.ts'

const kurus = z.number().int()

/** What the courier has to do about money. Card, board and slip all ask here, so that they never disagree. */
export const collectionSchema = z.discriminatedUnion('kind', [
  /** Nothing left to pay. */
  z.object({
    kind: z.literal('paid'),
    method: z.string().nullable(),
    paidKurus: kurus,
    /** More than the bill: somebody has to give it back, or to know why. */
    overpaidKurus: kurus,
  }),
  /** Take this much; `method` null: the vendor does not say how. `partly`: a part has been paid already. */
  z.object({ kind: z.literal('collect'), amountKurus: kurus, method: z.string().nullable(), partly: z.boolean() }),
  /** The data do not say (no total, or "online" with money still open): a person must check. */
  z.object({
    kind: z.literal('check'),
    amountKurus: kurus.nullable(),
    method: z.string().nullable(),
    /** What the amount is in, where that is not lira. */
    foreignCurrency: z.string().nullable(),
    /** Nobody has said yet what this method means, and saying it would settle this order. */
    asksMeaning: z.boolean(),
  }),
])
export type Collection = z.infer<typeof collectionSchema>

/** @param meanings what the shop has said that ways of paying mean. Pure. */
export function collectionOf(order: Order, meanings: PaymentMeanings): Collection {
  const rest = restKurus(order)
  const method = order.paymentMethod ?? soleMethod(order)
  // Less than nothing is a fault of the data, not a bill.
  if (rest === null || (order.totalKurus ?? 0) < 0) return checked(null, method)
  // Nobody here knows what another currency is worth at the door.
  const foreignCurrency = foreignCurrencyOf(order)
  if (foreignCurrency !== null) return { ...checked(rest, method), foreignCurrency }
  if (order.payments.some((payment) => payment.foreignCurrency !== null)) return checked(rest, method)
  if (rest === 0) {
    // A bill of zero with nothing paid is missing data more often than a gift.
    if (order.totalKurus === 0 && (order.paidKurus ?? 0) <= 0 && order.lines.length === 0) return checked(null, method)
    const paidKurus = order.paidKurus ?? 0
    return { kind: 'paid', method, paidKurus, overpaidKurus: Math.max(0, paidKurus - (order.totalKurus ?? 0)) }
  }
  const partly = (order.paidKurus ?? 0) > 0
  const collect = { kind: 'collect', amountKurus: rest, method, partly } as const
  if (method === null) return collect
  const said = saidMeaning(meanings, order.sourceId, method)
  const guess = guessMeaning(method)
  const meaning = said ?? (guess.isCertain ? guess.meaning : null)
  // Where the vendor keeps account of what was paid and leaves a rest, a word about the method does not pay that rest.
  if (meaning === 'online' && !partly) return { kind: 'paid', method, paidKurus: rest, overpaidKurus: 0 }
  if (meaning === 'online' || meaning === 'ask') return checked(rest, method)
  return meaning === null ? { ...checked(rest, method), asksMeaning: true } : collect
}

const checked = (amountKurus: number | null, method: string | null) =>
  ({ kind: 'check', amountKurus, method, foreignCurrency: null, asksMeaning: false }) as const

/** The payments' name when there is just one kind of them and money has been received by it. */
function soleMethod(order: Order): string | null {
  const names = new Set(order.payments.filter((payment) => !payment.isDebit).map((payment) => payment.name))
  const rest = restKurus(order)
  return rest === 0 && names.size === 1 ? ([...names][0] ?? null) : null
}
