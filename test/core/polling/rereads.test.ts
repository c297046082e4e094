import { describe, expect, it } from 'vitest'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'
const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }
const order = (number: number): Order =>
  anOrder({ orderId: `${number}`, detailsId: `${number}`, sourceId: id, number: `${number}` })

/** A vendor whose reads, lists and details together, are limited in any minute. */
class LimitedVendor extends ScriptedVendor {
  refusals: number[] = []
  readonly asked = new Map<string, number[]>()
  #reads: number[] = []

  constructor(time: ManualTime, perMinute = Number.POSITIVE_INFINITY) {
    super(() => time.monotonicMs())
    this.details = (detailsId) => {
      const nowMs = time.monotonicMs()
      this.#reads = [...this.#reads, ...this.listCalls.splice(0)].filter((atMs) => atMs > nowMs - 60_000)
      if (this.#reads.length >= perMinute) {
        this.refusals.push(nowMs)
        return { ok: false, error: { code: 'rateLimited', retryAfterMs: 3_000 } }
      }
      this.#reads.push(nowMs)
      this.asked.set(detailsId, [...(this.asked.get(detailsId) ?? []), nowMs])
      return { ok: true, value: order(Number(detailsId)) }
    }
  }

  /** The longest that any of them was not asked for, ms. */
  longestGapMs(fromMs: number, untilMs: number): number {
    const gaps = [...this.asked.values()].flatMap((times) => {
      const within = [fromMs, ...times.filter((atMs) => atMs > fromMs && atMs < untilMs), untilMs]
      return within.slice(1).map((atMs, index) => atMs - (within[index] ?? atMs))
    })
    return Math.max(...gaps)
  }
}

async function aShop(openCount: number, perMinute?: number) {
  const time = new ManualTime()
  const vendor = new LimitedVendor(time, perMinute)
  vendor.list = Array.from({ length: openCount }, (_, index) => asSummary(order(index + 1)))
  const host = { clock: time, timers: time, random: () => 0.5 }
  const disk = emptyDisk(temporaryFolder())
  const tezgah: OpenedCounter = await openCounter(disk, { sources: [source] }, host, vendor.vendors())
  await time.advance(120_000)
  return { time, vendor, tezgah }
}

describe('why an order has left its list', () => {
  it.each([
    [true, 12 * 3_600_000],
    [false, 10 * 60_000],
  ])('is asked for as long as the vendor fails (its list forgets open orders: %s)', async (forgets, outageMs) => {
    const time = new ManualTime()
    const vendor = new LimitedVendor(time)
    vendor.listForgetsOpenOrders = forgets
    vendor.list = [asSummary(order(1)), asSummary(order(2))]
    const host = { clock: time, timers: time, random: () => 0.5 }
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources: [source] }, host, vendor.vendors())
    await time.advance(60_000)
    vendor.list = [asSummary(order(2))]
    vendor.details = () => ({ ok: false, error: { code: 'vendorError' } })
    await time.advance(outageMs)
    expect((await tezgah.snapshot()).cards.map(({ number, isMissing }) => [number, isMissing])).toEqual([
      ['1', true],
      ['2', false],
    ])
    vendor.details = () => ({ ok: true, value: { ...order(1), phase: 'cancelled' } })
    await time.advance(120_000)
    expect((await tezgah.snapshot()).cards.find(({ number }) => number === '1')?.alert?.kind).toBe('cancelled')
  })
})

it('an order that wants its details, is in no list and is not known to its vendor leaves the board', async () => {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  vendor.listForgetsOpenOrders = true
  const host = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources: [source] }, host, vendor.vendors())
  await time.advance(10_000)
  vendor.details = () => ({ ok: false, error: { code: 'vendorError' } })
  vendor.list = [asSummary(order(1))]
  await time.advance(10_000)
  vendor.list = []
  vendor.extent = 'incomplete'
  await time.advance(10_000)
  vendor.details = () => ({ ok: false, error: { code: 'orderNotFound' } })
  await time.advance(60_000)
  expect((await tezgah.snapshot()).cards.map(({ isGone }) => isGone)).toEqual([true])
})

