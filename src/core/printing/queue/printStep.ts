import { isWaiting, type JobNote, type JobState, type JobStep, type PrintJob } from '../../../shared/model/printJob.ts'
import type { Problem } from '../../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { JobAges } from './jobAges.ts'
import type { PrintQueueDependencies } from './dependencies.ts'
import type { PreparedSlip, Printer, SendOutcome } from '../printers/printer.ts'

export type StepResult = { kind: 'again' } | { kind: 'idle' } | { kind: 'later'; delayMs: number }

interface StepContext extends PrintQueueDependencies {
  printerId: string
  ages: JobAges
  printerOf(settings: PrinterSettings): Printer
  signal: AbortSignal
  noteWell(): void
  /** @returns when it will be tried again, epoch ms. */
  noteTrouble(problem: Problem): number
}

interface Ready {
  job: PrintJob
  /** Prepared before anything is committed: what cannot be composed must not look half sent. */
  slip: PreparedSlip
  settings: PrinterSettings
}

const again: StepResult = { kind: 'again' }

/**
 * One step of a printer's worker: the oldest job that can be printed goes one arrow further. Every arrow is committed
 * before what it announces is done. @throws LedgerError when it cannot be; then nothing has been sent.
 */
export function createPrintStep(context: StepContext): () => Promise<StepResult> {
  const { ledger, clock, ages, onChange } = context
  /** What became of a slip that could not be written down yet: nothing else is sent before it is. */
  let unrecorded: (() => void) | null = null
  let recordedTrouble: { outcome: SendOutcome; notBeforeMs: number } | null = null

  const move = (job: PrintJob, to: JobState, step: Omit<JobStep, 'atMs'>): PrintJob => {
    const moved = ledger.moveJob(job.id, [job.state], to, { atMs: clock.nowMs(), ...step })
    onChange()
    return moved
  }

  const openJobs = (): PrintJob[] =>
    ledger.readOpenJobs().filter((job) => job.printerId === context.printerId && isWaiting(job))

  return async () => {
    unrecorded?.()
    unrecorded = null
    const jobs = openJobs()
    ages.keepOnly(jobs)
    if (jobs.length === 0) return { kind: 'idle' }
    const settings = context.printers().find((printer) => printer.id === context.printerId && printer.enabled)
    if (settings === undefined) {
      for (const job of jobs) move(job, 'needsHuman', { problem: 'printerNotFound', notBeforeMs: null })
      return again
    }
    const next = await nextReady(jobs, settings)
    if (!('job' in next)) return next
    if (ages.isStale(next.job.id)) return askAboutStale(jobs, settings)
    return sendOne(next)
  }

  /** First in, first out; a slip that waits for its order's details lets the others pass. */
  async function nextReady(jobs: readonly PrintJob[], settings: PrinterSettings): Promise<Ready | StepResult> {
    let delayMs = Number.POSITIVE_INFINITY
    for (const job of jobs) {
      const isPossibleDuplicate = job.isPossibleDuplicate || job.state === 'uncertain'
      const composed = await compose({ ...job, attempt: job.attempt + 1, isPossibleDuplicate }, settings)
      if (composed.kind === 'ready') {
        return { job, slip: composed.slip, settings }
      }
      if (composed.kind === 'wait') {
        delayMs = Math.min(delayMs, Math.max(100, composed.untilMs - clock.nowMs()))
        ages.renew(job.id)
      } else {
        if (composed.kind === 'gone') move(job, 'dropped', { problem: 'orderNotFound', note: { code: 'orderErased' } })
        else if (composed.kind === 'nothing')
          move(job, 'dropped', { problem: null, note: { code: 'nothingForPrinter' } })
        else move(job, 'needsHuman', { problem: 'internal', note: { code: 'notComposed', error: composed.error } })
        return again
      }
    }
    return Number.isFinite(delayMs) ? { kind: 'later', delayMs } : { kind: 'idle' }
  }

  async function compose(job: PrintJob, settings: PrinterSettings) {
    try {
      const slip = context.slipFor(job, ages.waitedMs(job.id))
      if (slip.kind !== 'ready') return slip
      return { kind: 'ready', slip: await context.printerOf(settings).prepare(slip.document) } as const
    } catch (error) {
      // One slip that cannot be composed must not hold up the others.
      return { kind: 'broken', error: error instanceof Error ? error.name : 'unknown' } as const
    }
  }

  /** The printer may be back after an hour with thirty waiting: ask, once it is known to be back. */
  async function askAboutStale(jobs: readonly PrintJob[], settings: PrinterSettings): Promise<StepResult> {
    const readiness = await context.printerOf(settings).check(context.signal)
    if (!readiness.isReady) {
      trouble(readiness.problem, jobs)
      return again
    }
    for (const job of jobs) {
      if (ages.isStale(job.id)) move(job, 'needsHuman', { notBeforeMs: null, note: { code: 'waitedTooLong' } })
    }
    context.noteWell()
    onChange()
    return again
  }

  async function sendOne({ job, slip, settings }: Ready): Promise<StepResult> {
    const isSecond = job.isPossibleDuplicate
    const sending = move(job, 'sending', {
      attempt: job.attempt + 1,
      isPossibleDuplicate: isSecond || job.state === 'uncertain',
      problem: null,
      notBeforeMs: null,
      note: slip.note,
    })
    const outcome = await sendSafely(() => context.printerOf(settings).send(slip.payload, context.signal))
    unrecorded = () => record(sending, outcome)
    unrecorded()
    unrecorded = null
    return again
  }

  function record(job: PrintJob, outcome: SendOutcome): void {
    const note: JobNote | null = outcome.said === null ? null : { code: 'printerSaid', said: outcome.said }
    if (outcome.kind === 'confirmed' || outcome.kind === 'sent') {
      move(job, outcome.kind, { problem: null, note })
      context.noteWell()
      onChange()
      return
    }
    // Written down a second time after a full disk, it is still one failure.
    recordedTrouble =
      recordedTrouble?.outcome === outcome ? recordedTrouble : { outcome, notBeforeMs: trouble(outcome.problem, [job]) }
    const { notBeforeMs } = recordedTrouble
    const problem = outcome.problem.code
    if (outcome.kind === 'notSent') move(job, outcome.isHeld ? 'held' : 'failed', { problem, notBeforeMs, note })
    else if (job.isPossibleDuplicate) move(job, 'needsHuman', { problem, notBeforeMs: null, note })
    else move(job, 'uncertain', { problem, notBeforeMs, note })
  }

  /** Whatever waits behind the job in trouble is in it too. */
  function trouble(problem: Problem, jobs: readonly PrintJob[]): number {
    const notBeforeMs = context.noteTrouble(problem)
    ages.noteTrouble([...jobs, ...openJobs()])
    onChange()
    return notBeforeMs
  }
}

/** A transport that fails in its own code may have sent anything: a slip must not stay on its way for ever. */
async function sendSafely(send: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await send()
  } catch (error) {
    return { kind: 'uncertain', problem: { code: 'internal' }, said: error instanceof Error ? error.name : null }
  }
}
