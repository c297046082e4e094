import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../../src/core/host.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { isProven } from '../../../src/shared/model/dayProof.ts'
import type { HearingGap } from '../../../src/shared/model/hearing.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'
const provision = {
  sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
}
const MINUTE_MS = 60_000
const order = (orderId: string): Order => anOrder({ orderId, sourceId: id, number: orderId })

interface Shop {
  time: ManualTime
  vendor: ScriptedVendor
  tezgah: OpenedCounter
  disk: Disk
}

async function aShop(
  disk = emptyDisk(temporaryFolder()),
  time = new ManualTime(),
  over: Partial<Host> = {},
): Promise<Shop> {
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  vendor.list = [order('1')]
  const tezgah = await openCounter(
    disk,
    provision,
    { clock: time, timers: time, random: () => 0.5, ...over },
    vendor.vendors(),
  )
  await time.advance(10)
  return { time, vendor, tezgah, disk }
}

/** What is on record once this Tezgah has let go of it; its length instead of its times. */
async function gapsOf({
  tezgah,
  time,
  disk,
}: Shop): Promise<(Omit<HearingGap, 'fromMs' | 'untilMs'> & { forMs: number | null })[]> {
  const stopped = tezgah.stop()
  await time.advance(20_000)
  await stopped
  const ledger = openLedger(join(disk.folder, 'ledger.sqlite'))
  const gaps = ledger.readGaps(0, Number.MAX_SAFE_INTEGER)
  ledger.close()
  return gaps.map(({ fromMs, untilMs, ...gap }) => ({ ...gap, forMs: untilMs === null ? null : untilMs - fromMs }))
}

const closeTezgah = async ({ tezgah, time }: Shop): Promise<void> => {
  const stopped = tezgah.stop()
  await time.advance(20_000)
  await stopped
}

