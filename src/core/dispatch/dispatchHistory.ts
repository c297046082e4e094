import type { Delivery, VendorWrite } from '../../shared/model/dispatch.ts'
import type { HistoryEntry } from '../../shared/model/history.ts'

/** An order's way as lines of its history: who carried it, how that ended, and what its vendor knows. Pure. */
export const dispatchHistory = (deliveries: readonly Delivery[], writes: readonly VendorWrite[]): HistoryEntry[] => [
  ...deliveries.flatMap(linesOfDelivery),
  ...writes.flatMap(linesOfWrite),
]

function linesOfDelivery({ handedAtMs, endedAtMs, state, endedBy, courierId, courierName }: Delivery): HistoryEntry[] {
  const handed: HistoryEntry = { atMs: handedAtMs, happening: { what: 'handedOver', courierId, courierName } }
  if (state === 'carried' || endedAtMs === null) return [handed]
  return [handed, { atMs: endedAtMs, happening: { what: 'handOverEnded', state, by: endedBy } }]
}

/** What is still under way is no history yet; what was dropped or overtaken never happened. */
function linesOfWrite({ step, state, problem, updatedAtMs: atMs }: VendorWrite): HistoryEntry[] {
  if (state === 'done') return [{ atMs, happening: { what: 'vendorTold', step } }]
  if (state === 'refused' || state === 'untold') return [{ atMs, happening: { what: 'vendorNotTold', step, problem } }]
  return []
}
