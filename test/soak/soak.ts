import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Counter, createCounter } from '../../src/core/counter.ts'
import type { Host } from '../../src/core/host.ts'
import { readProvision } from '../../src/core/settings/provision.ts'
import { needsPerson } from '../../src/shared/model/printJob.ts'
import { reconciliationSchema } from '../../src/shared/model/reconciliation.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { Result } from '../../src/shared/contract/problems.ts'
import { ManualTime } from '../support/manualTime.ts'
import { SoakPrinter } from './soakPrinter.ts'
import { SoakShop } from './soakShop.ts'

const MINUTE_MS = 60_000
/** A power cut copies the whole ledger: a run has so many of them, however long it is. */
const POWER_CUTS = 100
/** How long a disk takes to take a commit is what the bench measures, not this. */
const MEMORY_FOLDER = '/dev/shm'
const DAY_MINUTES = 24 * 60

export interface SoakPlan {
  days: number
  ordersPerDay: number
  /** About so many at a time. */
  open: number
  pollSeconds: number
  seed: number
  /** Where the ledger lies; left out: in memory, where there is a file system of it. */
  folder?: string
  /** Called once a simulated day. */
  onDay?: (day: number) => void
}

export interface SoakReport {
  orders: number
  polls: number
  failedPolls: number
  powerCuts: number
  slips: number
  markedSlips: number
  /** Days that were held against the vendor's books, read whole, and what these named as missed. */
  reconciledDays: number
  missedByBooks: string[]
  /** Of the same days: other amounts, and cancellations of which nobody was told. */
  otherFindings: number
  gapsInHearing: number
  /** Orders that were alerted more than once by one run of Tezgah. */
  alertedTwice: string[]
  /** … and once more after the power was back, because nothing proved that somebody had been told. */
  alertedAgain: number
  /** Orders that had been in an answer, without ever having stood on the board with an alert. */
  withoutAlert: number[]
  /** … and without a slip on paper. */
  withoutSlip: number[]
  /** Orders with more than one slip that does not say that it is one more. */
  unmarkedTwice: number[]
  heapGrowthMb: number
  /** At the end of each day, after a collection. */
  heapMb: number[]
  ledgerMb: number
  /** From the vendor's answer to the snapshot for screens, ms. */
  pollWorkMs: { p50: number; p99: number; max: number }
  wallSeconds: number
  /** Of all that a poll brings with it: alerts, slips, details, people. A plain prototype managed 1,669 at 60 open. */
  pollsPerSecond: number
}

