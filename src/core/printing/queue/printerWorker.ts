import type { ErrorCode, Problem } from '../../../shared/contract/problems.ts'
import { backoffMs } from '../../../shared/model/backoff.ts'
import type { PrinterHabits } from '../../../shared/model/printerHabits.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import { LedgerError } from '../../ledger/ledger.ts'
import { hasNeverLeft, isWaiting, type PrintJob } from '../../../shared/model/printJob.ts'
import type { HabitRecord } from './habitRecord.ts'
import { createJobAges } from './jobAges.ts'
import type { PrintQueueDependencies } from './dependencies.ts'
import type { Printer } from '../printers/printer.ts'
import { createPrintStep, type StepResult } from './printStep.ts'

/** What is known of a printer from its last attempt. */
export interface PrinterState {
  state: 'unknown' | 'ok' | 'problem'
  problem: Problem | null
  /** Epoch ms of the first failure in a row; null when well. */
  sinceMs: number | null
  /** The printer's failures in a row; an alarm is due at the second. */
  failureCount: number
  /** It takes connections and does not say how it is any more: a person may have its slips sent all the same. */
  mayPrintAnyway: boolean
  /** null: nothing has been learnt, or there is nothing to learn. */
  habits: PrinterHabits | null
}

/** The slips of one printer, strictly one after the other. */
export interface PrinterWorker {
  /** There is something new; a printer that is being given a rest keeps it. */
  nudge(): void
  /** Try now. */
  wake(): void
  /** A job of an earlier run. */
  inherit(job: PrintJob): void
  /** A person wants these now, however old they are. */
  approve(jobIds: readonly number[]): void
  /** Drops what nobody has printed or dropped for too long. @throws LedgerError */
  expire(): void
  /** A person wants the next slip sent although the printer does not say how it is. */
  printAnyway(): void
  /** Forgets what was learnt about the printer. @throws LedgerError */
  learnAnew(): void
  state(): PrinterState
  /** Asks the printer how it is, if it can say and no slip could go now: those that open are for later, or a question. */
  checkIdle(): void
  /**
   * Cuts off a step that has taken far too long. @returns where even that was in vain, how long it has taken, ms: another
   * worker has to go on, and this one takes no further step; null: it goes on
   */
  cutOffWhenStuck(): number | null
  stop(): Promise<void>
}

const STOP_PATIENCE_MS = 10_000
const LEDGER_RETRY_MS = 3000
const printPause = { firstMs: 1000, lastMs: 30_000 }
/** A printer may be slow to answer once or twice. */
const SILENT_TRIES_UNTIL_OFFERED = 3
const HOUR_MS = 3_600_000
/** The slowest printer has printed its longest slip by then. */
const STUCK_AFTER_MS = 15 * 60_000
/** What was cut off has said so by then. */
const CUT_OFF_PATIENCE_MS = 30_000

