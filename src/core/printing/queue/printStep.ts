import {
  askingState,
  isWaiting,
  type JobNote,
  type JobState,
  type JobStep,
  type PrintJob,
} from '../../../shared/model/printJob.ts'
import type { PrintLeave } from '../../../shared/model/printLeave.ts'
import type { ErrorCode, Problem } from '../../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import { LedgerError } from '../../ledger/ledger.ts'
import type { JobAges } from './jobAges.ts'
import type { PrintQueueDependencies } from './dependencies.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import type { JobSlip } from './slipForJob.ts'
import type { PreparedSlip, Printer, SendOutcome } from '../printers/printer.ts'

export type StepResult = { kind: 'again' } | { kind: 'idle' } | { kind: 'later'; delayMs: number }

interface StepContext extends PrintQueueDependencies {
  ages: JobAges
  /** The open jobs of this printer, oldest first. */
  openJobs(): PrintJob[]
  /** As set now; null: it is not, or not in use. */
  settings(): PrinterSettings | null
  printerOf(settings: PrinterSettings): Printer
  /** A person wants the next slip sent although the printer does not say how it is. Asked once for each slip. */
  takeSilenceAccepted(): boolean
  /** A person wants this one now. */
  isApproved(jobId: number): boolean
  /** A slip was sent, or not: the printer may be known better. @throws LedgerError */
  noteHabits(settings: PrinterSettings): void
  signal(): AbortSignal
  noteWell(): void
  /** @returns when it will be tried again, epoch ms. */
  noteTrouble(problem: Problem): number
}

interface Ready {
  job: PrintJob
  /** Prepared before anything is committed: what cannot be composed must not look half sent. */
  slip: PreparedSlip
  /** What it was prepared from, and as which job. */
  document: SlipDocument
  wouldBe: PrintJob
  settings: PrinterSettings
  leave: Extract<PrintLeave, { kind: 'print' }>
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

  /** All in one commit. */
  const askAbout = (jobs: readonly PrintJob[], step: { problem?: ErrorCode; note?: JobNote }): void => {
    const atMs = clock.nowMs()
    ledger.moveJobs(
      jobs.map((job) => {
        const to = askingState(job)
        const isPossibleDuplicate = to === 'needsHuman'
        return {
          jobId: job.id,
          from: [job.state],
          to,
          // What once kept it from being sent may be long over.
          step: { atMs, notBeforeMs: null, isPossibleDuplicate, ...(to === 'undecided' && { problem: null }), ...step },
        }
      }),
    )
    onChange()
  }

  return async () => {
    unrecorded?.()
    unrecorded = null
    const open = context.openJobs()
    ages.keepOnly(open)
    const jobs = open.filter(isWaiting)
    if (jobs.length === 0) return { kind: 'idle' }
    const settings = context.settings()
    if (settings === null) {
      askAbout(jobs, { problem: 'printerNotFound' })
      return again
    }
    const next = await nextReady(jobs, settings)
    return 'job' in next ? sendOne(next) : next
  }

  /** First in, first out; a slip that waits for its order's details lets the others pass. */
  async function nextReady(jobs: readonly PrintJob[], settings: PrinterSettings): Promise<Ready | StepResult> {
    let delayMs = Number.POSITIVE_INFINITY
    for (const job of jobs) {
      const isPossibleDuplicate = job.isPossibleDuplicate || job.state === 'uncertain'
      const wouldBe = { ...job, attempt: job.attempt + 1, isPossibleDuplicate }
      const composed = compose(wouldBe)
      if (composed.kind === 'ready') {
        const about = { waitedMs: ages.waitedMs(job.id), isAsked: context.isApproved(job.id) }
        const leave = await context.mayPrint(job, about)
        if (leave.kind === 'elsewhere') {
          dropElsewhere(job, leave.counterName)
          return again
        }
        if (ages.isStale(job.id)) return askAboutStale(jobs, settings)
        if (leave.kind === 'wait') {
          delayMs = Math.min(delayMs, leave.delayMs)
          ages.renew(job.id)
          continue
        }
        // Drawn only now: what waits for another counter is asked about each second.
        const marked = { ...wouldBe, isPossibleDuplicate: isPossibleDuplicate || leave.isInDoubt }
        const slip = await prepare(marked, settings)
        if (slip.kind === 'ready')
          return { job, slip: slip.prepared, document: slip.document, wouldBe: marked, settings, leave }
        if (slip.kind === 'broken') askBroken(job, slip.error)
        return again
      }
      if (composed.kind === 'wait') {
        delayMs = Math.min(delayMs, Math.max(100, composed.untilMs - clock.nowMs()))
        ages.renew(job.id)
      } else {
        if (composed.kind === 'gone') move(job, 'dropped', { problem: 'orderNotFound', note: { code: 'orderErased' } })
        else if (composed.kind === 'nothing')
          move(job, 'dropped', { problem: null, note: { code: 'nothingForPrinter' } })
        else askBroken(job, composed.error)
        return again
      }
    }
    return Number.isFinite(delayMs) ? { kind: 'later', delayMs } : { kind: 'idle' }
  }

  function isAsItWas(job: PrintJob): boolean {
    return context.openJobs().some(({ id, state }) => id === job.id && state === job.state)
  }

