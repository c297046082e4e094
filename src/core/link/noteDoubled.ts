import type { Order } from '../../shared/model/order.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import type { Ledger } from '../ledger/ledger.ts'

interface Record {
  ledger: Pick<Ledger, 'readHistory' | 'commit'>
  findOrder(orderKey: string): Order | null
  atMs: number
}

/**
 * Writes down that another counter has printed a slip of this counter's as well; once, however often it is told.
 *
 * @returns slips that waited for the disk and are on record now
 */
export function noteDoubled(
  { ledger, findOrder, atMs }: Record,
  { subject }: Pick<PrintJob, 'subject'>,
  counterName: string,
): PrintJob[] {
  const order = subject.kind === 'order' ? findOrder(subject.key) : null
  if (order === null) return []
  const isKnown = ledger
    .readHistory(order.key)
    .some(({ happening: one }) => one.what === 'printedTwice' && one.counterName === counterName)
  if (isKnown) return []
  const history = [{ orderKey: order.key, what: 'printedTwice', counterName } as const]
  const { sourceId } = order
  return ledger.commit({ sourceId, atMs, isBaseline: false, known: [], alerts: [], jobs: [], history }).jobs
}
