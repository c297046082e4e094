import { plannedPaid } from '../../shared/model/courierAccount.ts'
import type { Delivery } from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

interface Asked {
  nowMs: number
  find(orderKey: string): KnownOrder | null
  /** The same order at all sources. */
  group(orderKey: string): readonly KnownOrder[]
  /** A step of this order is still to be told, so what its vendor says is from before. */
  isTelling(orderKey: string): boolean
}

const isCancelled = ({ order, goneWhy }: KnownOrder): boolean => order.phase === 'cancelled' || goneWhy === 'cancelled'

/** Whose word counts of an order that several sources show: where one till cancelled its own, another's. */
const spokenFor = (own: KnownOrder, group: readonly KnownOrder[]): KnownOrder =>
  isCancelled(own) ? (group.find((one) => !isCancelled(one)) ?? own) : own

/** What vendors' own screens say of carried packets. @returns those of which they say something new, as they are by now */
export const followVendors = (carried: readonly Delivery[], { nowMs, find, group, isTelling }: Asked): Delivery[] =>
  carried.flatMap((delivery) => {
    const { orderKey } = delivery
    const own = find(orderKey)
    if (own === null) return []
    const known = spokenFor(own, group(orderKey))
    return followVendor(delivery, known, { nowMs, isTelling: isTelling(orderKey) }) ?? []
  })

/** null: nothing new. */
function followVendor(
  delivery: Delivery,
  known: KnownOrder,
  { nowMs, isTelling }: { nowMs: number; isTelling: boolean },
): Delivery | null {
  const { order, state, goneWhy } = known
  const ended = { endedAtMs: nowMs, endedBy: 'vendor' } as const
  if (isCancelled(known)) return { ...delivery, ...ended, state: 'cancelled' }
  const isDelivered = order.phase === 'delivered' || goneWhy === 'delivered' || goneWhy === 'closed'
  if (isDelivered) {
    // Only whoever stood at the door knows how it was paid: it stays with the courier until he has said.
    const isHowKnown = delivery.shiftId === null || plannedPaid(delivery) !== null
    return isHowKnown ? { ...delivery, ...ended, state: 'delivered' } : null
  }
  const document = `${order.key} ${order.detailsId}`
  const { heardOnTheWayAs } = delivery
  if (order.phase === 'onTheWay')
    return heardOnTheWayAs === document ? null : { ...delivery, heardOnTheWayAs: document }
  if (heardOnTheWayAs === null) return null
  // Another document goes on for it, which has to be heard to be on its way itself.
  if (heardOnTheWayAs !== document) return { ...delivery, heardOnTheWayAs: null }
  // A label that is missing reads as open, and one that nobody here knows says nothing of where the packet is.
  const isAtTheShop = order.phase === 'preparing' || order.phase === 'ready'
  return isAtTheShop && state === 'open' && !isTelling ? { ...delivery, ...ended, state: 'takenBack' } : null
}