  /** A person may have said something about it meanwhile. */
  function dropElsewhere(job: PrintJob, counterName: string): void {
    if (!isAsItWas(job)) return
    move(job, 'dropped', {
      problem: 'printedElsewhere',
      notBeforeMs: null,
      note: { code: 'printedElsewhere', counterName },
    })
  }

  function askBroken(job: PrintJob, error: string): void {
    // A person may have said something about it meanwhile.
    if (isAsItWas(job)) askAbout([job], { problem: 'internal', note: { code: 'notComposed', error } })
  }

  function compose(job: PrintJob): JobSlip | Broken {
    try {
      return context.slipFor(job, ages.waitedMs(job.id))
    } catch (error) {
      return broken(error)
    }
  }

  /** Its details or its order may have changed while it was asked about. */
  async function prepare(job: PrintJob, settings: PrinterSettings) {
    const composed = compose(job)
    if (composed.kind !== 'ready') return composed
    try {
      const { document } = composed
      return { kind: 'ready', document, prepared: await context.printerOf(settings).prepare(document) } as const
    } catch (error) {
      return broken(error)
    }
  }

  /** The printer may be back after an hour with thirty waiting: ask, once it is known to be back. */
  async function askAboutStale(jobs: readonly PrintJob[], settings: PrinterSettings): Promise<StepResult> {
    const readiness = await context.printerOf(settings).check(context.signal())
    if (!readiness.isReady) {
      trouble(readiness.problem)
      return again
    }
    // A person may have answered meanwhile.
    const ids = new Set(jobs.map((job) => job.id))
    const stale = context.openJobs().filter((job) => ids.has(job.id) && isWaiting(job) && ages.isStale(job.id))
    askAbout(stale, { note: { code: 'waitedTooLong' } })
    context.noteWell()
    onChange()
    return again
  }

  async function sendOne({ job, slip, document, wouldBe, settings, leave }: Ready): Promise<StepResult> {
    // A person may have dropped it while it was drawn.
    if (!isAsItWas(job)) return again
    // Its order may have changed or been cancelled: until it is on its way, no other slip is wanted to say so.
    const newest = compose(wouldBe)
    if (newest.kind !== 'ready' || JSON.stringify(newest.document) !== JSON.stringify(document)) return again
    // This computer may have stood still meanwhile.
    if (leave.untilMs !== null && clock.monotonicMs() > leave.untilMs) return again
    const isSecond = job.isPossibleDuplicate || leave.isInDoubt
    const sending = move(job, 'sending', {
      attempt: job.attempt + 1,
      isPossibleDuplicate: isSecond || job.state === 'uncertain',
      problem: null,
      notBeforeMs: null,
      note: leave.note ?? slip.note,
    })
    const isUnasked = context.takeSilenceAccepted()
    const outcome = await sendSafely(() => context.printerOf(settings).send(slip.payload, context.signal(), isUnasked))
    unrecorded = () => record(sending, outcome, isUnasked)
    unrecorded()
    unrecorded = null
    context.noteHabits(settings)
    return again
  }

  function record(job: PrintJob, outcome: SendOutcome, isUnasked: boolean): void {
    // Given up as stuck, it is another worker's: its next attempt may be under way.
    const now = ledger.readJob(job.id)
    if (now?.state !== 'sending' || now.attempt !== job.attempt) return
    const note: JobNote | null = outcome.said === null ? null : { code: 'printerSaid', said: outcome.said }
    if (outcome.kind === 'confirmed' || outcome.kind === 'sent') {
      const isUnconfirmed = isUnasked && outcome.kind === 'sent'
      move(job, outcome.kind, { problem: null, note: isUnconfirmed ? { code: 'sentUnasked' } : note })
      context.noteWell()
      onChange()
      return
    }
    // Written down a second time after a full disk, it is still one failure.
    recordedTrouble =
      recordedTrouble?.outcome === outcome ? recordedTrouble : { outcome, notBeforeMs: trouble(outcome.problem, job) }
    const { notBeforeMs } = recordedTrouble
    const problem = outcome.problem.code
    if (outcome.kind === 'notSent') move(job, outcome.isHeld ? 'held' : 'failed', { problem, notBeforeMs, note })
    else if (job.isPossibleDuplicate) move(job, 'needsHuman', { problem, notBeforeMs: null, note })
    else move(job, 'uncertain', { problem, notBeforeMs, note })
  }

  /** Whatever waits behind the job in trouble is in it too. */
  function trouble(problem: Problem, sent?: PrintJob): number {
    const notBeforeMs = context.noteTrouble(problem)
    ages.noteTrouble([...(sent === undefined ? [] : [sent]), ...context.openJobs().filter(isWaiting)])
    onChange()
    return notBeforeMs
  }
}

interface Broken {
  kind: 'broken'
  error: string
}

/** One slip that cannot be composed must not hold up the others. @throws LedgerError */
function broken(error: unknown): Broken {
  if (error instanceof LedgerError) throw error
  return { kind: 'broken', error: error instanceof Error ? error.name : 'unknown' }
}

/** A transport that fails in its own code may have sent anything: a slip must not stay on its way for ever. */
async function sendSafely(send: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await send()
  } catch (error) {
    return { kind: 'uncertain', problem: { code: 'internal' }, said: error instanceof Error ? error.name : null }
  }
}
