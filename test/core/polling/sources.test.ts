import { describe, expect, it } from 'vitest'
import type { Host, SecretStore, StoredSecrets } from '../../../src/core/host.ts'
import type { PosResult } from '../../../src/core/vendors/posClient.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'
const form = {
  kind: 'restomenum' as const,
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  pollSeconds: 5,
  consumer: null,
  enabled: true,
}
const provision = {
  sources: [
    { kind: 'restomenum', name: 'Kadıköy', baseUrl: form.baseUrl, apiKey: 'server.plugin.secret', pollSeconds: 5 },
  ],
}
const order = (orderId: string): Order => anOrder({ orderId, sourceId: id, number: orderId })

interface Shop {
  time: ManualTime
  vendor: ScriptedVendor
  tezgah: OpenedCounter
  disk: Disk
}

async function aShop(
  over: (disk: Disk) => Partial<Host> = () => ({}),
  given: object | null = provision,
): Promise<Shop> {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const disk = emptyDisk(temporaryFolder())
  const host = { clock: time, timers: time, random: () => 0.5, ...over(disk) }
  const tezgah = await openCounter(disk, given, host, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah, disk }
}

/** A key store of which each verb can be made to fail or to hang. */
function keyStore(disk: Disk): SecretStore & { fails: boolean; gate: Promise<void>; writeGate: Promise<void> } {
  const store = {
    keyring: 'system' as const,
    fails: false,
    gate: Promise.resolve(),
    writeGate: Promise.resolve(),
    read: async (sourceId: string): Promise<StoredSecrets> => {
      await store.gate
      if (store.fails) throw new Error('the keyring is locked')
      const secrets = disk.secrets.get(sourceId)
      return secrets ? { kind: 'set', secrets } : { kind: 'missing' }
    },
    write: async (sourceId: string, secrets: { apiKey: string }) => {
      await store.writeGate
      if (store.fails) throw new Error('the keyring is locked')
      disk.secrets.set(sourceId, secrets)
    },
    remove: async (sourceId: string) => {
      if (store.fails) throw new Error('the keyring is locked')
      disk.secrets.delete(sourceId)
    },
  }
  return store
}

async function aShopWithKeys(): Promise<Shop & { keys: ReturnType<typeof keyStore> }> {
  let keys: ReturnType<typeof keyStore> | undefined
  const shop = await aShop((disk) => ({ secrets: (keys = keyStore(disk)) }))
  if (keys === undefined) throw new Error('no key store')
  return { ...shop, keys }
}

