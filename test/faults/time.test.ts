import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { useScreen } from '../../src/renderer/store.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { anOrder, asSummary } from '../support/anOrder.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const DAY_MS = 86_400_000
const sources = [
  {
    kind: 'restomenum',
    name: 'Kadıköy',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'server.plugin.secret',
    pollSeconds: 5,
  },
  {
    kind: 'adisyo',
    name: 'Moda',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'key',
    apiSecret: 'secret',
    consumer: 'x',
    pollSeconds: 30,
  },
]

/** Two sources, each with a script of its own, in time that a test moves. */
async function twoSources(): Promise<{
  time: ManualTime
  first: ScriptedVendor
  second: ScriptedVendor
  tezgah: OpenedCounter
}> {
  const time = new ManualTime()
  const first = new ScriptedVendor(() => time.monotonicMs())
  const second = new ScriptedVendor(() => time.monotonicMs())
  const vendors = { restomenum: first.vendors().restomenum, adisyo: second.vendors().adisyo }
  const tezgah = await openCounter(
    emptyDisk(temporaryFolder()),
    { sources },
    { clock: time, timers: time, random: () => 0.5 },
    vendors,
  )
  await time.advance(10)
  return { time, first, second, tezgah }
}

const at = (sourceId: string, orderId: string): Order => anOrder({ orderId, sourceId, number: orderId })

describe('11: a storm of 500s at one source', () => {
  it.each(['vendorError', 'hanging'] as const)(
    'leaves the other exactly as it was, to the millisecond: %s',
    async (how) => {
      const listsOfTenMinutes = async (
        isStorming: boolean,
      ): Promise<{ calls: number[]; notices: string[]; stormCalls: number }> => {
        const { time, first, second, tezgah } = await twoSources()
        if (isStorming && how === 'hanging') first.isHanging = true
        else if (isStorming) first.list = { code: 'vendorError' }
        for (let minute = 1; minute <= 10; minute++) {
          second.list = Array.from({ length: minute }, (_, index) => at('adisyo-moda', String(index + 1)))
          await time.advance(60_000)
          expect((await tezgah.snapshot()).cards).toHaveLength(minute)
        }
        return {
          calls: second.listCalls,
          notices: tezgah.notices.map(({ tag }) => tag),
          stormCalls: first.listCalls.length,
        }
      }
      const calm = await listsOfTenMinutes(false)
      const storm = await listsOfTenMinutes(true)
      expect(storm.calls).toEqual(calm.calls)
      expect(storm.notices).toEqual(calm.notices)
      // Five quick tries, then the breaker: twice a minute at most.
      expect(storm.stormCalls).toBeLessThanOrEqual(30)
    },
  )
})

describe.each([
  ['forward', DAY_MS],
  ['back', -DAY_MS],
])('34: the clock jumps a day %s', (_way, jumpMs) => {
  it('while a source is silent: the alarm comes a minute after its last answer, neither sooner nor later', async () => {
    const { time, first, tezgah } = await twoSources()
    first.list = { code: 'offline' }
    await time.advance(40_000)
    time.jumpWall(jumpMs)
    await time.advance(15_000)
    expect((await tezgah.snapshot()).alarms).toEqual([])
    await time.advance(10_000)
    expect((await tezgah.snapshot()).alarms.map(({ problem }) => problem.code)).toEqual(['offline'])
  })

  it('while the vendor has asked us to wait: it is waited as long as was asked', async () => {
    const { time, first } = await twoSources()
    first.list = { code: 'rateLimited', retryAfterMs: 120_000 }
    await time.advance(6_000)
    const { length } = first.listCalls
    time.jumpWall(jumpMs)
    await time.advance(110_000)
    expect(first.listCalls).toHaveLength(length)
    await time.advance(15_000)
    expect(first.listCalls.length).toBeGreaterThan(length)
  })

  it('between two misses: an order is gone after the second, and what is there stays', async () => {
    const { time, first, tezgah } = await twoSources()
    first.list = [at('restomenum-kadikoy', '1'), at('restomenum-kadikoy', '2')]
    await time.advance(6_000)
    first.list = first.list.slice(0, 1)
    await time.advance(5_000)
    time.jumpWall(jumpMs)
    expect((await tezgah.snapshot()).cards).toHaveLength(2)
    await tezgah.acknowledge(['restomenum-kadikoy/2'])
    await time.advance(10_000)
    expect((await tezgah.snapshot()).cards.map(({ number }) => number)).toEqual(['1'])
    expect(tezgah.notices.filter(({ orderKey }) => orderKey !== null)).toHaveLength(2)
  })

  it('while details fail: they are asked for as often as without the jump', async () => {
    const triesOf = async (byMs: number): Promise<number> => {
      const { time, first } = await twoSources()
      first.details = () => ({ ok: false, error: { code: 'vendorError' } })
      first.list = [asSummary(at('restomenum-kadikoy', '1'))]
      await time.advance(20_000)
      time.jumpWall(byMs)
      await time.advance(60_000)
      return first.detailCalls.length
    }
    const steady = await triesOf(0)
    // A jump forward looks like a gap, which is a reason to look once more.
    expect(Math.abs((await triesOf(jumpMs)) - steady)).toBeLessThanOrEqual(1)
    expect(steady).toBeGreaterThan(4)
  })
})

