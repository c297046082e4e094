import type { Order } from './order.ts'
import { restKurus } from './order.ts'

/** What the courier has to do about money. Card, board and slip all ask here, so that they never disagree. */
export type Collection =
  /** Nothing left to pay. */
  | { kind: 'paid'; method: string | null; paidKurus: number }
  /** Take this much; `method` null: the vendor does not say how. `partly`: a part has been paid already. */
  | { kind: 'collect'; amountKurus: number; method: string | null; partly: boolean }
  /** The data do not say (no total, or "online" with money still open): a person must check. */
  | { kind: 'check'; amountKurus: number | null; method: string | null }

/** However it is cased: capital I and İ are two letters in Turkish, and no `i` flag takes one for the other. */
const ONLINE = /onl[iıİ]ne|çevr[iıİ]m ?[iıİ]ç[iıİ]/iu

export function collectionOf(order: Order): Collection {
  const rest = restKurus(order)
  const method = order.paymentMethod ?? soleMethod(order)
  // Less than nothing is a fault of the data, not a bill.
  if (rest === null || (order.totalKurus ?? 0) < 0) return { kind: 'check', amountKurus: null, method }
  if (rest === 0) {
    // A bill of zero with nothing paid is missing data more often than a gift.
    if (order.totalKurus === 0 && (order.paidKurus ?? 0) <= 0 && order.lines.length === 0)
      return { kind: 'check', amountKurus: null, method }
    return { kind: 'paid', method, paidKurus: order.paidKurus ?? 0 }
  }
  if (method !== null && ONLINE.test(method)) return { kind: 'check', amountKurus: rest, method }
  return { kind: 'collect', amountKurus: rest, method, partly: (order.paidKurus ?? 0) > 0 }
}

/** The payments' name when there is just one kind of them and money has been received by it. */
function soleMethod(order: Order): string | null {
  const names = new Set(order.payments.filter((payment) => !payment.isDebit).map((payment) => payment.name))
  const rest = restKurus(order)
  return rest === 0 && names.size === 1 ? ([...names][0] ?? null) : null
}
