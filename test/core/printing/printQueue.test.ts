import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Clock, Timers } from '../../../src/core/host.ts'
import { type Ledger, LedgerError, type PrintJob, type WantedJob } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { composeSlip } from '../../../src/core/printing/composeSlip.ts'
import { createPrintQueue, type PrintQueue } from '../../../src/core/printing/printQueue.ts'
import { openTcpPrinter } from '../../../src/core/printing/printers/tcp.ts'
import type { JobSlip } from '../../../src/core/printing/slipForJob.ts'
import type { PrinterMode } from '../../../src/practice/printer/printerModes.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../src/practice/printer/practicePrinter.ts'
import type { PrinterSettings } from '../../../src/shared/settings.ts'
import { plainOrder } from './orders.ts'

const timeouts = { connectMs: 2000, statusMs: 150, silentStatusMs: 30, writeMs: 2000, idMs: 300, idProbeMs: 400, closeMs: 300 }

/** Time runs ten times as fast, for timers and clocks alike; a test can push it on. */
const SPEED = 10
let skewMs = 0
let wallJumpMs = 0
const clock: Clock = {
  nowMs: () => Math.round(1_767_632_700_000 + performance.now() * SPEED + skewMs + wallJumpMs),
  monotonicMs: () => performance.now() * SPEED + skewMs,
}
const timers: Timers = {
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs / SPEED)
    return () => clearTimeout(timer)
  },
}

let folder: string
let ledger: Ledger
let practice: PracticePrinter[]
let queue: PrintQueue
let printers: PrinterSettings[]
let slipFor: (job: PrintJob) => JobSlip

beforeEach(() => {
  skewMs = 0
  wallJumpMs = 0
  folder = mkdtempSync(join(tmpdir(), 'tezgah-queue-'))
  ledger = openLedger(join(folder, 'ledger.sqlite'))
  practice = []
  printers = []
  slipFor = (job) => ({ kind: 'ready', document: documentOf(job) })
})

