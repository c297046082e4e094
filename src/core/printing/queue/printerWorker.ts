import type { Problem } from '../../../shared/contract/problems.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import { LedgerError } from '../../ledger/ledger.ts'
import type { PrintJob } from '../../../shared/model/printJob.ts'
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
  /** Failures in a row; an alarm is due at the second. */
  failureCount: number
}

export const unknownState: PrinterState = {
  state: 'unknown',
  problem: null,
  sinceMs: null,
  failureCount: 0,
}

/** The slips of one printer, strictly one after the other. */
export interface PrinterWorker {
  /** There is something new; a printer that is being given a rest keeps it. */
  nudge(): void
  /** Try now. */
  wake(): void
  /** A job of an earlier run. */
  inherit(job: PrintJob): void
  /** A person wants this one now, however old it is. */
  approve(jobId: number): void
  state(): PrinterState
  stop(): Promise<void>
}

const isOurFault = (problem: Problem | null): boolean =>
  problem?.code === 'ledgerUnavailable' || problem?.code === 'ledgerInUse' || problem?.code === 'internal'

const STOP_PATIENCE_MS = 10_000
const LEDGER_RETRY_MS = 3000
const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 30_000

/** Doubles with each failure in a row up to the cap; half of it is jitter. */
function retryDelayMs(failureCount: number, random: number): number {
  const full = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failureCount - 1, 10))
  return Math.round(full / 2 + (full / 2) * random)
}

export function createPrinterWorker(printerId: string, dependencies: PrintQueueDependencies): PrinterWorker {
  const { clock, timers, random, onChange } = dependencies
  const ages = createJobAges(clock)
  const abort = new AbortController()
  const health: PrinterState = { ...unknownState }
  let opened: { settings: string; printer: Printer } | null = null
  let restUntilMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  let isCalledAgain = false
  let isStopping = false
  let cancelTimer: (() => void) | null = null

  /** Kept over slips, because it remembers what the printer can do; opened anew when its settings change. */
  const printerOf = (settings: PrinterSettings): Printer => {
    const fingerprint = JSON.stringify(settings)
    if (opened?.settings !== fingerprint) opened = { settings: fingerprint, printer: dependencies.open(settings) }
    return opened.printer
  }

  const step = createPrintStep({
    ...dependencies,
    printerId,
    ages,
    printerOf,
    signal: abort.signal,
    noteWell: () => {
      Object.assign(health, { state: 'ok', problem: null, sinceMs: null, failureCount: 0 })
    },
    noteTrouble: (problem) => {
      const sinceMs = health.sinceMs ?? clock.nowMs()
      Object.assign(health, { state: 'problem', problem, sinceMs, failureCount: health.failureCount + 1 })
      const delayMs = retryDelayMs(health.failureCount, random())
      restUntilMs = clock.monotonicMs() + delayMs
      return clock.nowMs() + delayMs
    },
  })

  const stepSafely = async (): Promise<StepResult> => {
    try {
      const result = await step()
      // Whatever was wrong on our side is over, even when nothing is left to send.
      if (isOurFault(health.problem)) {
        Object.assign(health, unknownState)
        onChange()
      }
      return result
    } catch (error) {
      // Disk full: nothing may be sent that cannot be recorded first. Anything else is a fault of ours: shown, not lost.
      const code = error instanceof LedgerError ? error.code : 'internal'
      const failureCount = health.failureCount + 1
      Object.assign(health, {
        state: 'problem',
        problem: { code },
        sinceMs: health.sinceMs ?? clock.nowMs(),
        failureCount,
      })
      onChange()
      return { kind: 'later', delayMs: LEDGER_RETRY_MS }
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

  return {
    nudge: run,
    wake: () => {
      restUntilMs = Number.NEGATIVE_INFINITY
      run()
    },
    inherit: (job) => ages.inherit(job),
    approve: (jobId) => ages.renew(jobId),
    state: () => ({ ...health }),
    stop: async () => {
      isStopping = true
      cancelTimer?.()
      const cancel = timers.after(STOP_PATIENCE_MS, () => abort.abort())
      await running
      cancel()
    },
  }
}
