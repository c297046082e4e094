import { isSettled, isTroubled, type JobView } from '../../shared/model/printJob.ts'

export const journalFilters = ['all', 'waiting', 'troubled'] as const
export type JournalFilter = (typeof journalFilters)[number]

export const isIn = (filter: JournalFilter, job: Pick<JobView, 'state'>): boolean =>
  filter === 'all' || (filter === 'waiting' ? !isSettled(job) : isTroubled(job))

/**
 * The journal's rows, newest first. What is open is never missing, however old: the list that was asked for ends
 * somewhere, and the snapshot's own jobs are newer than it.
 */
export function arrangeJobs(listed: readonly JobView[], open: readonly JobView[]): JobView[] {
  const byId = new Map(listed.map((job) => [job.id, job]))
  for (const job of open) if ((byId.get(job.id)?.updatedAtMs ?? 0) <= job.updatedAtMs) byId.set(job.id, job)
  return [...byId.values()].sort((left, right) => right.id - left.id)
}

/** Printers that have a row, by name. */
export function printersOf(
  jobs: readonly JobView[],
  known: readonly { id: string; name: string }[],
): { id: string; name: string }[] {
  const names = new Map(known.map(({ id, name }) => [id, name]))
  for (const job of jobs) if (!names.has(job.printerId)) names.set(job.printerId, job.printerName)
  return [...names].map(([id, name]) => ({ id, name }))
}

/** How a slip's state looks: only what the printer has confirmed is green. */
export function toneOf(job: Pick<JobView, 'state'>): 'waiting' | 'confirmed' | 'sent' | 'trouble' | 'quiet' {
  if (isTroubled(job)) return 'trouble'
  if (job.state === 'confirmed' || job.state === 'sent') return job.state
  return isSettled(job) ? 'quiet' : 'waiting'
}
