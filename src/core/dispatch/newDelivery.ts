import { collectionOf } from '../../shared/model/collection.ts'
import type { Delivery, Shift } from '../../shared/model/dispatch.ts'
import { foreignCurrencyOf, type Order, orderLabel } from '../../shared/model/order.ts'
import { meantPurse } from '../../shared/model/paymentMeaning.ts'
import type { Purse } from '../../shared/model/purse.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Courier } from './couriers.ts'

/** Where a packet is recorded: with the order whose vendor is told. */
export const placeOf = ({ key, sourceId }: Order): Pick<Delivery, 'orderKey' | 'sourceId'> => ({
  orderKey: key,
  sourceId,
})

/** A packet as it is handed over now, with what is to be collected by the order that its card shows. Pure but for the hour. */
export function newDelivery(
  { settings, nowMs }: { settings(): Pick<Settings, 'paymentMeanings'>; nowMs(): number },
  order: Order,
  courier: Pick<Courier, 'id' | 'name'>,
  shift: Shift | null,
): Omit<Delivery, 'id'> {
  const meanings = settings().paymentMeanings
  const collection = collectionOf(order, meanings)
  const purse = meantPurse(meanings, order.sourceId, collection.method)
  const plan: Delivery['plan'] =
    collection.kind === 'paid'
      ? { amountKurus: 0, purse, foreign: null }
      : planOf(order, collection.amountKurus, collection.kind === 'check' ? 'unknown' : purse)
  return {
    ...placeOf(order),
    orderLabel: orderLabel(order),
    courierId: courier.id,
    courierName: courier.name,
    shiftId: shift?.id ?? null,
    state: 'carried',
    plan,
    paid: null,
    handedAtMs: nowMs(),
    endedAtMs: null,
    endedBy: null,
    heardOnTheWayAs: null,
    elsewhere: null,
  }
}

/** What another currency is worth in lira, only whoever was paid can say. @param amount in the order's own currency */
function planOf(order: Order, amount: number | null, purse: Purse): Delivery['plan'] {
  const currency = foreignCurrencyOf(order)
  if (currency === null) return { amountKurus: amount, purse, foreign: null }
  return { amountKurus: null, purse, foreign: amount === null ? null : { currency, amount } }
}
