import { plannedPaid } from '../../shared/model/courierAccount.ts'
import type { Delivery } from '../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

interface Now {
  nowMs: number
  /** A step of this order is still to be told, so what its vendor says is from before. */
  isTelling: boolean
  /** Another document goes on for the one that was heard to be on its way; it has not been heard so itself. */
  isSucceeded: boolean
}

const isCancelled = ({ order, goneWhy }: KnownOrder): boolean => order.phase === 'cancelled' || goneWhy === 'cancelled'

/** Whose word counts of an order that several sources show: where one till cancelled its own, another's. */
const spokenFor = (own: KnownOrder, group: readonly KnownOrder[]): KnownOrder =>
  isCancelled(own) ? (group.find((one) => !isCancelled(one)) ?? own) : own

interface Asked {
  nowMs: number
  find(orderKey: string): KnownOrder | null
  /** The same order at all sources. */
  group(orderKey: string): readonly KnownOrder[]
  isTelling(orderKey: string): boolean
}

/** What vendors' own screens say of carried packets. @returns those of which they say something new, as they are by now */
export function createVendorFollower(): (carried: readonly Delivery[], asked: Asked) => Delivery[] {
  /** The document that a packet was heard to be on its way as, by delivery. */
  let heardAs = new Map<number, string>()
  return (carried, { nowMs, find, group, isTelling }) => {
    const heardBefore = heardAs
    heardAs = new Map()
    return carried.flatMap((delivery) => {
      const own = find(delivery.orderKey)
      if (own === null) return []
      const known = spokenFor(own, group(delivery.orderKey))
      const document = `${known.order.key} ${known.order.detailsId}`
      const isOfThis = !delivery.isHeardOnTheWay || known.order.phase === 'onTheWay'
      const heard = isOfThis ? document : (heardBefore.get(delivery.id) ?? document)
      heardAs.set(delivery.id, heard)
      const now = { nowMs, isTelling: isTelling(delivery.orderKey), isSucceeded: heard !== document }
      return followVendor(delivery, known, now) ?? []
    })
  }
}

/** null: nothing new. */
function followVendor(delivery: Delivery, known: KnownOrder, now: Now): Delivery | null {
  const { order, state, goneWhy } = known
  const ended = { endedAtMs: now.nowMs, endedBy: 'vendor' } as const
  if (isCancelled(known)) return { ...delivery, ...ended, state: 'cancelled' }
  const isDelivered = order.phase === 'delivered' || goneWhy === 'delivered' || goneWhy === 'closed'
  if (isDelivered) {
    // Only whoever stood at the door knows how it was paid: it stays with the courier until he has said.
    const isHowKnown = delivery.shiftId === null || plannedPaid(delivery) !== null
    return isHowKnown ? { ...delivery, ...ended, state: 'delivered' } : null
  }
  if (order.phase === 'onTheWay') return delivery.isHeardOnTheWay ? null : { ...delivery, isHeardOnTheWay: true }
  if (now.isSucceeded) return { ...delivery, isHeardOnTheWay: false }
  // A label that is missing reads as open, and one that nobody here knows says nothing of where the packet is.
  const isAtTheShop = order.phase === 'preparing' || order.phase === 'ready'
  const isBack = delivery.isHeardOnTheWay && isAtTheShop && state === 'open' && !now.isTelling
  return isBack ? { ...delivery, ...ended, state: 'takenBack' } : null
}
