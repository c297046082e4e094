import type { Order } from '../../shared/model/order.ts'
import type { OpenOrders, PosResult, QuarantinedRow } from './posClient.ts'
import { refuse } from './http/wireFault.ts'

/** One row of a list, read. `doubt` names a part that was left out because it could not be read. */
export type RowReading =
  | { ok: true; order: Order; doubt: string | null }
  | { ok: false; id: string | null; reason: string }

/**
 * Reads a whole list: a bad row is set aside and reported, the rest lives, the same order twice is one (the newer one,
 * where that can be told). A list in which not one row has an id is not this vendor's list: `malformed`.
 */
export function readRows(
  rows: readonly unknown[],
  read: (row: unknown) => RowReading,
  { extent, failure }: Pick<OpenOrders, 'extent' | 'failure'> = { extent: 'whole', failure: null },
): PosResult<OpenOrders> {
  const orders = new Map<string, Order>()
  const quarantined: QuarantinedRow[] = []
  for (const row of rows) {
    const reading = read(row)
    if (!reading.ok) quarantined.push({ id: reading.id, reason: reading.reason })
    else {
      if (reading.doubt !== null) quarantined.push({ id: reading.order.orderId, reason: reading.doubt })
      const known = orders.get(reading.order.key)
      if (known === undefined || (reading.order.updatedAtMs ?? 0) > (known.updatedAtMs ?? 0))
        orders.set(reading.order.key, reading.order)
    }
  }
  const hasAnyId = orders.size > 0 || quarantined.some((row) => row.id !== null)
  if (rows.length > 0 && !hasAnyId) return refuse('malformed')
  return { ok: true, value: { orders: [...orders.values()], quarantined, extent, failure } }
}
