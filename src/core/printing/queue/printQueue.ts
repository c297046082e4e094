import { fail, ok, type Result } from '../../../shared/contract/problems.ts'
import { type JobMove, LedgerError } from '../../ledger/ledger.ts'
import { answersTo, type JobAnswer, type JobState, needsPerson, type PrintJob } from '../../../shared/model/printJob.ts'
import { createHabitRecord } from './habitRecord.ts'
import { createPrinterWorker, type PrinterWorker, type PrinterState } from './printerWorker.ts'
import { createSleepMeter } from './sleepMeter.ts'
import type { PrintQueueDependencies } from './dependencies.ts'

export interface PrintQueue {
  /** Takes up what an earlier run left: what was being sent is uncertain now. Never throws for a bad disk. */
  start(): void
  /** Jobs that have just been committed to the ledger. */
  add(jobs: readonly PrintJob[]): void
  /** Something a slip was waiting for has come (its details); printers that are being given a rest keep it. */
  nudge(): void
  /** Settings changed, or the machine woke up: try everything now, whatever it was waiting for. */
  wake(): void
  /**
   * A person's answer to one or more slips, in one commit. Those that it is no answer to (any more) are left alone.
   *
   * @returns how many it answered; `notFound` or `conflict` when there was none
   */
  answer(jobIds: readonly number[], answer: JobAnswer): Result<{ count: number }>
  /** Sends the next slip although its printer does not say how it is any more; `conflict` where that is not so. */
  printAnyway(printerId: string): Result<null>
  /** Forgets what was learnt about a printer. */
  learnAnew(printerId: string): Result<null>
  printerState(printerId: string): PrinterState
  /** Asks printers that can say how they are, and have no slip that could go now, whether they would print. */
  checkIdle(): void
  /** Gives up what has been under way for far too long, which leaves that slip in doubt. @returns the printers, by id */
  restartStuck(): { id: string; stuckMs: number }[]
  /** Lets the slip under way end, at most 10 s; then cuts it off, which makes it uncertain. */
  stop(): Promise<void>
}

const RECOVERY_RETRY_MS = 2000
const EXPIRY_EVERY_MS = 10 * 60_000

/** One worker a printer, so that a dead printer holds up nobody; the ledger remembers every step before it is taken. */
export function createPrintQueue(dependencies: PrintQueueDependencies): PrintQueue {
  const { ledger, clock, timers, onChange } = dependencies
  const workers = new Map<string, PrinterWorker>()
  const habitRecord = createHabitRecord(ledger)
  const sleptMs = createSleepMeter(dependencies.systemClock)
  let isStopping = false
  let isRecovered = false
  let cancelTimer: (() => void) | null = null

  const worker = (printerId: string): PrinterWorker => {
    const existing = workers.get(printerId)
    if (existing) return existing
    const created = createPrinterWorker(printerId, { ...dependencies, sleptMs }, habitRecord)
    workers.set(printerId, created)
    return created
  }

  /** Nothing may be printed before this has been done: a slip that was under way must not go out unmarked. */
  const recover = (): void => {
    if (isStopping || isRecovered) return
    cancelTimer?.()
    const isDone = attempt(() => {
      const jobs = ledger.readOpenJobs()
      ledger.moveJobs(jobs.filter(({ state }) => state === 'sending').map(interrupted))
      for (const job of jobs) worker(job.printerId).inherit(job)
      return ok(null)
    }).ok
    if (!isDone) {
      cancelTimer = timers.after(RECOVERY_RETRY_MS, recover)
      return
    }
    isRecovered = true
    expire()
    onChange()
    for (const each of workers.values()) each.wake()
  }

  const interrupted = (job: PrintJob): JobMove => ({
    jobId: job.id,
    from: ['sending'],
    to: job.isPossibleDuplicate ? 'needsHuman' : 'uncertain',
    step: { atMs: clock.nowMs(), problem: 'printUncertain', note: { code: 'interrupted' } },
  })

  const expire = (): void => {
    // What could not be written down now is tried again the next time.
    for (const each of workers.values()) {
      attempt(() => {
        each.expire()
        return ok(null)
      })
    }
    cancelTimer = timers.after(EXPIRY_EVERY_MS, expire)
  }

  const restartIfStuck = (printerId: string): { id: string; stuckMs: number }[] => {
    const stuckMs = workers.get(printerId)?.cutOffWhenStuck() ?? null
    if (stuckMs === null) return []
    const restarted = attempt(() => {
      const jobs = ledger.readOpenJobs().filter((job) => job.printerId === printerId)
      ledger.moveJobs(jobs.filter(({ state }) => state === 'sending').map(interrupted))
      workers.delete(printerId)
      for (const job of jobs) worker(printerId).inherit(job)
      worker(printerId).wake()
      onChange()
      return ok(null)
    })
    return restarted.ok ? [{ id: printerId, stuckMs }] : []
  }

  const answerJobs = (jobIds: readonly number[], answer: JobAnswer): Result<{ count: number }> => {
    const jobs = jobIds.map((id) => ledger.readJob(id)).filter((job) => job !== null)
    if (jobs.length === 0) return fail('notFound')
    const answered = jobs.filter((job) => answersTo(job).includes(answer))
    if (answered.length === 0) return fail('conflict')
    const step = { atMs: clock.nowMs(), problem: null, notBeforeMs: null, note: { code: 'answered', answer } } as const
    // What waits anyway is only not too old any more.
    const moved = answer === 'printAgain' ? answered.filter(needsPerson) : answered
    ledger.moveJobs(moved.map((job) => ({ jobId: job.id, from: [job.state], to: afterAnswer[answer], step })))
    if (answer === 'printAgain') {
      for (const [printerId, approved] of Map.groupBy(answered, (job) => job.printerId)) {
        worker(printerId).approve(approved.map((job) => job.id))
        worker(printerId).wake()
      }
    }
    onChange()
    return ok({ count: answered.length })
  }

  return {
    start: recover,
    add: (jobs) => {
      if (isStopping || !isRecovered) return
      for (const id of new Set(jobs.map((job) => job.printerId))) worker(id).nudge()
    },
    nudge: () => {
      if (isStopping || !isRecovered) return
      for (const each of workers.values()) each.nudge()
    },
    wake: () => {
      if (isStopping) return
      if (!isRecovered) recover()
      else for (const each of workers.values()) each.wake()
    },
    answer: (jobIds, answer) => attempt(() => answerJobs(jobIds, answer)),
    printAnyway: (printerId) =>
      attempt(() => {
        if (!worker(printerId).state().mayPrintAnyway) return fail('conflict')
        worker(printerId).printAnyway()
        return ok(null)
      }),
    learnAnew: (printerId) =>
      attempt(() => {
        worker(printerId).learnAnew()
        onChange()
        return ok(null)
      }),
    printerState: (printerId) => worker(printerId).state(),
    checkIdle: () => {
      if (isStopping || !isRecovered) return
      for (const { id } of dependencies.printers()) worker(id).checkIdle()
    },
    restartStuck: () => (isStopping ? [] : [...workers.keys()].flatMap(restartIfStuck)),
    stop: async () => {
      isStopping = true
      cancelTimer?.()
      await Promise.all([...workers.values()].map((each) => each.stop()))
    },
  }
}

const afterAnswer: Readonly<Record<JobAnswer, JobState>> = { cameOut: 'sent', printAgain: 'wanted', drop: 'dropped' }

/** A disk that refuses is the answer, not an exception. */
function attempt<T>(work: () => Result<T>): Result<T> {
  try {
    return work()
  } catch (error) {
    if (error instanceof LedgerError) return fail(error.code)
    throw error
  }
}
