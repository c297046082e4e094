import type { MoneySplit } from './moneySplit.ts'
import type { Order } from './order.ts'

/** Why an order is in no list any more; `notFound`: its vendor does not know it; `unknown`: it could not be asked. */
export const goneReasons = ['delivered', 'cancelled', 'closed', 'notFound', 'unknown'] as const
export type GoneReason = (typeof goneReasons)[number]

/** An order Tezgah knows, with what it remembers of it between polls. */
export interface KnownOrder {
  order: Order
  /** The order as people last knew it in full: what a change is measured against. null: details never came. */
  lastAnnounced: Order | null
  /** Of the list's row: a change of it is a change of the order. */
  listRevision: string
  firstSeenMs: number
  isBaseline: boolean
  /** The list does not have it, and it may be open all the same: only asking for it by its id tells how it goes on. */
  isUnlisted: boolean
  /** It differs from what its last change slip says, and the next one waits until a minute has passed. */
  isChangeHeld: boolean
  /** Valid answers in a row that did not have it. */
  misses: number
  state: 'open' | 'gone'
  goneAtMs: number | null
  goneWhy: GoneReason | null
  /** Which purses its money fills; kept when the words it is derived from are erased. null: derive it. */
  money: MoneySplit | null
  /** Another source's order that this one is as well: its key; null: it stands for itself. */
  twinOf: string | null
  /** Details are wanted (again) and not in yet; since when. null: in, or never needed. */
  detailsWantedSinceMs: number | null
}

/** Whether it is here only because a person looked it up: its source's list has never shown it. */
export const isOnlyLookedUp = ({ isBaseline, listRevision }: KnownOrder): boolean => isBaseline && listRevision === ''

/** One that a person has looked up by its id: remembered, and never on the board. */
export const lookedUpOrder = (order: Order, atMs: number): KnownOrder => ({
  order,
  lastAnnounced: order,
  listRevision: '',
  firstSeenMs: atMs,
  isBaseline: true,
  isUnlisted: false,
  isChangeHeld: false,
  misses: 0,
  state: 'gone',
  goneAtMs: order.closedAtMs ?? atMs,
  goneWhy: 'unknown',
  money: null,
  twinOf: null,
  detailsWantedSinceMs: null,
})
