import type { Clock, Timers } from '../../../src/core/host.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { createLink, type Link } from '../../../src/core/link/link.ts'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import { createPrintQueue, type PrintQueue } from '../../../src/core/printing/queue/printQueue.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import type { PrintJob, WantedJob } from '../../../src/shared/model/printJob.ts'
import type { SlipDocument } from '../../../src/shared/model/slip.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { aPrinter } from '../../support/aPrinter.ts'
import type { DoubleWay } from '../../support/linkDouble.ts'

const till = aPrinter({ id: 'till', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } })

/** Time that runs from timer to timer. A thousand orders pass in a second or two. */
export class SwiftTime implements Clock, Timers {
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

  /** Everything stands still for so long: what was to be called meanwhile is called afterwards. */
  sleep(ms: number): void {
    this.#nowMs += ms
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

/** A shop with one source and one printer, on the link. */
export const linkedSettings = (over: Partial<Settings>): Settings => ({
  ...defaultSettings,
  printers: [till],
  sources: [
    { id: 'shop', kind: 'restomenum', name: 'Shop', baseUrl: '', pollSeconds: 5, enabled: true, consumer: null },
  ],
  link: { enabled: true, address: 'redis://127.0.0.1:1', branchName: '' },
  ...over,
})

/** A document of these tests' own: what is asked is whether it is marked. */
interface TillDocument {
  key: string
  isMarked: boolean
}

type Payload = Parameters<Printer['send']>[0]

export const payloadOf = (document: SlipDocument): Payload => ({
  kind: 'escpos',
  bytes: new TextEncoder().encode(JSON.stringify(document)),
})

export function documentIn(payload: Payload): TillDocument {
  if (payload.kind !== 'escpos') throw new Error(`this printer takes no ${payload.kind}`)
  return JSON.parse(new TextDecoder().decode(payload.bytes)) as TillDocument
}

interface TillPlan {
  name: string
  time: SwiftTime
  random(): number
  way: DoubleWay
  /** Left out: it is kept in memory. */
  ledgerFile?: string
  settings: Settings
  find(orderKey: string): Order | null
  /** Orders that are one with this one; left out: itself alone. */
  group?(orderKey: string): string[]
  /** @param timers that die with the till; the printer itself goes on */
  openPrinter(timers: Timers): Printer
  hasPaper(): boolean
  /** How long a slip waited for the link's answer, ms. */
  onAsked?(tookMs: number): void
  /** Another counter has printed this one's slip as well. */
  onDoubled?(job: PrintJob, counterName: string): void
}

/** A counter's slips and its side of the link, on a ledger of its own. */
export interface Till {
  readonly ledger: Ledger
  readonly link: Link
  readonly queue: PrintQueue
  /** What is known of an order there. */
  know(known: KnownOrder): void
  /** An order that goes on is known there, and its slip wanted. */
  hear(order: Order, slip: WantedJob): void
  /** It dies and starts anew: only what its ledger holds is left. */
  crash(): void
}

export function openTill(plan: TillPlan): Till {
  const { name, time, random, way, settings } = plan
  const ledger = openLedger(plan.ledgerFile ?? ':memory:')
  const start = (): Pick<Till, 'link' | 'queue'> & { end(): void } => {
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
      isPrintingCounter: () => settings.counter.printsByItself,
      snapshot: () => snapshotOf(plan.hasPaper()),
      findOrder: plan.find,
      group: (key) => plan.group?.(key) ?? [key],
      account: () => ({ id: 'acc', mark: (text) => text }),
      orderKeysOf: (_, orderId) => [`shop/${orderId}`],
      onEvent: () => undefined,
      onCaughtUp: () => undefined,
      onReached: () => undefined,
      onSlipMoved: () => isAlive && queue.nudge(),
      onDoubled: (job, counterName) => plan.onDoubled?.(job, counterName),
      onChange: () => undefined,
      onFault: (error) => {
        throw error
      },
    })
    const queue: PrintQueue = createPrintQueue({
      ledger,
      clock: time,
      systemClock: time,
      timers,
      random,
      isTimeBelieved: () => true,
      printers: () => settings.printers,
      expiryHours: () => 160,
      open: () => plan.openPrinter(timers),
      slipFor: (job) => ({
        kind: 'ready',
        document: {
          key: job.subject.key,
          isMarked: job.isPossibleDuplicate,
        } as TillDocument as unknown as SlipDocument,
      }),
      mayPrint: async (job, about) => {
        const askedMs = time.monotonicMs()
        const leave = await link.ask(job, about)
        plan.onAsked?.(time.monotonicMs() - askedMs)
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
  const know = (known: KnownOrder): void => {
    const { sourceId } = known.order
    ledger.commit({
      sourceId,
      atMs: time.nowMs(),
      isBaseline: false,
      known: [known],
      alerts: [],
      jobs: [],
      history: [],
    })
  }
  return {
    ledger,
    know,
    hear: (order, slip) => {
      know(aKnownOrder(order))
      running.queue.add([ledger.addJob(slip, time.nowMs())])
    },
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
}

const snapshotOf = (hasPaper: boolean): Snapshot =>
  ({
    version: '0',
    sources: [{ id: 'shop', name: 'Shop', hearing: 'ok' }],
    printers: [{ settings: till, state: hasPaper ? 'ok' : 'problem' }],
    openJobs: [],
    alarms: [],
    unacknowledgedCount: 0,
  }) as unknown as Snapshot
