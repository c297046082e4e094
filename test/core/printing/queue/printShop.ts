import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { Clock, Timers } from '../../../../src/core/host.ts'
import type { Ledger } from '../../../../src/core/ledger/ledger.ts'
import { orderSubject, type PrintJob, type WantedJob } from '../../../../src/shared/model/printJob.ts'
import { openLedger } from '../../../../src/core/ledger/openLedger.ts'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { createPrintQueue, type PrintQueue } from '../../../../src/core/printing/queue/printQueue.ts'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import type { JobSlip } from '../../../../src/core/printing/queue/slipForJob.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import type { PrinterSettings } from '../../../../src/shared/settings/printer.ts'
import type { SlipDocument } from '../../../../src/shared/model/slip.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { plainOrder } from '../slip/orders.ts'

const timeouts = {
  connectMs: 2000,
  statusMs: 150,
  statusAfterMs: 150,
  silentStatusMs: 30,
  stallMs: 2000,
  idMs: 300,
  idProbeMs: 400,
  closeMs: 300,
  missesUntilNoEcho: 1,
}

/** Time runs ten times as fast, for timers and clocks alike. */
const SPEED = 10

/** Longer than any retry. */
const LONG_DELAY_MS = 60_000

/** For `vi.waitFor`: how long a busy machine may take. */
export const LONG = { timeout: 8000, interval: 5 }

/** A shop's ledger on disk, its printers on real sockets, and the queue between them. */
export class PrintShop {
  /** Pushed on by a test: both clocks, or wall time alone. */
  skewMs = 0
  wallJumpMs = 0
  readonly clock: Clock = {
    nowMs: () => Math.round(1_767_632_700_000 + performance.now() * SPEED + this.skewMs + this.wallJumpMs),
    monotonicMs: () => performance.now() * SPEED + this.skewMs,
  }
  readonly timers: Timers = {
    after: (delayMs, callback) => {
      const run = (): void => {
        this.pending.delete(run)
        clearTimeout(timer)
        callback()
      }
      const timer = setTimeout(run, delayMs / SPEED)
      if (delayMs >= LONG_DELAY_MS) this.pending.add(run)
      return () => {
        this.pending.delete(run)
        clearTimeout(timer)
      }
    },
  }
  private readonly pending = new Set<() => void>()
  readonly folder = mkdtempSync(join(tmpdir(), 'tezgah-queue-'))
  ledger: Ledger = openLedger(join(this.folder, 'ledger.sqlite'))
  /** What sending throws, which no transport should. */
  sendFault: Error | null = null
  slipFor: (job: PrintJob) => JobSlip = (job) => ({ kind: 'ready', document: documentOf(job) })
  private readonly practice: PracticePrinter[] = []
  private readonly settings: PrinterSettings[] = []
  private opened: PrintQueue | null = null

  get queue(): PrintQueue {
    if (this.opened === null) throw new Error('the queue has not been started')
    return this.opened
  }

  async addPrinter(id: string, mode: PrinterModes): Promise<PracticePrinter> {
    const printer = await startPracticePrinter({ mode })
    this.practice.push(printer)
    const connection = { kind: 'tcp', host: printer.host, port: printer.port } as const
    this.settings.push(aPrinter({ id, connection }))
    return printer
  }

  start(ledger = this.ledger): PrintQueue {
    this.opened = createPrintQueue({
      isTimeBelieved: () => true,
      systemClock: this.clock,
      ledger,
      clock: this.clock,
      timers: this.timers,
      random: () => 0,
      printers: () => this.settings,
      expiryHours: () => 12,
      open: (printer, learnt) => {
        const opened = openPrinter(printer, {}, learnt, timeouts)
        return {
          ...opened,
          send: (...sent) => (this.sendFault ? Promise.reject(this.sendFault) : opened.send(...sent)),
        }
      },
      slipFor: (job) => this.slipFor(job),
      mayPrint: async () => ({ kind: 'print', isInDoubt: false, note: null, untilMs: null }),
      onChange: () => undefined,
    })
    this.opened.start()
    return this.opened
  }

  want(label: string, printerId = 'kasa'): PrintJob {
    const job = this.ledger.addJob(wanted(label, printerId), this.clock.nowMs())
    this.queue.add([job])
    return job
  }

  /** The process dies and starts again: only what the ledger holds is left. */
  crash(): void {
    this.ledger.close()
    this.ledger = openLedger(join(this.folder, 'ledger.sqlite'))
  }

  /** Runs what is due in a minute or later now. */
  hurry(): void {
    for (const run of [...this.pending]) run()
  }

  stateOf = (job: PrintJob): string | undefined => this.ledger.readJob(job.id)?.state

  settles(job: PrintJob, state: string): Promise<void> {
    return vi.waitFor(() => expect(this.stateOf(job)).toBe(state), LONG)
  }

  async close(): Promise<void> {
    await this.opened?.stop()
    await Promise.all(this.practice.map((printer) => printer.stop()))
    this.ledger.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const wanted = (label: string, printerId = 'kasa'): WantedJob => ({
  subject: orderSubject(`s/${label}`),
  label,
  kind: 'order',
  printerId,
  routeId: null,
  dedupe: 'first',
  reason: null,
  changes: null,
})

export const documentOf = (job: PrintJob): SlipDocument =>
  composeSlip(
    { ...plainOrder, number: job.label },
    { ...baseOptions, isPossibleDuplicate: job.isPossibleDuplicate, attempt: job.attempt },
  )

/** The order numbers on paper, in the order they came out. */
export const numbers = (printer: PracticePrinter): string[] =>
  printer.slips().map((slip) => /#(\S+)/.exec(slip.text)?.[1] ?? '')

export const isMarked = (printer: PracticePrinter): boolean[] =>
  printer.slips().map((slip) => slip.text.includes('OLASI TEKRAR'))
