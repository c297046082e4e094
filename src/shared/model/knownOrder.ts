import type { Order } from './order.ts'

/** An order Tezgah knows, with what it remembers of it between polls. */
export interface KnownOrder {
  order: Order
  /** The order as people last knew it in full: what a change is measured against. null: details never came. */
  lastAnnounced: Order | null
  /** Of the list's row: a change of it is a change of the order. */
  listRevision: string
  firstSeenMs: number
  isBaseline: boolean
  /** Valid answers in a row that did not have it. */
  misses: number
  state: 'open' | 'gone'
  goneAtMs: number | null
  goneWhy: 'delivered' | 'cancelled' | 'closed' | 'notFound' | 'unknown' | null
  /** Details are wanted (again) and not in yet; since when. null: in, or never needed. */
  detailsWantedSinceMs: number | null
}
