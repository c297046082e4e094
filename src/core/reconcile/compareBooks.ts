import { isOnlyLookedUp, type KnownOrder } from '../../shared/model/knownOrder.ts'
import { foreignCurrencyOf, type Order, orderLabel } from '../../shared/model/order.ts'
import type { Finding } from '../../shared/model/reconciliation.ts'

/** The vendor's side of a day: what it has closed. */
export interface VendorBook {
  orders: readonly Order[]
  /** Of all its rows, also those of other days and those that could not be read; null: a row does not say. */
  ids: readonly (string | null)[]
  /** Else nothing can be said of an order that is not in it. */
  isWhole: boolean
}

/** The ledger's side of a day, read after the vendor's: every order that it may have by then is in it. */
export interface OwnBook {
  /** The order of the vendor with this one's id, whenever it came; null: it was never seen. */
  find(order: Order): KnownOrder | null
  /** Orders of the source that came in within the day. */
  ofDay: readonly KnownOrder[]
  /** When the vendor's side was begun to be read, epoch ms: what went later may not be in it, or as it was before. */
  begunMs: number
}

/** Holds what the vendor has closed of a day against the ledger. Pure. */
export function compareBooks({ orders, ids, isWhole }: VendorBook, own: OwnBook): Finding[] {
  const isSettled = ({ state, goneAtMs }: KnownOrder): boolean => state === 'gone' && (goneAtMs ?? 0) < own.begunMs
  const findings = orders.flatMap((order) => {
    const known = own.find(order)
    if (known === null || isOnlyLookedUp(known)) return [finding('missed', known, order)]
    return isSettled(known) ? compareOrder(known, order) : []
  })
  // A row that could not be read is not an order that the vendor does not have.
  if (!isWhole || ids.includes(null)) return findings
  const listed = new Set(ids)
  const isThere = ({ order }: KnownOrder): boolean => listed.has(order.orderId) || listed.has(order.detailsId)
  // What is open is in another list of the vendor's, and asked there.
  const lacking = own.ofDay.filter((known) => isSettled(known) && !isOnlyLookedUp(known) && !isThere(known))
  return [...findings, ...lacking.map((known) => finding('unknownToVendor', known, null))]
}

/** What one order differs in. Pure. */
export function compareOrder(known: KnownOrder, order: Order): Finding[] {
  const isContinued = known.order.orderId !== order.orderId && known.order.detailsId !== order.detailsId
  // It goes on under another id, and that one is compared; what is open may still change.
  if (isContinued || known.state === 'open') return []
  const isCancelledHere = known.goneWhy === 'cancelled' || known.order.phase === 'cancelled'
  const [ours, theirs] = [known.order.totalKurus, order.totalKurus]
  const isSameCurrency = foreignCurrencyOf(known.order) === foreignCurrencyOf(order)
  return [
    ...(order.phase === 'cancelled' && !isCancelledHere ? [finding('cancelled', known, order)] : []),
    ...(ours !== null && theirs !== null && (ours !== theirs || !isSameCurrency)
      ? [finding('amount', known, order)]
      : []),
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
    ledgerForeignCurrency: known === null ? null : foreignCurrencyOf(known.order),
    vendorForeignCurrency: order === null ? null : foreignCurrencyOf(order),
  }
}
