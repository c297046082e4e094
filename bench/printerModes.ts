import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import type { Payload } from '../src/core/printing/printers/printer.ts'
import { openTcpPrinter, type TcpTimeouts, tcpTimeouts } from '../src/core/printing/printers/tcp.ts'
import { createPrintQueue } from '../src/core/printing/queue/printQueue.ts'
import { encodeSlip } from '../src/core/printing/render/escpos.ts'
import { composeSlip } from '../src/core/printing/slip/composeSlip.ts'
import { startPracticePrinter } from '../src/practice/printer/practicePrinter.ts'
import type { PrinterModes } from '../src/practice/printer/printerBehaviour.ts'
import { orderSubject, isSettled, needsPerson, type PrintJob } from '../src/shared/model/printJob.ts'
import { type PrinterSettings, printerSettingsSchema } from '../src/shared/settings/printer.ts'
import { baseOptions } from '../test/core/printing/slip/goldenSlips.ts'
import { plainOrder } from '../test/core/printing/slip/orders.ts'
import { say } from './figures.ts'

const SLIPS = Number(process.env['BENCH_MODE_SLIPS'] ?? 100)
/** Printer and patience alike are so many times as fast as in a shop; the queue's rests are shorter still. */
const SPEED = 20
const QUEUE_SPEED = 100

/** The printer is as late as clones are said to be, `SPEED` times as fast. */
const late = (ms: number): number => ms / SPEED

interface Row {
  name: string
  mode: PrinterModes
  /** What the first attempt of every tenth slip meets. */
  tenth?: PrinterModes
}

const rows: Row[] = [
  { name: 'well', mode: 'well' },
  { name: 'echoes ids', mode: 'echoesIds' },
  { name: 'echoes ids 5 s late', mode: ['echoesIds', { echoDelayMs: late(5_000) }] },
  { name: 'status 14 s late', mode: [{ statusDelayMs: late(14_000) }] },
  { name: 'no status', mode: 'noStatus' },
  { name: 'ends with a reset', mode: 'endsWithReset' },
  { name: 'never closes', mode: 'neverCloses' },
  { name: 'slow, chatty, echoes ids', mode: ['slow', 'unaskedStatus', 'echoesIds', { pauseMs: late(120) }] },
  { name: 'resets after the last byte', mode: 'resetsAfterLastByte' },
  { name: 'resets in every tenth slip', mode: 'well', tenth: 'resetsMidJob' },
]

const timeouts: TcpTimeouts = {
  connectMs: late(tcpTimeouts.connectMs),
  // Not below what a busy computer needs to answer itself.
  statusMs: Math.max(150, late(tcpTimeouts.statusMs)),
  statusAfterMs: late(tcpTimeouts.statusAfterMs),
  silentStatusMs: 30,
  stallMs: late(tcpTimeouts.stallMs),
  idMs: late(tcpTimeouts.idMs),
  idProbeMs: late(tcpTimeouts.idProbeMs),
  closeMs: late(tcpTimeouts.closeMs),
  missesUntilNoEcho: tcpTimeouts.missesUntilNoEcho,
}

/** Ten kinds of printer, each with slips that come one after the other through the real queue. */
export async function measurePrinterModes(): Promise<void> {
  say(
    `\nSlips by printer: ${SLIPS} each through queue, ledger and TCP; a question is a slip that a person is asked about`,
  )
  say(`  ${'printer'.padEnd(30)} wanted  on paper  marked doubles  unmarked doubles  questions  neither`)
  for (const row of rows) say(await rowOf(row))
}

