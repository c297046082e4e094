import { expect, it } from 'vitest'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { aLine, anOrder } from '../../support/anOrder.ts'
import { aRoute } from '../../support/aRoute.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const sourceId = 'restomenum-kadikoy'
const order = (orderId: string, over: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId, number: orderId, ...over })

/** A shop with these printers, all of which take everything at once while `works` says so. */
async function aShop(printerNames: readonly string[] = ['Kasa']) {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const shop = { works: true, sent: 0 }
  const openPrinter = (): Printer => ({
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: async () => {
      if (!shop.works) {
        return { kind: 'notSent', isHeld: false, problem: { code: 'printerUnreachable' }, said: null }
      }
      shop.sent += 1
      return { kind: 'confirmed', said: null }
    },
    check: async () =>
      shop.works
        ? { isReady: true }
        : { isReady: false, problem: { code: 'printerUnreachable' }, isHeld: false, said: null },
    habits: () => null,
  })
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }
  const printers = printerNames.map((name) => ({ name, connection: { kind: 'tcp', host: '127.0.0.1', port: 9 } }))
  const host = { clock: time, timers: time, random: () => 0.5 }
  const disk = emptyDisk(temporaryFolder())
  const tezgah = await openCounter(disk, { sources: [source], printers }, host, vendor.vendors(), openPrinter)
  await time.advance(6_000)
  const told = async (): Promise<string[]> =>
    (await tezgah.snapshot()).alarms
      .filter(({ subject }) => subject === 'unprinted')
      .map(({ name, problem }) => `${name.split(' ')[0]} ${problem.code}`)
  const [first] = (await tezgah.snapshot()).printers
  const saveFirst = async (enabled: boolean): Promise<void> => {
    if (first === undefined) throw new Error('the shop has no printer')
    const { id, ...printer } = first.settings
    expect((await tezgah.ask('printer.save', { id, printer: { ...printer, enabled } })).ok).toBe(true)
  }
  return { time, vendor, tezgah, shop, told, saveFirst }
}

it('an order that no route takes to a printer is an alarm by its number, until a route does, which prints it', async () => {
  const { time, vendor, tezgah, told, shop } = await aShop()
  const delivery = aRoute({ id: 'packets', printerId: 'kasa', types: ['delivery'] })
  await tezgah.ask('routes.save', { routes: [delivery] })
  vendor.list = [order('1'), order('2', { type: 'pickup' })]
  await time.advance(10_000)
  expect(await told()).toEqual(['#2 slipNowhere'])
  // That somebody has seen the order says nothing about its slip.
  await tezgah.acknowledge()
  expect(await told()).toEqual(['#2 slipNowhere'])
  expect(tezgah.attention()?.hasAlarm).toBe(true)
  expect(shop.sent).toBe(1)
  await tezgah.ask('routes.save', {
    routes: [delivery, aRoute({ id: 'pickup', printerId: 'kasa', types: ['pickup'] })],
  })
  await time.advance(10_000)
  expect([await told(), shop.sent]).toEqual([[], 2])
})

it('it is over when a person prints it, has read it, or it is over itself; a new one rings anew', async () => {
  const { time, vendor, tezgah, told } = await aShop()
  await tezgah.ask('routes.save', { routes: [aRoute({ id: 'packets', printerId: 'kasa', types: ['delivery'] })] })
  const pickup = (orderId: string): Order => order(orderId, { type: 'pickup' })
  vendor.list = [pickup('1'), pickup('2'), pickup('3')]
  await time.advance(10_000)
  expect(await told()).toHaveLength(3)
  await tezgah.ask('order.print', { key: `${sourceId}/1`, printerId: null, reason: null })
  await time.advance(1_000)
  expect(await told()).toEqual(['#2 slipNowhere', '#3 slipNowhere'])
  const second = (await tezgah.snapshot()).alarms.find(({ name }) => name.startsWith('#2'))
  await tezgah.ask('alarm.silence', { id: second?.id ?? '' })
  expect(await told()).toEqual(['#3 slipNowhere'])
  vendor.list = [pickup('1'), pickup('2'), pickup('4')]
  await time.advance(20_000)
  expect(await told()).toEqual(['#4 slipNowhere'])
})