afterEach(async () => {
  await queue.stop()
  await Promise.all(practice.map((printer) => printer.stop()))
  ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

const documentOf = (job: PrintJob) =>
  composeSlip(
    { ...plainOrder, number: job.orderLabel },
    {
      nowMs: 0,
      computerName: 'KASA',
      sourceName: 'Kadıköy',
      closingLine: '',
      mark: job.kind === 'copy' ? { kind: 'copy', n: job.copyNumber, reason: job.reason } : { kind: 'none' },
      isPossibleDuplicate: job.isPossibleDuplicate,
      isIncomplete: false,
      attempt: job.attempt,
      language: 'tr',
    },
  )

async function addPrinter(id: string, mode: PrinterMode): Promise<PracticePrinter> {
  const printer = await startPracticePrinter({ mode })
  practice.push(printer)
  const connection = { kind: 'tcp', host: printer.host, port: printer.port } as const
  printers.push({
    id,
    name: id,
    connection,
    paperWidthMm: 80,
    codePage: 'cp857',
    codePageNumber: null,
    feedLines: 3,
    enabled: true,
  })
  return printer
}

function createQueue(over: Ledger = ledger): PrintQueue {
  queue = createPrintQueue({
    ledger: over,
    clock,
    timers,
    random: () => 0,
    printers: () => printers,
    open: ({ connection }) => openTcpPrinter(connection, timeouts),
    slipFor: (job) => slipFor(job),
    onChange: () => undefined,
  })
  return queue
}

function startQueue(): PrintQueue {
  createQueue().start()
  return queue
}

const wanted = (label: string, printerId = 'kasa'): WantedJob => ({
  orderKey: `s/${label}`,
  orderLabel: label,
  kind: 'order',
  printerId,
  dedupe: 'first',
  reason: null,
  changes: null,
})

function want(label: string, printerId = 'kasa'): PrintJob {
  const job = ledger.addJob(wanted(label, printerId), clock.nowMs())
  queue.add([job])
  return job
}

const LONG = { timeout: 8000, interval: 5 }
const stateOf = (job: PrintJob): string | undefined => ledger.readJob(job.id)?.state
const settles = (job: PrintJob, state: string): Promise<void> =>
  vi.waitFor(() => expect(stateOf(job)).toBe(state), LONG)
const numbers = (printer: PracticePrinter): string[] => printer.slips().map((slip) => /#(\S+)/.exec(slip.text)?.[1] ?? '')
const isMarked = (printer: PracticePrinter): boolean[] => printer.slips().map((slip) => slip.text.includes('OLASI TEKRAR'))

describe('the way of a slip', () => {
  it('prints in order, one connection at a time, and is confirmed by a printer that can', async () => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    startQueue()
    const jobs = ['1', '2', '3', '4', '5'].map((label) => want(label))
    for (const job of jobs) await settles(job, 'confirmed')
    expect(numbers(kasa)).toEqual(['1', '2', '3', '4', '5'])
    expect(kasa.connections().mostAtOnce).toBe(1)
    expect(queue.printerState('kasa')).toMatchObject({ state: 'ok', problem: null, waitingCount: 0 })
  })

  it('is only sent where the printer cannot say more', async () => {
    await addPrinter('kasa', 'well')
    startQueue()
    await settles(want('1'), 'sent')
  })

  it('fails while the printer refuses, tells so, and prints when it is back', async () => {
    const kasa = await addPrinter('kasa', 'refuses')
    startQueue()
    const job = want('1')
    await vi.waitFor(() => expect(queue.printerState('kasa').failureCount).toBeGreaterThanOrEqual(2), LONG)
    expect(stateOf(job)).toBe('failed')
    expect(queue.printerState('kasa')).toMatchObject({ state: 'problem', problem: { code: 'printerRefused' }, waitingCount: 1 })
    await kasa.setMode('well')
    await settles(job, 'sent')
    expect(isMarked(kasa)).toEqual([false])
  })

  it('is held, named, while the paper is out, and the others wait behind it in order', async () => {
    const kasa = await addPrinter('kasa', 'paperOut')
    startQueue()
    const first = want('1')
    const second = want('2')
    await settles(first, 'held')
    expect(stateOf(second)).toBe('wanted')
    expect(ledger.readJob(first.id)?.problem).toBe('paperOut')
    expect(queue.printerState('kasa').waitingCount).toBe(2)
    await kasa.setMode('echoesIds')
    await settles(second, 'confirmed')
    expect(numbers(kasa)).toEqual(['1', '2'])
  })

  it('goes out once more, marked, when it may have been printed; then it asks', async () => {
    const kasa = await addPrinter('kasa', 'resetsAfterLastByte')
    startQueue()
    const job = want('1')
    await settles(job, 'needsHuman')
    expect(isMarked(kasa)).toEqual([false, true])
    expect(ledger.readJob(job.id)).toMatchObject({ attempt: 2, isPossibleDuplicate: true, problem: 'printerReset' })
    await kasa.setMode('echoesIds')
    expect(queue.answer(job.id, 'printAgain').ok).toBe(true)
    await settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([false, true, true])
  })

  it('keeps its mark when the printer is out of paper before the marked copy', async () => {
    const kasa = await addPrinter('kasa', 'runsOutMidJob')
    startQueue()
    const job = want('1')
    await settles(job, 'uncertain')
    await kasa.setMode('paperOut')
    await settles(job, 'held')
    await kasa.setMode('echoesIds')
    await settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([true])
  })

  it('does not wait for another printer that is dead', async () => {
    await addPrinter('kasa', 'echoesIds')
    await addPrinter('mutfak', 'acceptsButNeverReads')
    startQueue()
    const stuck = want('1', 'mutfak')
    const job = want('2', 'kasa')
    await settles(job, 'confirmed')
    expect(stateOf(stuck)).not.toBe('confirmed')
  })

  it('asks when its printer is gone from the settings', async () => {
    startQueue()
    const job = want('1', 'kayip')
    await settles(job, 'needsHuman')
    expect(ledger.readJob(job.id)?.problem).toBe('printerNotFound')
    expect(queue.answer(job.id, 'drop').ok).toBe(true)
    expect(stateOf(job)).toBe('dropped')
    expect(queue.answer(job.id, 'drop')).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(queue.answer(4711, 'drop')).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })
})

describe('waiting', () => {
  it('lets others pass while a slip waits for details, and drops what has no order any more', async () => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    let hasDetails = false
    slipFor = (job) => {
      if (job.orderLabel === '1' && !hasDetails) return { kind: 'wait', untilMs: clock.nowMs() + 60_000 }
      if (job.orderLabel === '2') return { kind: 'gone' }
      return { kind: 'ready', document: documentOf(job) }
    }
    startQueue()
    const [waits, gone, passes] = [want('1'), want('2'), want('3')]
    await settles(passes, 'confirmed')
    expect([stateOf(waits), stateOf(gone)]).toEqual(['wanted', 'dropped'])
    hasDetails = true
    queue.nudge()
    await settles(waits, 'confirmed')
    expect(numbers(kasa)).toEqual(['3', '1'])
  })

  it('asks before printing what has waited for more than ten minutes, once the printer is back', async () => {
    const kasa = await addPrinter('kasa', 'paperOut')
    startQueue()
    const jobs = [want('1'), want('2'), want('3')]
    await settles(jobs[0] as PrintJob, 'held')
    skewMs += 11 * 60_000
    const fresh = want('4')
    await kasa.setMode('echoesIds')
    await settles(fresh, 'confirmed')
    expect(jobs.map(stateOf)).toEqual(['needsHuman', 'needsHuman', 'needsHuman'])
    expect(numbers(kasa)).toEqual(['4'])
    queue.answer((jobs[1] as PrintJob).id, 'printAgain')
    await settles(jobs[1] as PrintJob, 'confirmed')
    queue.answer((jobs[0] as PrintJob).id, 'cameOut')
    expect(stateOf(jobs[0] as PrintJob)).toBe('sent')
    expect(isMarked(kasa)).toEqual([false, false])
  })

  it('is not moved by a clock that jumps a day', async () => {
    const kasa = await addPrinter('kasa', 'paperOut')
    startQueue()
    const job = want('1')
    await settles(job, 'held')
    wallJumpMs = 86_400_000
    await kasa.setMode('echoesIds')
    await settles(job, 'confirmed')
  })

  it('a slip that cannot be composed asks, and does not hold up the next', async () => {
    await addPrinter('kasa', 'echoesIds')
    slipFor = (job) => {
      if (job.orderLabel === '1') throw new TypeError('broken order')
      return { kind: 'ready', document: documentOf(job) }
    }
    startQueue()
    const [broken, whole] = [want('1'), want('2')]
    await settles(whole, 'confirmed')
    expect(ledger.readJob(broken.id)).toMatchObject({ state: 'needsHuman', problem: 'internal' })
  })
})

describe('the record comes first', () => {
  it('sends nothing that cannot be recorded, and goes on by itself when the disk has room', async () => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    let isFull = true
    const fullable: Ledger = {
      ...ledger,
      moveJob: (...step) => {
        if (isFull) throw new LedgerError('ledgerUnavailable', new Error('disk full'))
        return ledger.moveJob(...step)
      },
    }
    createQueue(fullable).start()
    const job = want('1')
    await vi.waitFor(() => expect(queue.printerState('kasa').problem?.code).toBe('ledgerUnavailable'), LONG)
    expect(kasa.connections().total).toBe(0)
    isFull = false
    await settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([false])
  })

  it('does not print twice when what became of a slip cannot be written down for a while', async () => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    let isFull = false
    const fullable: Ledger = {
      ...ledger,
      moveJob: (...step) => {
        if (isFull && step[2] !== 'sending') throw new LedgerError('ledgerUnavailable', new Error('disk full'))
        return ledger.moveJob(...step)
      },
    }
    isFull = true
    createQueue(fullable).start()
    const [first, second] = [want('1'), want('2')]
    await vi.waitFor(() => expect(queue.printerState('kasa').problem?.code).toBe('ledgerUnavailable'), LONG)
    expect([stateOf(first), stateOf(second)]).toEqual(['sending', 'wanted'])
    isFull = false
    await settles(second, 'confirmed')
    expect(stateOf(first)).toBe('confirmed')
    expect(numbers(kasa)).toEqual(['1', '2'])
    expect(isMarked(kasa)).toEqual([false, false])
  })
})