it('34: daylight saving elsewhere: the slip tells the time of Istanbul wherever the computer believes to be', () => {
  const child = fileURLToPath(new URL('./slipTimes.ts', import.meta.url))
  const zones = ['Europe/Istanbul', 'UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu']
  const told = zones.map((TZ) =>
    execFileSync(process.execPath, [child], { env: { ...process.env, TZ, NODE_NO_WARNINGS: '1' }, encoding: 'utf8' }),
  )
  expect(told[0]).toContain('29.03.2026 04:30')
  expect(new Set(told).size).toBe(1)
})

it('35: eight hours of sleep: it asks both sources at once on waking and groups what came', async () => {
  const { time, first, second, tezgah } = await twoSources()
  await time.advance(40_000)
  first.list = Array.from({ length: 4 }, (_, index) => at('restomenum-kadikoy', String(index)))
  second.list = Array.from({ length: 7 }, (_, index) => at('adisyo-moda', String(index)))
  first.listCalls.length = 0
  second.listCalls.length = 0
  const wokeMs = time.monotonicMs() + 8 * 3_600_000
  time.sleep(8 * 3_600_000)
  await time.advance(1_500)
  expect([first.listCalls.length, second.listCalls.length].every((count) => count >= 1)).toBe(true)
  expect((first.listCalls[0] ?? 0) - wokeMs).toBeLessThan(1_500)
  expect((second.listCalls[0] ?? 0) - wokeMs).toBeLessThan(1_500)
  const { unacknowledgedCount, alarms } = await tezgah.snapshot()
  expect([unacknowledgedCount, alarms]).toEqual([11, []])
  expect(tezgah.notices.filter(({ tag }) => tag === 'grouped').length).toBeGreaterThanOrEqual(1)
  // Besides, each source says once how long it was silent.
  const heardAgain = tezgah.notices.filter(({ tag }) => tag.startsWith('heardAgain'))
  expect(heardAgain.map(({ tag }) => tag).toSorted()).toEqual([
    'heardAgain:adisyo-moda',
    'heardAgain:restomenum-kadikoy',
  ])
  expect(tezgah.notices.length - heardAgain.length).toBeLessThanOrEqual(5)
})

it('35: where the clock of timers stands still in sleep, the wall clock tells that it was long: it asks at once all the same', async () => {
  const { time, first, tezgah } = await twoSources()
  await time.advance(40_000)
  first.list = [at('restomenum-kadikoy', '1')]
  const [lastMs = 0] = first.listCalls.slice(-1)
  expect(time.monotonicMs() - lastMs).toBeLessThan(1_000)
  time.jumpWall(8 * 3_600_000)
  await time.advance(1_500)
  expect(first.listCalls.at(-1)).toBeGreaterThan(lastMs)
  expect(tezgah.notices.map(({ tag }) => tag).toSorted()).toEqual([
    'heardAgain:restomenum-kadikoy',
    'new:restomenum-kadikoy/1',
  ])
})

describe('66: the clock set back while the core restarts under an open screen', () => {
  it('the screen follows the new core at once, and what it had on it acknowledges nothing there', async () => {
    const disk = emptyDisk(temporaryFolder())
    const vendor = new ScriptedVendor(() => 0)
    const start = async (wallMs: number): Promise<{ time: ManualTime; tezgah: OpenedCounter }> => {
      const time = new ManualTime(wallMs)
      const tezgah = await openCounter(
        disk,
        { sources: sources.slice(0, 1) },
        { clock: time, timers: time },
        vendor.vendors(),
      )
      tezgah.counter.subscribe((event) => {
        if (event.name === 'snapshot.changed') useScreen.getState().receive(event.payload)
      })
      await time.advance(6_000)
      return { time, tezgah }
    }
    const shown = (): (string | null)[] => (useScreen.getState().snapshot?.cards ?? []).map(({ number }) => number)
    useScreen.setState({ snapshot: null })
    vendor.list = []
    const before = await start(1_767_632_700_000)
    for (const number of ['1', '2', '3']) {
      vendor.list = [...vendor.list, at('restomenum-kadikoy', number)]
      await before.time.advance(6_000)
    }
    expect(shown()).toEqual(['1', '2', '3'])
    const old = await before.tezgah.snapshot()
    await before.tezgah.stop()

    vendor.list = [...vendor.list, at('restomenum-kadikoy', '4')]
    const after = await start(1_767_632_700_000 - 365 * DAY_MS)
    expect(shown()).toEqual(['1', '2', '3', '4'])
    const { runId, rev, cards } = old
    const keys = cards.map(({ key }) => key)
    await after.tezgah.ask('orders.acknowledge', { keys, how: 'rail', runId, rev })
    await after.time.advance(10)
    expect(useScreen.getState().snapshot?.unacknowledgedCount).toBe(4)
    await after.tezgah.acknowledge(keys)
    await after.time.advance(10)
    expect(useScreen.getState().snapshot?.unacknowledgedCount).toBe(1)
  })
})