it('an order none of whose lines any route prints is one as soon as its lines are known', async () => {
  const { time, vendor, tezgah, told } = await aShop()
  await tezgah.ask('routes.save', { routes: [aRoute({ id: 'sweets', printerId: 'kasa', categories: ['Tatlılar'] })] })
  vendor.list = [order('1', { lines: [aLine({ id: 'l1', category: 'Kebaplar' })] })]
  await time.advance(10_000)
  expect(await told()).toEqual(['#1 slipNowhere'])
})

it('printers that are all switched off are named so, and switched on they print it', async () => {
  const { time, vendor, told, saveFirst, shop } = await aShop()
  await saveFirst(false)
  vendor.list = [order('1')]
  await time.advance(10_000)
  expect(await told()).toEqual(['#1 printersOff'])
  await saveFirst(true)
  await time.advance(10_000)
  expect([await told(), shop.sent]).toEqual([[], 1])
})

it('an order whose every printer is in trouble for ten minutes is one, and is a question when they are back', async () => {
  const { time, vendor, tezgah, shop, told } = await aShop()
  shop.works = false
  vendor.list = [order('1')]
  await time.advance(9 * 60_000)
  expect(await told()).toEqual([])
  await time.advance(2 * 60_000)
  expect(await told()).toEqual(['#1 slipStuck'])
  shop.works = true
  await time.advance(5 * 60_000)
  expect(await told()).toEqual([])
  expect((await tezgah.snapshot()).openJobs.map(({ state }) => state)).toEqual(['undecided'])
})

it('an order whose slip is held back for a printing counter that cannot be asked is one within a minute, until a person prints it', async () => {
  const { time, vendor, tezgah, shop, told } = await aShop()
  await tezgah.ask('settings.update', { counter: { name: 'Kasa 2', printsByItself: false, others: 'some' } })
  const link = { enabled: true, address: 'redis://127.0.0.1:1', branchName: '' }
  expect(await tezgah.ask('link.save', { link, password: null })).toMatchObject({ ok: true })
  vendor.list = [order('1')]
  await time.advance(30_000)
  expect([await told(), shop.sent]).toEqual([[], 0])
  await time.advance(60_000)
  expect([await told(), shop.sent]).toEqual([['#1 slipHeldBack'], 0])
  await tezgah.ask('order.print', { key: `${sourceId}/1`, printerId: null, reason: null })
  await time.advance(5_000)
  expect([await told(), shop.sent]).toEqual([[], 1])
})

it('a clock that is set back meanwhile does not keep it from being told', async () => {
  const { time, vendor, shop, told } = await aShop()
  shop.works = false
  vendor.list = [order('1')]
  await time.advance(60_000)
  time.jumpWall(-3 * 3_600_000)
  await time.advance(11 * 60_000)
  expect(await told()).toEqual(['#1 slipStuck'])
})

it('nobody is told where no slip is expected: no printer and no route, printing switched off, a route without copies', async () => {
  const paperless = await aShop([])
  paperless.vendor.list = [order('1')]
  await paperless.time.advance(10_000)
  expect([await paperless.told(), (await paperless.tezgah.snapshot()).cards.length]).toEqual([[], 1])

  const { time, vendor, tezgah, told, saveFirst } = await aShop()
  await tezgah.ask('routes.save', {
    routes: [
      aRoute({ id: 'packets', printerId: 'kasa', types: ['delivery'] }),
      aRoute({ id: 'none', printerId: 'kasa', types: ['pickup'], copies: 0 }),
    ],
  })
  const routes = await tezgah.ask('routes.get', {})
  expect(routes.ok && routes.value.problems).toEqual([])
  vendor.list = [order('1', { type: 'pickup' })]
  await time.advance(10_000)
  expect(await told()).toEqual([])
  await tezgah.ask('settings.update', { autoPrint: false })
  await saveFirst(false)
  vendor.list = [order('1', { type: 'pickup' }), order('2')]
  await time.advance(10_000)
  expect(await told()).toEqual([])
})
