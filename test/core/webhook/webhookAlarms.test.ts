import { expect, it, vi } from 'vitest'
import type { StoredSecrets } from '../../../src/core/host.ts'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import { emptyDisk } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { aReceiver, aShop, bodies, order, pass, sendTo, type Shop } from './webhookShop.ts'

it('tells of a courier’s slips by their kind, never with the courier’s name', async () => {
  const receiver = await aReceiver()
  const canary = 'Kanarya'
  const slips = () => bodies(receiver).flatMap(({ alarm }) => (alarm?.subject === 'job' ? [alarm.name] : []))
  const doubtful = (): Printer => ({
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: async () => ({ kind: 'uncertain', problem: { code: 'printUncertain' }, said: null }),
    check: async () => ({ isReady: true }),
    habits: () => null,
  })
  const shop = await aShop(emptyDisk(temporaryFolder()), undefined, undefined, doubtful)
  const { tezgah } = shop
  await sendTo(shop, receiver, 60)
  await tezgah.ask('settings.update', {
    autoPrint: false,
    printsTours: true,
    printsPouches: true,
    tells: { ready: false, onTheWay: false, delivered: false },
  })
  const courier = {
    id: 'ali',
    name: `${canary} Yılmaz`,
    phone: null,
    hue: 'blue' as const,
    isActive: true,
    vendorIds: {},
  }
  expect(await tezgah.ask('couriers.save', { couriers: [courier] })).toMatchObject({ ok: true })
  shop.vendor.list = [order('1')]
  await pass(shop, 10_000)
  const handed = await tezgah.ask('dispatch.handOver', { courierId: 'ali', keys: ['restomenum-kadikoy/1'] })
  await pass(shop, 30_000)
  const deliveryIds = handed.ok ? handed.value.deliveryIds : []
  await tezgah.ask('dispatch.deliver', { deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, paid: null })) })
  const page = await tezgah.ask('courier.get', { courierId: 'ali' })
  const shiftId = page.ok ? (page.value.open[0]?.shift.id ?? 0) : 0
  const counted = { cash: 1, card: 0, mealCard: 0 }
  expect(await tezgah.ask('pouch.close', { shiftId, counted, reason: 'Sayıldı' })).toMatchObject({ ok: true })
  await pass(shop, 30_000)
  await vi.waitFor(() => expect(slips()).toHaveLength(2))
  expect(slips()).toEqual(['Kurye fişi', 'Hesap fişi'])
  for (const { body } of receiver.received) expect(body).not.toContain(canary)
  // At the counter people have to know whose slip it is.
  const { openJobs } = await tezgah.snapshot()
  expect(openJobs.map(({ label }) => label)).toEqual([courier.name, courier.name])
})

it('switched on without an address is an alarm, also after a restart that has lost it, until there is one or it is off', async () => {
  const receiver = await aReceiver()
  const first = await aShop()
  const told = async ({ tezgah }: Shop): Promise<string[]> =>
    (await tezgah.snapshot()).alarms.map(({ subject, problem }) => `${subject} ${problem.code}`)
  await first.tezgah.ask('settings.update', { webhook: { enabled: true, afterMinutes: 2, alarms: true } })
  expect(await told(first)).toEqual(['webhook keyMissing'])
  await sendTo(first, receiver)
  expect(await told(first)).toEqual([])
  await first.tezgah.stop()
  // The browser door has no keyring.
  first.disk.secrets.delete('webhook:')
  const again = await aShop(first.disk, first.time.nowMs() + 60_000)
  expect(await told(again)).toEqual(['webhook keyMissing'])
  await again.tezgah.ask('settings.update', { webhook: { enabled: false, afterMinutes: 2, alarms: true } })
  expect(await told(again)).toEqual([])
})

it.each(['cannot be read', 'refuses', 'does not answer for a minute'] as const)(
  'an address in a keyring that %s is an alarm, until it is entered again',
  async (how) => {
    const receiver = await aReceiver()
    const disk = emptyDisk(temporaryFolder())
    const shop = await aShop(disk)
    await sendTo(shop, receiver)
    await shop.tezgah.stop()
    const read = async (id: string): Promise<StoredSecrets> => {
      const secrets = disk.secrets.get(id)
      if (id !== 'webhook:') return secrets ? { kind: 'set', secrets } : { kind: 'missing' }
      if (how === 'refuses') throw new Error('locked')
      return how === 'cannot be read' ? { kind: 'unreadable' } : new Promise(() => undefined)
    }
    const again = await aShop(disk, shop.time.nowMs() + 60_000, {
      keyring: 'system',
      read,
      write: async () => undefined,
      remove: async () => undefined,
    })
    const told = async (): Promise<string[]> =>
      (await again.tezgah.snapshot()).alarms.map(({ subject, problem }) => `${subject} ${problem.code}`)
    await again.time.advance(30_000)
    expect(await told()).toEqual(how === 'does not answer for a minute' ? [] : ['webhook keyUnreadable'])
    await again.time.advance(31_000)
    expect(await told()).toEqual(['webhook keyUnreadable'])
    expect(again.tezgah.attention()?.hasAlarm).toBe(true)
    await sendTo(again, receiver)
    expect(await told()).toEqual([])
  },
)