export function createPrinterWorker(
  printerId: string,
  dependencies: PrintQueueDependencies & { sleptMs(): number },
  habitRecord: HabitRecord,
): PrinterWorker {
  const { ledger, clock, timers, random, onChange } = dependencies
  const ages = createJobAges(clock, dependencies.isTimeBelieved, dependencies.sleptMs)
  let abort = new AbortController()
  let stepSinceMs: number | null = null
  /** The printer's own. */
  const health: Pick<PrinterState, 'state' | 'problem' | 'sinceMs' | 'failureCount'> = {
    state: 'unknown',
    problem: null,
    sinceMs: null,
    failureCount: 0,
  }
  /** What keeps us from taking any step: the disk, or a fault of ours. */
  let fault: { code: ErrorCode; sinceMs: number } | null = null
  let opened: { settings: string; printer: Printer } | null = null
  let restUntilMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let isCalledAgain = false
  let isStopping = false
  /** Tries in a row in which it took the connection and did not say how it is. */
  let silentCount = 0
  let isSilenceAccepted = false
  /** Slips that a person wants now. */
  const approved = new Set<number>()
  let cancelTimer: (() => void) | null = null

  const settingsNow = (): PrinterSettings | null =>
    dependencies.printers().find((printer) => printer.id === printerId && printer.enabled) ?? null

  const openJobs = (): PrintJob[] => ledger.readOpenJobs().filter((job) => job.printerId === printerId)

  /** Kept over slips; opened anew when its settings change. */
  const printerOf = (settings: PrinterSettings): Printer => {
    const fingerprint = JSON.stringify(settings)
    if (opened?.settings !== fingerprint) {
      opened = { settings: fingerprint, printer: dependencies.open(settings, habitRecord.read(settings)) }
    }
    return opened.printer
  }

  const step = createPrintStep({
    ...dependencies,
    ages,
    openJobs,
    settings: settingsNow,
    printerOf,
    takeSilenceAccepted: () => {
      const isAccepted = isSilenceAccepted
      isSilenceAccepted = false
      return isAccepted
    },
    isApproved: (jobId) => approved.has(jobId),
    noteHabits: (settings) => {
      const habits = printerOf(settings).habits()
      if (habits !== null) habitRecord.write(settings, habits)
    },
    signal: () => abort.signal,
    noteWell: () => {
      silentCount = 0
      Object.assign(health, { state: 'ok', problem: null, sinceMs: null, failureCount: 0 })
    },
    noteTrouble: (problem) => {
      silentCount = problem.code === 'printerSilent' ? silentCount + 1 : 0
      const sinceMs = health.sinceMs ?? clock.nowMs()
      Object.assign(health, { state: 'problem', problem, sinceMs, failureCount: health.failureCount + 1 })
      const delayMs = backoffMs(health.failureCount, random(), printPause)
      restUntilMs = clock.monotonicMs() + delayMs
      return clock.nowMs() + delayMs
    },
  })

  const stepSafely = async (): Promise<StepResult> => {
    try {
      stepSinceMs = clock.monotonicMs()
      const result = await step()
      if (fault !== null) {
        fault = null
        onChange()
      }
      return result
    } catch (error) {
      // Disk full: nothing may be sent that cannot be recorded first. Anything else is a fault of ours: shown, not lost.
      const code = error instanceof LedgerError ? error.code : 'internal'
      fault = { code, sinceMs: fault?.sinceMs ?? clock.nowMs() }
      onChange()
      return { kind: 'later', delayMs: LEDGER_RETRY_MS }
    } finally {
      stepSinceMs = null
    }
  }

  const loop = async (): Promise<void> => {
    while (!isStopping) {
      isCalledAgain = false
      const restMs = restUntilMs - clock.monotonicMs()
      const result: StepResult = restMs > 0 ? { kind: 'later', delayMs: restMs } : await stepSafely()
      if (result.kind === 'again' || isCalledAgain) continue
      if (result.kind === 'later' && !isStopping) cancelTimer = timers.after(result.delayMs, run)
      return
    }
  }

  function run(): void {
    cancelTimer?.()
    cancelTimer = null
    if (isStopping) return
    if (running !== null) {
      isCalledAgain = true
      return
    }
    running = loop().finally(() => {
      running = null
      // It was called between its last look and here.
      if (isCalledAgain) run()
    })
  }

  /** Known to say how it is: by what was learnt, or because its system or its disk always tells. */
  const canAnswer = (settings: PrinterSettings): boolean => {
    const { kind } = settings.connection
    if (kind === 'tcp' || kind === 'serial') return printerOf(settings).habits()?.answersStatus === true
    return kind !== 'system'
  }

  const askIdle = async (settings: PrinterSettings): Promise<void> => {
    stepSinceMs = clock.monotonicMs()
    const readiness = await printerOf(settings)
      .check(abort.signal)
      .finally(() => (stepSinceMs = null))
    if (isStopping) return
    if (readiness.isReady) {
      if (health.state === 'ok') return
      Object.assign(health, { state: 'ok', problem: null, sinceMs: null, failureCount: 0 })
    } else {
      // No slip has failed: the next one is tried at once, and is the first to count.
      Object.assign(health, { state: 'problem', problem: readiness.problem, sinceMs: health.sinceMs ?? clock.nowMs() })
    }
    onChange()
  }

  const wake = (): void => {
    restUntilMs = Number.NEGATIVE_INFINITY
    run()
  }

  /** Its details or its hour have not come: nobody has left it lying. */
  const isForLater = (job: PrintJob): boolean => {
    try {
      return dependencies.slipFor(job, ages.waitedMs(job.id)).kind === 'wait'
    } catch (error) {
      if (error instanceof LedgerError) throw error
      return false
    }
  }

  return {
    nudge: run,
    wake,
    inherit: (job) => ages.inherit(job),
    approve: (jobIds) => {
      for (const id of jobIds) {
        ages.renew(id)
        approved.add(id)
      }
    },
    expire: () => {
      const hours = dependencies.expiryHours()
      const old = openJobs().filter((job) => hasNeverLeft(job) && ages.ageMs(job.id) > hours * HOUR_MS)
      const byWait = Map.groupBy(old, isForLater)
      for (const { id } of byWait.get(true) ?? []) ages.renew(id)
      const expired = byWait.get(false) ?? []
      if (expired.length === 0) return
      const end = { atMs: clock.nowMs(), notBeforeMs: null, note: { code: 'expired', hours } } as const
      ledger.moveJobs(expired.map((job) => ({ jobId: job.id, from: [job.state], to: 'dropped', step: end })))
      onChange()
    },
    printAnyway: () => {
      isSilenceAccepted = true
      // Whoever says so has just looked at the printer: nothing is too old to be sent.
      for (const job of openJobs()) if (isWaiting(job)) ages.renew(job.id)
      wake()
    },
    checkIdle: () => {
      const settings = settingsNow()
      // Between two steps no slip could go now, unless one is about to be tried again anyway.
      const isTriedSoon = fault !== null || restUntilMs > clock.monotonicMs()
      if (settings === null || running !== null || isStopping || isTriedSoon || !canAnswer(settings)) return
      running = askIdle(settings)
        .catch(() => undefined)
        .finally(() => {
          running = null
          // A slip that came meanwhile has waited for the answer.
          if (isCalledAgain) run()
        })
    },
    cutOffWhenStuck: () => {
      if (stepSinceMs === null || isStopping) return null
      const tookMs = clock.monotonicMs() - stepSinceMs
      if (tookMs < STUCK_AFTER_MS) return null
      if (!abort.signal.aborted) {
        abort.abort()
        void running?.then(() => (abort = new AbortController()))
      }
      if (tookMs < STUCK_AFTER_MS + CUT_OFF_PATIENCE_MS) return null
      isStopping = true
      return tookMs
    },
    learnAnew: () => {
      habitRecord.forget(printerId)
      opened = null
    },
    state: () => {
      const settings = settingsNow()
      return {
        ...health,
        ...(fault && { state: 'problem', problem: { code: fault.code }, sinceMs: fault.sinceMs }),
        mayPrintAnyway: silentCount >= SILENT_TRIES_UNTIL_OFFERED,
        habits: opened?.printer.habits() ?? (settings === null ? null : habitRecord.read(settings)),
      }
    },
    stop: async () => {
      isStopping = true
      cancelTimer?.()
      const cancel = timers.after(STOP_PATIENCE_MS, () => abort.abort())
      await running
      cancel()
    },
  }
}