describe('details of open orders are asked for again in turn', () => {
  it.each([
    [1, 60_000],
    [20, 60_000],
    [60, 60_000],
    [120, 120_000],
  ])('%i open: none is older than %i ms', async (openCount, limitMs) => {
    const { time, vendor } = await aShop(openCount)
    const fromMs = time.monotonicMs()
    await time.advance(600_000)
    expect(vendor.asked.size).toBe(openCount)
    expect(vendor.longestGapMs(fromMs, time.monotonicMs())).toBeLessThanOrEqual(limitMs)
  })

  it('evenly, not in bursts', async () => {
    const { time, vendor } = await aShop(30)
    vendor.detailCalls.length = 0
    await time.advance(10_000)
    expect(vendor.detailCalls.length).toBeGreaterThanOrEqual(5)
    expect(vendor.detailCalls.length).toBeLessThanOrEqual(7)
  })

  it('a new order is asked for before them, at once', async () => {
    const { time, vendor } = await aShop(60)
    const listed = Array.isArray(vendor.list) ? vendor.list : []
    vendor.list = [...listed, asSummary(order(500))]
    await time.advance(5_500)
    expect(vendor.asked.has('500')).toBe(true)
  })

  it('a limit that nobody has published is learnt: few refusals, and none waits longer than the limit makes it', async () => {
    // 40 reads a minute of which twelve are lists: 28 remain for sixty orders.
    const { time, vendor } = await aShop(60, 40)
    await time.advance(600_000)
    vendor.refusals = []
    const fromMs = time.monotonicMs()
    await time.advance(1_200_000)
    // More is tried once in five minutes, and refused.
    expect(vendor.refusals.length).toBeLessThanOrEqual(8)
    expect(vendor.longestGapMs(fromMs, time.monotonicMs())).toBeLessThanOrEqual(60_000 * (60 / (40 * 0.7 - 12)))
  })

  it('while the vendor refuses nothing is asked that can wait, and the list goes on', async () => {
    const { time, vendor, tezgah } = await aShop(3)
    vendor.details = () => ({ ok: false, error: { code: 'rateLimited', retryAfterMs: 30_000 } })
    await time.advance(60_000)
    vendor.detailCalls.length = 0
    await time.advance(120_000)
    expect(vendor.detailCalls.length).toBeLessThanOrEqual(5)
    expect((await tezgah.snapshot()).sources[0]?.state).toBe('ok')
  })

  it('answers that fail are no news of the order', async () => {
    const { time, vendor, tezgah } = await aShop(3)
    vendor.details = () => ({ ok: false, error: { code: 'orderNotFound' } })
    await time.advance(300_000)
    const { cards } = await tezgah.snapshot()
    expect(cards.map(({ isGone, alert }) => [isGone, alert])).toEqual([
      [false, null],
      [false, null],
      [false, null],
    ])
  })
})

describe('an order that is known under an earlier id', () => {
  const withUuid = (detailsId: string, uuid: string): Order =>
    anOrder({ orderId: uuid, detailsId, sourceId: id, number: detailsId })
  const succeeding = { ...order(2), code: 'GTR-1', number: '1' }
  it.each<[string, Order, Order]>([
    ['goes on under a new packetId', { ...order(1), code: 'GTR-1' }, succeeding],
    ['has got a uuid since', order(1), withUuid('1', 'u-1')],
    ['has lost its uuid since', withUuid('1', 'u-1'), order(1)],
  ])('%s: a change that its row does not show is noticed within a minute', async (_what, first, later) => {
    const time = new ManualTime()
    const vendor = new ScriptedVendor(() => time.monotonicMs())
    let details = first
    vendor.details = () => ({ ok: true, value: details })
    const host = { clock: time, timers: time, random: () => 0.5 }
    const tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources: [source] }, host, vendor.vendors())
    await time.advance(10_000)
    vendor.list = [asSummary(first)]
    await time.advance(10_000)
    details = later
    vendor.list = [asSummary(later)]
    await time.advance(60_000)
    await tezgah.acknowledge()
    details = { ...later, note: 'Zil bozuk, arayın' }
    await time.advance(60_000)
    expect((await tezgah.snapshot()).cards.map(({ key, note, alert }) => [key, note, alert?.kind])).toEqual([
      [first.key, 'Zil bozuk, arayın', 'changed'],
    ])
  })
})
