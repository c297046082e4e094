import type { Clock, Timers } from '../../../src/core/host.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { createLink, type Link } from '../../../src/core/link/link.ts'
import type { Printer, SendOutcome } from '../../../src/core/printing/printers/printer.ts'
import { createPrintQueue, type PrintQueue } from '../../../src/core/printing/queue/printQueue.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { needsPerson } from '../../../src/shared/model/printJob.ts'
import type { SlipDocument } from '../../../src/shared/model/slip.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import { anOrder } from '../../support/anOrder.ts'
import { aPrinter } from '../../support/aPrinter.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { type DoubleWay, LinkDouble, wayTo } from '../../support/linkDouble.ts'

const till = aPrinter({ id: 'till', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } })

/** Time that runs from timer to timer. A thousand orders pass in a second or two. */
class SwiftTime implements Clock, Timers {
  #nowMs = 1_000_000
  #sequence = 0
  readonly #heap: { atMs: number; sequence: number; callback: (() => void) | null }[] = []

  nowMs = (): number => Math.floor(1_767_632_700_000 + this.#nowMs)
  monotonicMs = (): number => this.#nowMs

  after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      sequence: this.#sequence++,
      callback: callback as (() => void) | null,
    }
    this.#heap.push(timer)
    this.#up(this.#heap.length - 1)
    return () => void (timer.callback = null)
  }

  /** Lets time pass until then; between two moments everything that was promised comes to rest. */
  async runUntil(untilMs: number): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#pop()
      if (next.callback === null) continue
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.callback()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#nowMs = untilMs
  }

  #isBefore(left: number, right: number): boolean {
    const [a, b] = [this.#heap[left], this.#heap[right]]
    if (a === undefined || b === undefined) return false
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence)
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]]
    if (a === undefined || b === undefined) return
    this.#heap[left] = b
    this.#heap[right] = a
  }

  #up(at: number): void {
    for (let child = at; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.#isBefore(child, parent)) return
      this.#swap(child, parent)
      child = parent
    }
  }

  #pop(): void {
    this.#swap(0, this.#heap.length - 1)
    this.#heap.pop()
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      const least = [left, right].reduce((best, child) => (this.#isBefore(child, best) ? child : best), parent)
      if (least === parent) return
      this.#swap(least, parent)
      parent = least
    }
  }
}

/** The same for the same seed, 0 <= value < 1. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface ShopPlan {
  seed: number
  orders: number
  /** Of each counter, whether it prints also while nobody can be asked. */
  printing: readonly boolean[]
  /** The server may come back without what it knew last. */
  losesData?: boolean
}

export interface ShopTally {
  /** On nobody's paper, and no question to a person. */
  lost: string[]
  /** Orders with more than one slip that looks like the first. */
  unmarkedDoubles: string[]
  marked: number
  printed: number
  partitions: number
  asked: number
  /** How long a slip waited for the link's sake at a counter that prints in any case, ms. */
  longestAskMs: number
}

interface Counter {
  name: string
  ledger: Ledger
  way: DoubleWay
  isPaperOut: boolean
  link: Link
  queue: PrintQueue
  crash(): void
}

