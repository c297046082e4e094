import type { Timers } from '../../../src/core/host.ts'
import type { Printer, SendOutcome } from '../../../src/core/printing/printers/printer.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { needsPerson } from '../../../src/shared/model/printJob.ts'
import { anOrder } from '../../support/anOrder.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { type DoubleWay, LinkDouble, wayTo } from '../../support/linkDouble.ts'
import { documentIn, linkedSettings, openTill, payloadOf, SwiftTime, type Till } from './tillInTime.ts'

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
  till: Till
  way: DoubleWay
  isPaperOut: boolean
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
    const way = wayTo(server, time, () => (random() < 0.01 ? between(400, 1_400) : between(1, 30)))
    const printerOf = (timers: Timers): Printer => ({
      prepare: async (document) => ({ payload: payloadOf(document), note: null }),
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
      const { key, isMarked } = documentIn(payload)
      paper.set(key, [...(paper.get(key) ?? []), { counter: name, isMarked }])
    }
    const till = openTill({
      name,
      time,
      random,
      way,
      settings: linkedSettings({ counter: { name, printsByItself: printing[index] === true, others: 'some' } }),
      find: (key) => orders.get(key) ?? null,
      openPrinter: printerOf,
      hasPaper: () => !counter.isPaperOut,
      onAsked: (tookMs) => (longestAskMs = Math.max(longestAskMs, tookMs)),
    })
    const counter: Counter = { till, way, isPaperOut: false }
    return counter
  }

  const counters = printing.map((_, index) => openCounter(index))
  const any = (): Counter => counters[Math.floor(random() * counters.length)] as Counter
  await time.runUntil(time.monotonicMs() + 5_000)

  const hear = (counter: Counter, order: Order): void => counter.till.hear(order, aWantedSlip(order.orderId))
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
    () => any().till.crash(),
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
    for (const counter of counters) time.after(between(0, 26_000), () => hear(counter, order))
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
  for (const counter of counters) counter.till.queue.wake()
  await time.runUntil(time.monotonicMs() + 400_000)

  const asked = new Set(
    counters.flatMap(({ till }) =>
      till.ledger
        .readOpenJobs()
        .filter(needsPerson)
        .map(({ subject }) => subject.key),
    ),
  )
  const slips = [...orders.keys()].map((key) => ({ key, copies: paper.get(key) ?? [] }))
  for (const counter of counters) await Promise.race([counter.till.link.stop(), Promise.resolve()])
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
