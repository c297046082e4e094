import { fail, ok, type Result } from '../../../shared/contract/problems.ts'
import { LedgerError } from '../../ledger/ledger.ts'
import { isWaiting, type JobAnswer, type JobNote, needsPerson, type PrintJob } from '../../../shared/model/printJob.ts'
import { createPrinterWorker, type PrinterWorker, type PrinterState, unknownState } from './printerWorker.ts'
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
  /** A person's answer; `notFound` or `conflict` when there is nothing (any more) to answer. */
  answer(jobId: number, answer: JobAnswer): Result<null>
  printerState(printerId: string): PrinterState
  /** Lets the slip under way end, at most 10 s; then cuts it off, which makes it uncertain. */
  stop(): Promise<void>
}

const RECOVERY_RETRY_MS = 2000

/** One worker a printer, so that a dead printer holds up nobody; the ledger remembers every step before it is taken. */
export function createPrintQueue(dependencies: PrintQueueDependencies): PrintQueue {
  const { ledger, clock, timers, onChange } = dependencies
  const workers = new Map<string, PrinterWorker>()
  let isStopping = false
  let isRecovered = false
  let cancelRecovery: (() => void) | null = null

  const worker = (printerId: string): PrinterWorker => {
    const existing = workers.get(printerId)
    if (existing) return existing
    const created = createPrinterWorker(printerId, dependencies)
    workers.set(printerId, created)
    return created
  }

  /** Nothing may be printed before this has been done: a slip that was under way must not go out unmarked. */
  const recover = (): void => {
    if (isStopping || isRecovered) return
    try {
      for (const job of ledger.readOpenJobs()) {
        if (job.state === 'sending') {
          const isSecond = job.isPossibleDuplicate
          ledger.moveJob(job.id, ['sending'], isSecond ? 'needsHuman' : 'uncertain', {
            atMs: clock.nowMs(),
            problem: 'printUncertain',
            note: { code: 'interrupted' },
          })
        }
        worker(job.printerId).inherit(job)
      }
      isRecovered = true
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      cancelRecovery = timers.after(RECOVERY_RETRY_MS, recover)
      return
    }
    onChange()
    for (const each of workers.values()) each.wake()
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
    answer: (jobId, answer) => {
      try {
        return answerJob(jobId, answer)
      } catch (error) {
        if (error instanceof LedgerError) return fail(error.code)
        throw error
      }
    },
    printerState: (printerId) => workers.get(printerId)?.state() ?? unknownState,
    stop: async () => {
      isStopping = true
      cancelRecovery?.()
      await Promise.all([...workers.values()].map((each) => each.stop()))
    },
  }

  function answerJob(jobId: number, answer: JobAnswer): Result<null> {
    const job = ledger.readJob(jobId)
    if (job === null) return fail('notFound')
    const isAsking = needsPerson(job)
    // While it waits for the printer a slip can be called off, never declared printed.
    if (!isAsking && !(isWaiting(job) && answer !== 'cameOut')) return fail('conflict')
    const note: JobNote = { code: 'answered', answer }
    const step = { atMs: clock.nowMs(), problem: null, notBeforeMs: null, note }
    if (answer === 'drop') ledger.moveJob(jobId, [job.state], 'dropped', step)
    else if (answer === 'cameOut') ledger.moveJob(jobId, ['needsHuman'], 'sent', step)
    else {
      if (isAsking) ledger.moveJob(jobId, ['needsHuman'], 'wanted', step)
      worker(job.printerId).approve(jobId)
      worker(job.printerId).wake()
    }
    onChange()
    return ok(null)
  }
}
