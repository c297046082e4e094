import type { Order } from '../../../shared/model/order.ts'
import type { Settings } from '../../../shared/settings/settings.ts'
import type { PrintJob } from '../../../shared/model/printJob.ts'

/**
 * When a first slip is meant to come out: a scheduled order's, so long before it is due as the shop has set. A slip that
 * a person asked for (`hand…`) never waits. Derived each time, so that a new hour or setting counts at once. Pure.
 *
 * @returns epoch ms, or null: at once
 */
export function printTimeMs(
  job: Pick<PrintJob, 'kind' | 'dedupe'>,
  order: Pick<Order, 'scheduledForMs'>,
  { scheduledLeadMinutes }: Pick<Settings, 'scheduledLeadMinutes'>,
): number | null {
  if (job.kind !== 'order' || !job.dedupe.startsWith('first')) return null
  if (scheduledLeadMinutes === null || order.scheduledForMs === null) return null
  return order.scheduledForMs - scheduledLeadMinutes * 60_000
}

/**
 * Waiting on purpose: nobody needs to see to it.
 *
 * @param find the order of the job; asked only where it makes a difference
 */
export function isForLater(
  job: Pick<PrintJob, 'subject' | 'kind' | 'dedupe' | 'state'>,
  find: (orderKey: string) => Pick<Order, 'scheduledForMs'> | null,
  settings: Pick<Settings, 'scheduledLeadMinutes'>,
  nowMs: number,
): boolean {
  if (job.state !== 'wanted' || job.subject.kind !== 'order' || settings.scheduledLeadMinutes === null) return false
  const order = find(job.subject.key)
  return order !== null && (printTimeMs(job, order, settings) ?? nowMs) > nowMs
}