/** Counters of a shop, their printers and their link's server, through an evening full of faults. */
export async function runShop({ seed, orders: count, printing, losesData = false }: ShopPlan): Promise<ShopTally> {
  const time = new SwiftTime()
  const random = randomOf(seed)
  const between = (from: number, until: number): number => from + random() * (until - from)
  const server = new LinkDouble(time, -1e12)
  const orders = new Map<string, Order>()
  const paper = new Map<string, { counter: string; isMarked: boolean }[]>()
  let longestAskMs = 0
  let partitions = 0

  const openCounter = (index: number): Counter => {
    const name = `Kasa ${index + 1}`
    const isPrintingCounter = printing[index] === true
    const ledger = openLedger(':memory:')
    const way = wayTo(server, time, () => (random() < 0.01 ? between(400, 1_400) : between(1, 30)))
    const settings: Settings = {
      ...defaultSettings,
      printers: [till],
      sources: [
        { id: 'shop', kind: 'restomenum', name: 'Shop', baseUrl: '', pollSeconds: 5, enabled: true, consumer: null },
      ],
      link: { enabled: true, address: 'redis://127.0.0.1:1', branchName: '' },
    }
    const printerOf = (timers: Timers): Printer => ({
      prepare: async (document: SlipDocument) => ({
        payload: { kind: 'escpos', bytes: new TextEncoder().encode(JSON.stringify(document)) },
        note: null,
      }),
      send: (payload) =>
        new Promise<SendOutcome>((resolve) => {
          const tookMs = between(100, 1_500)
          const kind = random()
          if (counter.isPaperOut || kind < 0.02) {
            const said = { problem: { code: 'paperOut' }, isHeld: true, said: null } as const
            return void timers.after(20, () => resolve({ kind: 'notSent', ...said }))
          }
          const isSilent = kind < 0.05
          // The printer goes on by itself, whatever becomes of the counter; silent, half of what it got comes out.
          if (!isSilent || random() < 0.5) time.after(tookMs / 2, () => note(payload))
          timers.after(tookMs, () =>
            resolve(
              isSilent
                ? { kind: 'uncertain', problem: { code: 'printerReset' }, said: null }
                : { kind: 'confirmed', said: null },
            ),
          )
        }),
      check: async () =>
        counter.isPaperOut
          ? { isReady: false, problem: { code: 'paperOut' }, isHeld: true, said: null }
          : { isReady: true },
      habits: () => null,
    })
    const note = (payload: Parameters<Printer['send']>[0]): void => {
      if (payload.kind !== 'escpos') return
      const { key, isMarked } = JSON.parse(new TextDecoder().decode(payload.bytes)) as {
        key: string
        isMarked: boolean
      }
      paper.set(key, [...(paper.get(key) ?? []), { counter: name, isMarked }])
    }
    const start = (): Pick<Counter, 'link' | 'queue'> & { end(): void } => {
      let isAlive = true
      const timers: Timers = { after: (ms, callback) => time.after(ms, () => isAlive && callback()) }
      const link: Link = createLink({
        host: {
          clock: time,
          timers,
          random,
          log: () => undefined,
          computerName: name,
          secrets: {
            keyring: 'none',
            read: async () => ({ kind: 'missing' }),
            write: async () => undefined,
            remove: async () => undefined,
          },
        },
        ledger,
        open: async (target) => {
          const opened = await way.open(target)
          return isAlive ? opened : new Promise(() => undefined)
        },
        settings: () => settings,
        isPrintingCounter: () => isPrintingCounter,
        snapshot: () => snapshotOf(counter.isPaperOut),
        findOrder: (key) => orders.get(key) ?? null,
        account: () => ({ id: 'acc', mark: (text) => text }),
        orderKeysOf: (_, orderId) => [`shop/${orderId}`],
        onEvent: () => undefined,
        onReached: () => undefined,
        onSlipMoved: () => isAlive && queue.nudge(),
        onDoubled: () => undefined,
        onChange: () => undefined,
        onFault: (error) => {
          throw error
        },
      })
      const queue: PrintQueue = createPrintQueue({
        ledger,
        clock: time,
        timers,
        random,
        isTimeBelieved: () => true,
        printers: () => settings.printers,
        expiryHours: () => 160,
        open: () => printerOf(timers),
        slipFor: (job) => ({
          kind: 'ready',
          // A document of this shop's own: what is asked is whether it is marked.
          document: { key: job.subject.key, isMarked: job.isPossibleDuplicate } as unknown as SlipDocument,
        }),
        mayPrint: async (job, about) => {
          const askedMs = time.monotonicMs()
          const leave = await link.ask(job, about)
          longestAskMs = Math.max(longestAskMs, time.monotonicMs() - askedMs)
          return isAlive ? leave : new Promise(() => undefined)
        },
        onChange: () => isAlive && link.follow(),
      })
      queue.start()
      void link.start()
      const beat = (): void => {
        link.beat()
        timers.after(1_000, beat)
      }
      timers.after(1_000, beat)
      return { link, queue, end: () => void (isAlive = false) }
    }
    let running = start()
    const counter: Counter = {
      name,
      ledger,
      way,
      isPaperOut: false,
      get link() {
        return running.link
      },
      get queue() {
        return running.queue
      },
      crash: () => {
        running.end()
        running = start()
      },
    }
    return counter
  }

  const counters = printing.map((_, index) => openCounter(index))
  const any = (): Counter => counters[Math.floor(random() * counters.length)] as Counter
  await time.runUntil(time.monotonicMs() + 5_000)

  const hear = (counter: Counter, orderId: string): void => {
    const job = counter.ledger.addJob(aWantedSlip(orderId), time.nowMs())
    counter.queue.add([job])
  }
  const copies: string[] = []
  const faults: (() => void)[] = [
    () =>
      lasting(
        any(),
        (counter) => counter.way.cut('both'),
        (counter) => counter.way.cut('nothing'),
      ),
    () =>
      lasting(
        any(),
        (counter) => counter.way.cut('answers'),
        (counter) => counter.way.cut('nothing'),
      ),
    () =>
      lasting(
        any(),
        () => server.setUp(false),
        () => server.setUp(true),
      ),
    () =>
      lasting(
        any(),
        (counter) => (counter.isPaperOut = true),
        (counter) => (counter.isPaperOut = false),
      ),
    () => any().crash(),
    () => server.restart(losesData ? (copies.shift() ?? null) : server.copy()),
  ]
  const lasting = (counter: Counter, begin: (of: Counter) => void, end: (of: Counter) => void): void => {
    begin(counter)
    time.after(random() < 0.7 ? between(500, 15_000) : between(15_000, 150_000), () => end(counter))
  }
  const trouble = (): void => {
    partitions++
    copies.splice(0, copies.length - 1)
    copies.push(server.copy())
    faults[Math.floor(random() * faults.length)]?.()
    time.after(between(5_000, 60_000), trouble)
  }
  time.after(between(1_000, 20_000), trouble)

  for (let number = 1; number <= count; number++) {
    const orderId = String(number)
    const order = anOrder({ orderId })
    orders.set(order.key, order)
    for (const counter of counters) time.after(between(0, 26_000), () => hear(counter, orderId))
    await time.runUntil(time.monotonicMs() + between(100, 4_000))
  }
  // Everything is mended, and time enough passes for all that waits.
  faults.length = 0
  server.setUp(true)
  for (const counter of counters) {
    counter.way.cut('nothing')
    counter.isPaperOut = false
  }
  await time.runUntil(time.monotonicMs() + 400_000)
  for (const counter of counters) counter.queue.wake()
  await time.runUntil(time.monotonicMs() + 400_000)

  const asked = new Set(
    counters.flatMap(({ ledger }) =>
      ledger
        .readOpenJobs()
        .filter(needsPerson)
        .map(({ subject }) => subject.key),
    ),
  )
  const slips = [...orders.keys()].map((key) => ({ key, copies: paper.get(key) ?? [] }))
  for (const counter of counters) await Promise.race([counter.link.stop(), Promise.resolve()])
  return {
    lost: slips.filter(({ key, copies: all }) => all.length === 0 && !asked.has(key)).map(({ key }) => key),
    unmarkedDoubles: slips
      .filter(({ copies: all }) => all.filter(({ isMarked }) => !isMarked).length > 1)
      .map(({ key }) => key),
    marked: slips.reduce((sum, { copies: all }) => sum + all.filter(({ isMarked }) => isMarked).length, 0),
    printed: slips.reduce((sum, { copies: all }) => sum + all.length, 0),
    partitions,
    asked: asked.size,
    longestAskMs,
  }
}

const snapshotOf = (isPaperOut: boolean): Snapshot =>
  ({
    version: '0',
    sources: [{ id: 'shop', name: 'Shop', hearing: 'ok' }],
    printers: [{ settings: till, state: isPaperOut ? 'problem' : 'ok' }],
    openJobs: [],
    unacknowledgedCount: 0,
  }) as unknown as Snapshot
