import { collectionOf } from '../../shared/model/collection.ts'
import type { Delivery } from '../../shared/model/dispatch.ts'
import type { Order } from '../../shared/model/order.ts'
import { meantPurse, type PaymentMeanings } from '../../shared/model/paymentMeaning.ts'

/** What is to be collected of an order at the door, as its card says it now. Pure. */
export function planOf(order: Order, meanings: PaymentMeanings): Delivery['plan'] {
  const collection = collectionOf(order, meanings)
  const purse = meantPurse(meanings, order.sourceId, collection.method)
  if (collection.kind === 'paid') return { amountKurus: 0, purse }
  return { amountKurus: collection.amountKurus, purse: collection.kind === 'check' ? 'unknown' : purse }
}
