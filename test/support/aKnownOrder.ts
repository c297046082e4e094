import type { KnownOrder } from '../../src/shared/model/knownOrder.ts'
import type { Order } from '../../src/shared/model/order.ts'

/** An open order as the book keeps it, told to people as it is. */
export const aKnownOrder = (order: Order, over: Partial<KnownOrder> = {}): KnownOrder => ({
  order,
  lastAnnounced: order,
  listRevision: 'r',
  firstSeenMs: 1,
  isBaseline: false,
  isUnlisted: false,
  isChangeHeld: false,
  misses: 0,
  state: 'open',
  goneAtMs: null,
  goneWhy: null,
  money: null,
  twinOf: null,
  detailsWantedSinceMs: null,
  ...over,
})