describe('after a crash', () => {
  /** What the ledger holds when the process dies at that step. */
  const steps = ['wanted', 'sending', 'uncertain', 'sending again'] as const
  it.each(steps)('nothing is lost and no copy is unmarked: died while %s', async (step) => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    const job = ledger.addJob(wanted('1'), clock.nowMs())
    const at = { atMs: clock.nowMs() }
    if (step !== 'wanted') ledger.moveJob(job.id, ['wanted'], 'sending', { ...at, attempt: 1 })
    if (step === 'uncertain' || step === 'sending again') ledger.moveJob(job.id, ['sending'], 'uncertain', at)
    if (step === 'sending again')
      ledger.moveJob(job.id, ['uncertain'], 'sending', { ...at, attempt: 2, isPossibleDuplicate: true })
    ledger.close()
    ledger = openLedger(join(folder, 'ledger.sqlite'))
    startQueue()
    if (step === 'sending again') {
      await settles(job, 'needsHuman')
      expect(kasa.slips()).toHaveLength(0)
      return
    }
    await settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([step !== 'wanted'])
  })

  it('asks before printing what was left from an hour ago', async () => {
    const kasa = await addPrinter('kasa', 'echoesIds')
    const job = ledger.addJob(wanted('1'), clock.nowMs() - 3_600_000)
    startQueue()
    await settles(job, 'needsHuman')
    expect(kasa.slips()).toHaveLength(0)
  })

  it('lets the slip under way end when it is stopped', async () => {
    const kasa = await addPrinter('kasa', 'well')
    startQueue()
    const job = want('1')
    await settles(job, 'sending')
    await queue.stop()
    expect(stateOf(job)).toBe('sent')
    expect(kasa.slips()).toHaveLength(1)
  })
})