describe('a source', () => {
  it('is polled by one loop, however often and however close together it is started anew', async () => {
    const { time, vendor, tezgah } = await aShop()
    await Promise.all(Array.from({ length: 5 }, () => tezgah.ask('source.resume', { id })))
    await time.advance(10_000)
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect(vendor.listCalls.length).toBeLessThanOrEqual(12)
    await tezgah.stop()
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect(vendor.listCalls).toEqual([])
  })

  it('of a first release, whose keys name no address, is polled by one loop while they are being bound', async () => {
    const { time, vendor, tezgah, keys, disk } = await aShopWithKeys()
    disk.secrets.set(id, { apiKey: 'server.plugin.secret' })
    let release = (): void => {}
    keys.writeGate = new Promise((resolve) => (release = resolve))
    for (let turn = 0; turn < 2; turn++) void tezgah.ask('source.resume', { id })
    await time.advance(1_000)
    const stopped = tezgah.stop()
    release()
    await stopped
    vendor.listCalls.length = 0
    await time.advance(60_000)
    expect(vendor.listCalls).toEqual([])
    expect(disk.secrets.get(id)?.origin).toBe('http://127.0.0.1:9')
  })

  it('stops with an alarm when the key store fails, keeps what is stored, and goes on when it works again', async () => {
    const { time, tezgah, keys, disk } = await aShopWithKeys()
    keys.fails = true
    await tezgah.ask('source.resume', { id })
    await time.advance(2_000)
    const { alarms, sources } = await tezgah.snapshot()
    expect(alarms.map((alarm) => [alarm.subjectId, alarm.problem.code])).toEqual([[id, 'keyUnreadable']])
    expect(sources[0]?.state).toBe('stopped')
    expect(disk.secrets.get(id)?.apiKey).toBe('server.plugin.secret')
    keys.fails = false
    await tezgah.ask('source.resume', { id })
    await time.advance(2_000)
    expect((await tezgah.snapshot()).sources[0]?.state).toBe('ok')
    expect(JSON.stringify([tezgah.logs, tezgah.events])).not.toContain('server.plugin.secret')
  })

  it('is an alarm too while the key store keeps it waiting', async () => {
    const { time, tezgah, keys } = await aShopWithKeys()
    keys.gate = new Promise(() => {})
    void tezgah.ask('source.resume', { id })
    await time.advance(30_000)
    expect((await tezgah.snapshot()).alarms).toEqual([])
    await time.advance(40_000)
    expect((await tezgah.snapshot()).alarms.map((alarm) => alarm.subjectId)).toEqual([id])
  })

  it('is not half saved when its keys cannot be stored', async () => {
    const { tezgah, keys, disk } = await aShopWithKeys()
    const before = disk.settings
    keys.fails = true
    const saved = await tezgah.ask('source.save', { id: null, source: { ...form, name: 'Moda', apiKey: 'a.b.c' } })
    expect(saved.ok).toBe(false)
    expect(disk.settings).toEqual(before)
  })

  it('is saved beside what was changed meanwhile', async () => {
    const { tezgah, keys } = await aShopWithKeys()
    let open = (): void => {}
    keys.gate = new Promise((resolve) => (open = resolve))
    const renamed = tezgah.ask('source.save', { id, source: { ...form, name: 'Kadıköy 2' } })
    await tezgah.ask('settings.update', { soundVolume: 0.3 })
    open()
    expect((await renamed).ok).toBe(true)
    const { settings, sources } = await tezgah.snapshot()
    expect([settings.soundVolume, sources[0]?.name]).toEqual([0.3, 'Kadıköy 2'])
  })

  it('can be switched off without keys, when those it had cannot be read', async () => {
    const { time, tezgah, disk } = await aShop()
    disk.secrets.clear()
    expect((await tezgah.ask('source.save', { id, source: { ...form, enabled: false } })).ok).toBe(true)
    await time.advance(2_000)
    const { sources, alarms } = await tezgah.snapshot()
    expect([sources[0]?.state, alarms]).toEqual(['disabled', []])
    expect((await tezgah.ask('source.save', { id, source: form })).ok).toBe(false)
  })

  it('takes its alerts with it when it is removed, even when the key store fails, and comes back with a baseline', async () => {
    const { time, vendor, tezgah, keys } = await aShopWithKeys()
    vendor.list = [order('1')]
    await time.advance(6_000)
    expect((await tezgah.snapshot()).sound).toBe('newOrder')
    keys.fails = true
    await tezgah.ask('source.remove', { id })
    keys.fails = false
    vendor.list = [order('1'), order('2')]
    await tezgah.ask('source.save', { id: null, source: { ...form, apiKey: 'a.b.c' } })
    await time.advance(6_000)
    const board = await tezgah.snapshot()
    expect(board.cards.map((card) => [card.number, card.alert, card.isBaseline])).toEqual([
      ['1', null, true],
      ['2', null, true],
    ])
    expect(tezgah.notices).toHaveLength(1)
  })

  it('that is removed and comes back is not one that was silent in between', async () => {
    const { time, tezgah } = await aShop()
    await time.advance(6_000)
    await tezgah.ask('source.remove', { id })
    await time.advance(3_600_000)
    await tezgah.ask('source.save', { id: null, source: { ...form, apiKey: 'a.b.c' } })
    await time.advance(6_000)
    const [source] = (await tezgah.snapshot()).sources
    expect([source?.id, source?.state, source?.lastSilence, tezgah.notices]).toEqual([id, 'ok', null, []])
  })

  it('hides its cards and their sound while it is switched off, and has them again afterwards', async () => {
    const { time, vendor, tezgah } = await aShop()
    vendor.list = [order('1')]
    await time.advance(6_000)
    await tezgah.ask('source.save', { id, source: { ...form, enabled: false } })
    await time.advance(10)
    const off = await tezgah.snapshot()
    expect([off.cards, off.sound, off.unacknowledgedCount]).toEqual([[], 'none', 0])
    await tezgah.ask('source.save', { id, source: form })
    await time.advance(10)
    const on = await tezgah.snapshot()
    expect([on.cards.length, on.sound, tezgah.notices.length]).toEqual([1, 'newOrder', 1])
  })

  it('survives a client that throws, and says that something is wrong', async () => {
    const { time, vendor, tezgah } = await aShop()
    vendor.fault = new TypeError('a fault of ours')
    await time.advance(120_000)
    expect((await tezgah.snapshot()).sources[0]).toMatchObject({ state: 'offline', problem: { code: 'internal' } })
    vendor.fault = null
    vendor.list = [order('1')]
    await time.advance(61_000)
    expect((await tezgah.snapshot()).unacknowledgedCount).toBe(1)
  })

  it('reports rows that could not be read once each: by id and reason', async () => {
    const { time, vendor, tezgah } = await aShop()
    vendor.quarantined = [{ id: '77', reason: 'total: not an amount' }]
    await time.advance(60_000)
    const reported = tezgah.logs.filter((entry) => entry.what === 'row.quarantined')
    expect(reported.map((entry) => entry.data)).toEqual([{ sourceId: id, rowId: '77', reason: 'total: not an amount' }])
    expect((await tezgah.snapshot()).sources[0]?.quarantined).toHaveLength(1)
  })
})

