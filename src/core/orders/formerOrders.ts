import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isSamePacket } from './diffOrders.ts'

/** An order with the code of one that has gone within this time goes on with it. */
const SUCCESSOR_WITHIN_MS = 600_000

type FormerLedger = Pick<Ledger, 'readOrder' | 'readOrderByDetailsId' | 'readGoneSince'>

/**
 * Orders of a source that have just gone, the last to go first. Asked only when an order of the answer is new and has a code
 * by which it could continue another.
 *
 * @param known those on the board, by key
 */
export function justGone(
  ledger: FormerLedger,
  known: ReadonlyMap<string, KnownOrder>,
  { sourceId, orders, nowMs }: { sourceId: string; orders: readonly Order[]; nowMs: number },
): KnownOrder[] {
  // One that goes on under another id keeps the key it is known by.
  const isKnown = (order: Order): boolean =>
    known.has(order.key) || [...known.values()].some((one) => isSamePacket(one.order, order))
  return orders.some((order) => order.code !== null && !isKnown(order))
    ? ledger.readGoneSince(sourceId, nowMs - SUCCESSOR_WITHIN_MS)
    : []
}

/** Orders of an answer that were known once and are gone, by the key they are known by. @param known those on the board */
export function goneAmong(
  ledger: FormerLedger,
  known: ReadonlyMap<string, KnownOrder>,
  orders: readonly Order[],
): Map<string, KnownOrder> {
  const gone = new Map<string, KnownOrder>()
  for (const order of orders) {
    const current = known.get(order.key)
    if (current?.state === 'open') continue
    const remembered = current ?? ledger.readOrder(order.key) ?? sameDocument(ledger, order)
    if (remembered?.state === 'gone') gone.set(remembered.order.key, remembered)
  }
  return gone
}

/** A packet that had no uuid when it was known is remembered by its document's id. */
function sameDocument(ledger: FormerLedger, order: Order): KnownOrder | null {
  const known = ledger.readOrderByDetailsId(order.sourceId, order.detailsId)
  return known && isSamePacket(known.order, order) ? known : null
}