async function rowOf({ name, mode, tenth }: Row): Promise<string> {
  const practice = await startPracticePrinter({ mode })
  const settings = settingsOf(practice)
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const ledger = openLedger(join(folder, 'ledger.sqlite'))
  const transport = openTcpPrinter(practice, timeouts)
  const printer = {
    ...transport,
    habits: () => null,
    prepare: async (document: Parameters<typeof encodeSlip>[0]) => ({
      payload: { kind: 'escpos' as const, bytes: encodeSlip(document, settings).bytes },
      note: null,
    }),
    send: async (payload: Payload, signal: AbortSignal) => {
      if (payload.kind !== 'escpos') throw new Error(payload.kind)
      return transport.send(payload, signal)
    },
  }
  const clock = {
    nowMs: () => Math.round(1_767_632_700_000 + performance.now() * QUEUE_SPEED),
    monotonicMs: () => performance.now() * QUEUE_SPEED,
  }
  const dependencies = {
    ledger,
    clock,
    systemClock: clock,
    timers: {
      after: (delayMs: number, callback: () => void) => {
        const timer = setTimeout(callback, delayMs / QUEUE_SPEED)
        return () => clearTimeout(timer)
      },
    },
    random: () => 0,
    printers: () => [settings],
    expiryHours: () => 720,
    isTimeBelieved: () => true,
    open: () => printer,
    slipFor: (job: PrintJob) => ({ kind: 'ready' as const, document: documentOf(job) }),
    mayPrint: async () => ({ kind: 'print' as const, isInDoubt: false, note: null, untilMs: null }),
    onChange: () => undefined,
  }
  const queue = createPrintQueue(dependencies)
  queue.start()
  const jobs: PrintJob[] = []
  for (let index = 0; index < SLIPS; index++) {
    if (tenth !== undefined) await practice.setMode(index % 10 === 9 ? tenth : mode)
    const job = ledger.addJob(wanted(`N${index}`), dependencies.clock.nowMs())
    queue.add([job])
    const read = (): PrintJob => ledger.readJob(job.id) ?? job
    // The queue rests after a failure, so the printer is itself again before the second attempt.
    if (tenth !== undefined)
      await until(() => isOver(read()) || read().state === 'uncertain').then(() => practice.setMode(mode))
    await until(() => isOver(read()))
    jobs.push(read())
  }
  const copies = new Map<string, { marked: number; unmarked: number }>()
  for (const { text, isWhole } of practice.slips()) {
    const label = /#(N\d+)/.exec(text)?.[1]
    if (label === undefined || !isWhole) continue
    const count = copies.get(label) ?? { marked: 0, unmarked: 0 }
    count[text.includes('OLASI TEKRAR') ? 'marked' : 'unmarked'] += 1
    copies.set(label, count)
  }
  const all = [...copies.values()]
  const sum = (of: (count: { marked: number; unmarked: number }) => number): number =>
    all.reduce((total, count) => total + of(count), 0)
  const figures = [
    [SLIPS, 6],
    [copies.size, 10],
    [sum(({ marked, unmarked }) => (unmarked > 0 ? marked : Math.max(0, marked - 1))), 16],
    [sum(({ unmarked }) => Math.max(0, unmarked - 1)), 18],
    [jobs.filter(needsPerson).length, 11],
    [jobs.filter((job) => !copies.has(job.label) && !needsPerson(job)).length, 9],
  ]
  await queue.stop()
  await practice.stop()
  ledger.close()
  rmSync(folder, { recursive: true, force: true })
  return `  ${name.padEnd(30)} ${figures.map(([value, width]) => String(value).padStart(width ?? 0)).join('')}`
}

const isOver = (job: PrintJob): boolean => isSettled(job) || needsPerson(job)

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const settingsOf = ({ host, port }: { host: string; port: number }): PrinterSettings =>
  printerSettingsSchema.parse({
    id: 'kasa',
    name: 'Kasa',
    connection: { kind: 'tcp', host, port },
    paperWidthMm: 80,
    codePage: 'cp857',
    codePageNumber: null,
    feedLines: 3,
    enabled: true,
  })

const wanted = (label: string) => ({
  subject: orderSubject(`s/${label}`),
  label: label,
  kind: 'order' as const,
  printerId: 'kasa',
  routeId: null,
  dedupe: 'first',
  reason: null,
  changes: null,
})

const documentOf = (job: PrintJob) =>
  composeSlip(
    { ...plainOrder, number: job.label },
    { ...baseOptions, isPossibleDuplicate: job.isPossibleDuplicate, attempt: job.attempt },
  )