describe('details', () => {
  const slow = (): { answer: Promise<PosResult<Order>>; give: (value: Order) => void } => {
    let give: (value: Order) => void = () => {}
    const answer = new Promise<PosResult<Order>>((resolve) => (give = (value) => resolve({ ok: true, value })))
    return { answer, give }
  }

  it('that left the vendor before the order changed are asked for again', async () => {
    const { time, vendor, tezgah } = await aShop()
    const before = order('1')
    const after = { ...before, itemCount: 2, note: 'Acısız' }
    const first = slow()
    vendor.details = () => (vendor.detailCalls.length === 1 ? first.answer : { ok: true, value: after })
    vendor.list = [asSummary(before)]
    await time.advance(6_000)
    vendor.list = [asSummary(after)]
    await time.advance(6_000)
    first.give(before)
    await time.advance(3_000)
    const page = await tezgah.ask('order.get', { key: before.key })
    expect(page.ok && page.value.order.note).toBe('Acısız')
  })

  it('are believed in the end, even of an order whose row changes with every answer', async () => {
    const { time, vendor, tezgah } = await aShop()
    let asked = slow()
    vendor.details = () => (asked = slow()).answer
    for (let turn = 0; turn < 12; turn++) {
      vendor.list = [asSummary({ ...order('1'), itemCount: turn })]
      await time.advance(6_000)
      asked.give({ ...order('1'), note: 'Zil' })
    }
    expect((await tezgah.snapshot()).cards[0]?.note).toBe('Zil')
  })

  it('of one order that fail for ever hold up no other, and do not storm the vendor', async () => {
    const { time, vendor, tezgah } = await aShop()
    vendor.details = (detailsId) =>
      detailsId === '1' ? { ok: false, error: { code: 'vendorError' } } : { ok: true, value: order(detailsId) }
    vendor.list = [asSummary(order('1'))]
    await time.advance(600_000)
    vendor.detailCalls.length = 0
    vendor.list = [asSummary(order('1')), asSummary(order('2'))]
    await time.advance(6_000)
    expect((await tezgah.snapshot()).cards.find((card) => card.number === '2')?.completeness).toBe('full')
    await time.advance(600_000)
    expect(vendor.detailCalls.filter((detailsId) => detailsId === '1').length).toBeLessThan(60)
    // The other one is asked for again in turn, once a minute.
    expect(vendor.detailCalls.filter((detailsId) => detailsId === '2').length).toBeLessThanOrEqual(14)
  })
})