/** Lives through days of a busy shop by virtual time, on the real core and a real ledger. */
export async function runSoak(plan: SoakPlan): Promise<SoakReport> {
  const random = seeded(plan.seed)
  const time = new ManualTime()
  const shop = new SoakShop(
    () => time.monotonicMs(),
    () => time.nowMs(),
    random,
  )
  const printer = new SoakPrinter(time, random)
  const startedMs = performance.now()
  const root = mkdtempSync(join(plan.folder ?? (existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir()), 'tezgah-soak-'))
  const alerts = new AlertCount()
  const work: number[] = []
  let answeredAtMs: number | null = null
  shop.onAnswered = () => {
    answeredAtMs = performance.now()
  }
  let runs = 0
  const open = async (): Promise<{ counter: Counter; folder: string }> => {
    const folder = join(root, String(runs++))
    mkdirSync(folder, { recursive: true })
    return { folder, counter: await start(folder) }
  }
  const start = async (folder: string): Promise<Counter> => {
    const provision = readProvision(JSON.stringify(provisionOf(plan)))
    if (!provision.ok) throw new Error(JSON.stringify(provision.error))
    const counter = createCounter(
      hostOf(folder, time, random, (tag) => alerts.note(tag, runs)),
      provision.value,
      shop.vendors(),
      () => printer.open(),
    )
    counter.subscribe(() => {
      if (answeredAtMs !== null) work.push(performance.now() - answeredAtMs)
      answeredAtMs = null
    })
    await counter.start()
    return counter
  }
  /** The power goes: what the disk holds is all that is left. */
  const cutPower = async (from: {
    counter: Counter
    folder: string
  }): Promise<{ counter: Counter; folder: string }> => {
    const folder = join(root, String(runs++))
    mkdirSync(folder, { recursive: true })
    for (const suffix of ['', '-wal']) {
      const file = join(from.folder, `ledger.sqlite${suffix}`)
      if (existsSync(file)) copyFileSync(file, join(folder, `ledger.sqlite${suffix}`))
    }
    await stop(from.counter, time)
    rmSync(from.folder, { recursive: true, force: true })
    return { folder, counter: await start(folder) }
  }

  let tezgah = await open()
  await time.advance(1_000)
  const stayMs = (plan.open / plan.ordersPerDay) * DAY_MINUTES * MINUTE_MS
  let powerCuts = 0
  /** Counted by the cashier: the record lets go of what is older than ninety days. */
  const alerted = new Set<number>()
  let warmHeap = 0
  const heapByDay: number[] = []
  const cutChance = Math.min(0.01, POWER_CUTS / (plan.days * DAY_MINUTES))
  for (let minute = 0; minute < plan.days * DAY_MINUTES; minute++) {
    shop.live(arrivalsOf(minute, plan, random), stayMs)
    printer.live()
    // Warmed up: from here on nothing may pile up.
    if (minute === Math.min(360, (plan.days * DAY_MINUTES) / 4)) warmHeap = heapMb()
    if (random() < cutChance) {
      powerCuts++
      // In the middle of a slip of the orders that have just come: that is where it hurts.
      for (let step = 0; step < 300 && !printer.isPrinting; step++) await time.advance(200)
      tezgah = await cutPower(tezgah)
    }
    await time.advance(MINUTE_MS)
    await attend(tezgah.counter, alerted)
    if (minute % DAY_MINUTES !== DAY_MINUTES - 1) continue
    heapByDay.push(Math.round(heapMb()))
    plan.onDay?.(minute / DAY_MINUTES)
  }
  shop.isCalm = true
  printer.isCalm = true
  printer.live()
  for (let minute = 0; minute < 60; minute++) {
    if (minute === 30) shop.close()
    await time.advance(MINUTE_MS)
    await attend(tezgah.counter, alerted)
  }
  const heapGrowthMb = heapMb() - warmHeap
  await stop(tezgah.counter, time)
  const ledger = join(tezgah.folder, 'ledger.sqlite')
  const told = [...shop.told]
  const report: SoakReport = {
    orders: told.length,
    polls: shop.polls,
    failedPolls: shop.failures,
    powerCuts,
    slips: total(printer.unmarked) + total(printer.marked),
    markedSlips: total(printer.marked),
    ...booksIn(ledger),
    withoutAlert: told.filter((number) => !alerted.has(number)),
    withoutSlip: told.filter((number) => !printer.unmarked.has(number) && !printer.marked.has(number)),
    unmarkedTwice: [...printer.unmarked].filter(([, slips]) => slips > 1).map(([number]) => number),
    alertedTwice: alerts.twiceInOneRun(),
    alertedAgain: alerts.again(),
    heapGrowthMb,
    heapMb: heapByDay,
    ledgerMb: statSync(ledger).size / 1e6,
    pollWorkMs: spreadOf(work),
    wallSeconds: Math.round((performance.now() - startedMs) / 1_000),
    pollsPerSecond: Math.round((shop.polls * 1_000) / (performance.now() - startedMs)),
  }
  rmSync(root, { recursive: true, force: true })
  return report
}

