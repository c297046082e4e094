import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type Order, orderLabel } from '../../shared/model/order.ts'
import type { Finding } from '../../shared/model/reconciliation.ts'

/** The ledger's side of a day. */
export interface OwnBook {
  /** The order of the vendor with this one's id, whenever it came; null: it was never seen. */
  find(order: Order): KnownOrder | null
  /** Orders of the source that came in within the day. */
  ofDay: readonly KnownOrder[]
}

/**
 * Holds what the vendor has closed of a day against the ledger. Pure.
 *
 * @param vendorOrders those of the day, whole
 * @param isWhole else nothing can be said of an order that is not among them
 */
export function compareBooks(vendorOrders: readonly Order[], own: OwnBook, isWhole: boolean): Finding[] {
  const findings = vendorOrders.flatMap((order) => {
    const known = own.find(order)
    return known === null ? [finding('missed', null, order)] : compareOrder(known, order)
  })
  if (!isWhole) return findings
  const ids = new Set(vendorOrders.map(({ orderId }) => orderId))
  const isThere = ({ order }: KnownOrder): boolean => ids.has(order.orderId) || ids.has(order.detailsId)
  // What is open is in another list of the vendor's, and asked there.
  const unknown = own.ofDay.filter((known) => known.state === 'gone' && !isThere(known))
  return [...findings, ...unknown.map((known) => finding('unknownToVendor', known, null))]
}

/** What one order differs in. Pure. */
export function compareOrder(known: KnownOrder, order: Order): Finding[] {
  const isContinued = known.order.orderId !== order.orderId && known.order.detailsId !== order.detailsId
  // It goes on under another id, and that one is compared; what is open may still change.
  if (isContinued || known.state === 'open') return []
  const isCancelledHere = known.goneWhy === 'cancelled' || known.order.phase === 'cancelled'
  const [ours, theirs] = [known.order.totalKurus, order.totalKurus]
  return [
    ...(order.phase === 'cancelled' && !isCancelledHere ? [finding('cancelled', known, order)] : []),
    ...(ours !== null && theirs !== null && ours !== theirs ? [finding('amount', known, order)] : []),
  ]
}

function finding(kind: Finding['kind'], known: KnownOrder | null, order: Order | null): Finding {
  const named = known?.order ?? order
  return {
    kind,
    orderKey: known?.order.key ?? null,
    label: named === null ? '' : orderLabel(named),
    createdAtMs: named?.createdAtMs ?? known?.firstSeenMs ?? null,
    ledgerKurus: known?.order.totalKurus ?? null,
    vendorKurus: order?.totalKurus ?? null,
  }
}
