import type { Clock } from '../../host.ts'
import { NOT_UNASKED_AFTER_MS, type PrintJob } from '../../../shared/model/printJob.ts'

/**
 * How long jobs have been waiting, by the clock that does not jump; only for jobs of an earlier run is wall time all
 * there is. What the computer has slept through makes a job stale, and never one that nobody wanted for too long. A job grows stale only through trouble: a long queue before a healthy printer is no reason to ask.
 */
export interface JobAges {
  inherit(job: PrintJob): void
  /** Starts its age anew: it waited for its own reasons, or a person has just asked for it. */
  renew(jobId: number): void
  noteTrouble(jobs: readonly PrintJob[]): void
  /** Since it was first looked at, ms; renewing makes no difference. */
  waitedMs(jobId: number): number
  /** Since it was first looked at or renewed, ms. */
  ageMs(jobId: number): number
  isStale(jobId: number): boolean
  /** Forgets all others. */
  keepOnly(jobs: readonly PrintJob[]): void
}

interface JobAge {
  firstMs: number
  bornMs: number
  /** What the clock had stood still until then. */
  bornSleptMs: number
  isTroubled: boolean
}

/**
 * @param isTimeBelieved false: nothing speaks for what the wall clock shows
 * @param sleptMs how long the clock that does not jump has stood still so far
 */
export function createJobAges(clock: Clock, isTimeBelieved: () => boolean, sleptMs: () => number): JobAges {
  const known = new Map<number, JobAge>()
  const of = (jobId: number): JobAge => {
    const nowMs = clock.monotonicMs()
    const found = known.get(jobId) ?? { firstMs: nowMs, bornMs: nowMs, bornSleptMs: sleptMs(), isTroubled: false }
    known.set(jobId, found)
    return found
  }
  return {
    inherit: (job) => {
      const shownMs = Math.max(0, clock.nowMs() - job.wantedAtMs)
      // A clock that may be years ahead makes a slip a question, never one that nobody wanted for too long.
      const ageMs = isTimeBelieved() ? shownMs : Math.min(shownMs, NOT_UNASKED_AFTER_MS + 1)
      const bornMs = clock.monotonicMs() - ageMs
      known.set(job.id, { firstMs: bornMs, bornMs, bornSleptMs: sleptMs(), isTroubled: true })
    },
    renew: (jobId) => {
      const { firstMs } = of(jobId)
      known.set(jobId, { firstMs, bornMs: clock.monotonicMs(), bornSleptMs: sleptMs(), isTroubled: false })
    },
    waitedMs: (jobId) => clock.monotonicMs() - of(jobId).firstMs,
    ageMs: (jobId) => clock.monotonicMs() - of(jobId).bornMs,
    noteTrouble: (jobs) => {
      for (const job of jobs) of(job.id).isTroubled = true
    },
    isStale: (jobId) => {
      const { bornMs, bornSleptMs, isTroubled } = of(jobId)
      return isTroubled && clock.monotonicMs() - bornMs + sleptMs() - bornSleptMs > NOT_UNASKED_AFTER_MS
    },
    keepOnly: (jobs) => {
      const ids = new Set(jobs.map((job) => job.id))
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    },
  }
}