/** The cashier: sees everything, and has every slip that is asked about printed again. */
async function attend(counter: Counter, alerted: Set<number>): Promise<void> {
  const answer = (await counter.handle('snapshot.get', {})) as Result<Snapshot>
  if (!answer.ok) throw new Error(answer.error.code)
  const keys = answer.value.cards.filter((card) => card.alert !== null).map((card) => card.key)
  for (const card of answer.value.cards)
    if (card.alert?.kind === 'new') alerted.add(Number.parseInt(card.number ?? '', 10))
  const { runId, rev } = answer.value
  if (keys.length > 0) await counter.handle('orders.acknowledge', { keys, how: 'rail', runId, rev })
  for (const job of answer.value.openJobs) {
    if (needsPerson(job)) await counter.handle('jobs.answer', { jobIds: [job.id], answer: 'printAgain' })
  }
}

/** A slip under way needs time to end, and time only passes here. */
async function stop(counter: Counter, time: ManualTime): Promise<void> {
  const stopped = counter.stop()
  await time.advance(12_000)
  await stopped
}

const provisionOf = ({ pollSeconds }: SoakPlan): object => ({
  sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds }],
  printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 1 } }],
})

/** What people were told of new orders, by the run that told it: kept outside of the ledger, which could be wrong. */
class AlertCount {
  readonly #runsOf = new Map<string, number[]>()

  note(tag: string, run: number): void {
    if (tag.startsWith('new:')) this.#runsOf.set(tag, [...(this.#runsOf.get(tag) ?? []), run])
  }

  twiceInOneRun(): string[] {
    return [...this.#runsOf].filter(([, runs]) => new Set(runs).size < runs.length).map(([tag]) => tag)
  }

  again(): number {
    return [...this.#runsOf.values()].filter((runs) => new Set(runs).size > 1).length
  }
}

function hostOf(dataDir: string, time: ManualTime, random: () => number, onNotice: (tag: string) => void): Host {
  return {
    door: 'browser',
    playsOnPages: false,
    version: 'soak',
    computerName: 'soak',
    clock: time,
    timers: time,
    dataDir,
    secrets: {
      keyring: 'none',
      read: async () => ({ kind: 'set', secrets: { apiKey: 'a.b.c' } }),
      write: async () => {},
      remove: async () => {},
    },
    settings: { read: () => ({ value: undefined, setAside: null }), write: () => {} },
    random,
    notify: ({ tag }) => onNotice(tag),
    showAttention: () => {},
    setAutostart: () => {},
    log: () => {},
  }
}

/** More at noon and in the evening, none before ten. */
function arrivalsOf(minute: number, { ordersPerDay }: SoakPlan, random: () => number): number {
  const expected = ordersPerDay / DAY_MINUTES
  return Math.floor(expected) + (random() < expected % 1 ? 1 : 0) + (minute % 97 === 0 ? 3 : 0)
}

/** What the ledger says of its own days. */
function booksIn(
  file: string,
): Pick<SoakReport, 'reconciledDays' | 'missedByBooks' | 'otherFindings' | 'gapsInHearing'> {
  const db = new DatabaseSync(file)
  const results = db.prepare('SELECT result_json AS json FROM reconciliation ORDER BY id').all()
  const gaps = db.prepare('SELECT count(*) AS count FROM hearing_gap').all()
  db.close()
  const read = results.map(({ json }) => reconciliationSchema.parse(JSON.parse(String(json))))
  const findings = read.flatMap((result) => result.findings)
  return {
    reconciledDays: new Set(read.filter(({ isWhole }) => isWhole).map(({ dayIso }) => dayIso)).size,
    missedByBooks: findings.filter(({ kind }) => kind === 'missed').map(({ label }) => label),
    otherFindings: findings.filter(({ kind }) => kind !== 'missed').length,
    gapsInHearing: Number(gaps[0]?.['count'] ?? 0),
  }
}

const total = (pile: Map<number, number>): number => [...pile.values()].reduce((sum, count) => sum + count, 0)

function spreadOf(samples: number[]): SoakReport['pollWorkMs'] {
  const sorted = samples.toSorted((left, right) => left - right)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function heapMb(): number {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