describe('a gap in hearing', () => {
  it('begins with the last answer, ends with the next, and says why and what came in', async () => {
    const shop = await aShop()
    const { time, vendor } = shop
    await time.advance(5 * MINUTE_MS)
    vendor.list = { code: 'offline' }
    await time.advance(10 * MINUTE_MS)
    vendor.list = [order('1'), order('2'), order('3')]
    await time.advance(MINUTE_MS)
    const [gap, ...more] = await gapsOf(shop)
    expect(more).toEqual([])
    expect(gap).toMatchObject({ sourceId: id, reasons: ['offline'], problem: 'offline', cameIn: 2 })
    expect(gap?.forMs).toBeGreaterThan(9.5 * MINUTE_MS)
    expect(gap?.forMs).toBeLessThan(11 * MINUTE_MS)
  })

  it('is none while one or two answers fail', async () => {
    const shop = await aShop()
    shop.vendor.list = { code: 'timedOut' }
    await shop.time.advance(8_000)
    shop.vendor.list = [order('1')]
    await shop.time.advance(5 * MINUTE_MS)
    expect(await gapsOf(shop)).toEqual([])
  })

  it.each([
    ['a key that is refused', { code: 'keyRejected' }, 'refused', 'keyRejected'],
    ['an answer that cannot be read', { code: 'notJson' }, 'vendor', 'notJson'],
  ] as const)('goes on with %s, and stands there while it does', async (_, problem, reason, code) => {
    const shop = await aShop()
    shop.vendor.list = problem
    await shop.time.advance(5 * MINUTE_MS)
    expect(await gapsOf(shop)).toMatchObject([{ reasons: [reason], problem: code, forMs: null, cameIn: null }])
  })

  it('is there while a list does not come whole, although what came is shown', async () => {
    const shop = await aShop()
    shop.vendor.extent = 'incomplete'
    shop.vendor.list = [order('1'), order('2')]
    await shop.time.advance(5 * MINUTE_MS)
    shop.vendor.extent = 'whole'
    await shop.time.advance(MINUTE_MS)
    expect(await gapsOf(shop)).toMatchObject([{ reasons: ['incomplete'], cameIn: 1 }])
  })

  it('is there for an order whose row could not be read until it left the list: nobody was called for it', async () => {
    const shop = await aShop()
    const { vendor, time } = shop
    const unreadable = { id: '7', reason: 'total' }
    // What is known, and what can be read in the end, is nothing that was missed.
    vendor.quarantined = [{ id: '1', reason: 'total' }, { id: '8', reason: 'total' }, unreadable]
    await time.advance(3 * MINUTE_MS)
    vendor.quarantined = [unreadable]
    vendor.list = [order('1'), order('8')]
    await time.advance(3 * MINUTE_MS)
    vendor.quarantined = []
    await time.advance(MINUTE_MS)
    const asked = await shop.tezgah.ask('report.get', { dayIso: null })
    expect(asked.ok && asked.value.proof.map((source) => [source.watch, isProven(source)])).toEqual([['partly', false]])
    const gaps = await gapsOf(shop)
    expect(gaps).toMatchObject([{ reasons: ['vendor'], cameIn: 0 }])
    expect(Math.round((gaps[0]?.forMs ?? 0) / MINUTE_MS)).toBe(6)
  })

  it('is there for a row without any id, once it has left the list', async () => {
    const shop = await aShop()
    shop.vendor.quarantined = [{ id: null, reason: 'id' }]
    await shop.time.advance(3 * MINUTE_MS)
    shop.vendor.quarantined = []
    await shop.time.advance(MINUTE_MS)
    expect(await gapsOf(shop)).toMatchObject([{ reasons: ['vendor'], cameIn: 0 }])
  })

  it('is there when the machine sleeps, whichever of its clocks stands still', async () => {
    const shop = await aShop()
    await shop.time.advance(MINUTE_MS)
    shop.time.sleep(30 * MINUTE_MS)
    await shop.time.advance(MINUTE_MS)
    shop.time.jumpWall(20 * MINUTE_MS)
    await shop.time.advance(MINUTE_MS)
    const gaps = await gapsOf(shop)
    expect(gaps.map(({ reasons }) => reasons)).toEqual([['asleep'], ['asleep']])
    expect(gaps.map(({ forMs }) => Math.round((forMs ?? 0) / MINUTE_MS))).toEqual([30, 20])
  })

  it.each([
    ['a sleep', 'asleep', async ({ time }: Shop): Promise<void> => time.sleep(10 * MINUTE_MS)],
    [
      'an incomplete list',
      'incomplete',
      async ({ time, vendor }: Shop): Promise<void> => {
        vendor.extent = 'incomplete'
        await time.advance(10_000)
      },
    ],
  ] as const)('names after %s what is wrong later as well', async (_, reason, happen) => {
    const shop = await aShop()
    const { time, vendor } = shop
    await time.advance(MINUTE_MS)
    await happen(shop)
    vendor.list = { code: 'offline' }
    await time.advance(60 * MINUTE_MS)
    vendor.list = { code: 'keyRejected' }
    await time.advance(5 * MINUTE_MS)
    expect((await gapsOf(shop)).at(-1)).toMatchObject({ reasons: [reason, 'offline', 'refused'], problem: 'offline' })
  })

  it('names a sleep into which the computer falls while the cable is out', async () => {
    const shop = await aShop()
    const { time, vendor } = shop
    vendor.list = { code: 'offline' }
    await time.advance(10 * MINUTE_MS)
    time.sleep(60 * MINUTE_MS)
    await time.advance(MINUTE_MS)
    vendor.list = [order('1')]
    await time.advance(MINUTE_MS)
    expect((await gapsOf(shop)).map(({ reasons }) => reasons)).toEqual([['offline', 'asleep']])
  })

  it.each([
    ['run on', (time: ManualTime): void => time.sleep(8 * 60 * MINUTE_MS)],
    ['stand still', (time: ManualTime): void => time.jumpWall(8 * 60 * MINUTE_MS)],
  ] as const)('of a sleep is told as over where its clocks %s, as it stands on record', async (_, sleep) => {
    const shop = await aShop()
    await shop.time.advance(MINUTE_MS)
    sleep(shop.time)
    shop.vendor.list = [order('1'), order('2'), order('3')]
    await shop.time.advance(MINUTE_MS)
    const told = (await shop.tezgah.snapshot()).sources[0]?.lastSilence
    expect(shop.tezgah.notices.filter(({ tag }) => tag.startsWith('heardAgain'))).toHaveLength(1)
    const gaps = await gapsOf(shop)
    expect(gaps).toMatchObject([{ reasons: ['asleep'], cameIn: 2 }])
    expect([told?.lastedMs, told?.cameIn]).toEqual([gaps[0]?.forMs, 2])
  })

  it('counts for what is told only while this run asked for its source', async () => {
    const first = await aShop()
    await first.time.advance(5 * MINUTE_MS)
    await closeTezgah(first)
    await first.time.advance(8 * 60 * MINUTE_MS)
    const second = await aShop(first.disk, first.time)
    await second.time.advance(MINUTE_MS)
    const edit = (enabled: boolean) =>
      second.tezgah.ask('source.save', {
        id,
        source: {
          kind: 'restomenum',
          name: 'Kadıköy',
          baseUrl: 'http://127.0.0.1:9',
          pollSeconds: 5,
          consumer: null,
          enabled,
        },
      })
    await edit(false)
    await second.time.advance(60 * MINUTE_MS)
    second.vendor.list = { code: 'offline' }
    await edit(true)
    await second.time.advance(3 * MINUTE_MS)
    second.vendor.list = []
    await second.time.advance(MINUTE_MS)
    const told = second.tezgah.notices.filter(({ tag }) => tag.startsWith('heardAgain'))
    expect(told.map(({ body }) => body)).toEqual([expect.stringMatching(/^3 dk/)])
    const gaps = await gapsOf(second)
    expect(gaps.map(({ reasons }) => reasons)).toEqual([['closed'], ['disabled', 'offline']])
  })

  it('is the hour that a clock which was set back lives twice', async () => {
    const shop = await aShop()
    await shop.time.advance(2 * MINUTE_MS)
    shop.time.jumpWall(-60 * MINUTE_MS)
    await shop.time.advance(2 * MINUTE_MS)
    const gaps = await gapsOf(shop)
    expect(gaps).toMatchObject([{ reasons: ['clock'] }])
    expect(Math.round((gaps[0]?.forMs ?? 0) / MINUTE_MS)).toBe(60)
  })

  it.each([
    ['was closed', 'closed', true, '0.0.0'],
    ['was updated', 'updated', true, '0.0.1'],
    ['ended without being closed', 'crashed', false, '0.0.0'],
  ] as const)('is known after a start when Tezgah %s', async (_, reason, isClosed, version) => {
    const first = await aShop()
    await first.time.advance(5 * MINUTE_MS)
    // A power cut: what stands in the file then is all there is afterwards.
    const folder = isClosed ? first.disk.folder : temporaryFolder()
    if (!isClosed) {
      const { copyFileSync } = await import('node:fs')
      for (const suffix of ['', '-wal'])
        copyFileSync(join(first.disk.folder, `ledger.sqlite${suffix}`), join(folder, `ledger.sqlite${suffix}`))
    }
    await closeTezgah(first)
    await first.time.advance(3 * 60 * MINUTE_MS)
    const second = await aShop({ ...first.disk, folder }, first.time, { version })
    second.vendor.list = [order('1'), order('9')]
    await second.time.advance(MINUTE_MS)
    const gaps = await gapsOf(second)
    expect(gaps.map(({ reasons }) => reasons)).toEqual([[reason]])
    expect(Math.round((gaps[0]?.forMs ?? 0) / MINUTE_MS / 10)).toBe(18)
  })

  it('goes on over a restart into an outage, whose last success is known', async () => {
    const first = await aShop()
    await first.time.advance(5 * MINUTE_MS)
    await closeTezgah(first)
    const closedMs = first.time.nowMs()
    await first.time.advance(2 * 60 * MINUTE_MS)
    const vendor = new ScriptedVendor(() => first.time.monotonicMs())
    vendor.list = { code: 'offline' }
    const tezgah = await openCounter(
      first.disk,
      provision,
      { clock: first.time, timers: first.time, random: () => 0.5 },
      vendor.vendors(),
    )
    await first.time.advance(3_000)
    const lastSuccessMs = (await tezgah.snapshot()).sources[0]?.lastSuccessMs ?? 0
    expect(closedMs - lastSuccessMs).toBeLessThan(30_000)
    await first.time.advance(5 * MINUTE_MS)
    const gaps = await gapsOf({ ...first, tezgah, vendor })
    expect(gaps).toMatchObject([{ reasons: ['closed', 'offline'], problem: 'offline', forMs: null }])
  })

  it('leaves no day green that began with an outage', async () => {
    const first = await aShop()
    await first.time.advance(5 * MINUTE_MS)
    await closeTezgah(first)
    await first.time.advance(10 * 60 * MINUTE_MS)
    const vendor = new ScriptedVendor(() => first.time.monotonicMs())
    vendor.list = { code: 'offline' }
    const { time, disk } = first
    const tezgah = await openCounter(
      disk,
      provision,
      { clock: time, timers: time, random: () => 0.5 },
      vendor.vendors(),
    )
    await time.advance(3 * 60 * MINUTE_MS)
    vendor.list = []
    await time.advance(60 * MINUTE_MS)
    const asked = await tezgah.ask('report.get', { dayIso: null })
    expect(asked.ok && asked.value.proof.map(({ watch }) => watch)).toEqual(['partly'])
    const gaps = await gapsOf({ time, disk, tezgah, vendor })
    expect(gaps).toMatchObject([{ reasons: ['closed', 'offline'], problem: 'offline' }])
  })
})
