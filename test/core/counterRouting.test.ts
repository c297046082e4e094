import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { Order } from '../../src/shared/model/order.ts'
import type { Route } from '../../src/shared/settings/route.ts'
import { aLine, anOrder } from '../support/anOrder.ts'
import { aRoute } from '../support/aRoute.ts'
import { ManualTime } from '../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../support/openCounter.ts'
import { ScriptedVendor } from '../support/scriptedVendor.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const sourceId = 'restomenum-kadikoy'
const source = {
  kind: 'restomenum',
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  apiKey: 'server.plugin.secret',
  pollSeconds: 5,
}
const order = (orderId: string, over: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId, number: orderId, ...over })

interface Shop {
  time: ManualTime
  vendor: ScriptedVendor
  tezgah: OpenedCounter
  till: PracticePrinter
  kitchen: PracticePrinter
  /** Lets real sockets and manual time pass until it is so. */
  until(isSo: () => boolean): Promise<void>
}

async function aShop(): Promise<Shop> {
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const [till, kitchen] = [
    await startPracticePrinter({ mode: 'echoesIds' }),
    await startPracticePrinter({ mode: 'echoesIds' }),
  ]
  onTestFinished(async () => void (await Promise.all([till.stop(), kitchen.stop()])))
  const printers = [
    { name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: till.port } },
    { name: 'Mutfak', connection: { kind: 'tcp', host: '127.0.0.1', port: kitchen.port } },
  ]
  const over = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(
    emptyDisk(temporaryFolder()),
    { sources: [source], printers },
    over,
    vendor.vendors(),
  )
  await time.advance(10)
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 600 && !isSo(); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await time.advance(20)
    }
    expect(isSo()).toBe(true)
  }
  return { time, vendor, tezgah, till, kitchen, until }
}

const lastBoard = ({ events }: OpenedCounter): Snapshot | undefined =>
  events.flatMap((event) => (event.name === 'snapshot.changed' ? [event.payload] : [])).at(-1)

describe('routes', () => {
  it('send each printer what it should have, and a change to whoever holds a slip of it', async () => {
    const { vendor, tezgah, till, kitchen, until } = await aShop()
    const routes = [
      aRoute({ id: 'courier', printerId: 'kasa', types: ['delivery'] }),
      aRoute({
        id: 'sweets',
        printerId: 'mutfak',
        categories: ['Tatlılar'],
        hasCustomer: false,
        hasPrices: false,
        printsChanges: false,
      }),
    ]
    expect((await tezgah.ask('routes.save', { routes })).ok).toBe(true)
    const sweet = order('1', {
      lines: [aLine({ id: 'l1', category: 'Kebaplar' }), aLine({ id: 'l2', name: 'Künefe', category: 'Tatlılar' })],
    })
    const plain = order('2', { lines: [aLine({ id: 'l1', category: 'Kebaplar' })] })
    vendor.list = [sweet, plain]
    await until(() => till.slips().length === 2 && kitchen.slips().length === 1)
    expect(kitchen.slips()[0]?.text).toContain('Künefe')
    expect(kitchen.slips()[0]?.text).toContain('#1')
    await until(() => lastBoard(tezgah)?.openJobs.length === 0)
    const page = await tezgah.ask('order.get', { key: `${sourceId}/2` })
    expect(page.ok && page.value.jobs.map((job) => [job.printerName, job.state])).toEqual([
      ['Kasa', 'confirmed'],
      ['Mutfak', 'dropped'],
    ])
    vendor.list = [{ ...sweet, note: 'Acele' }, plain]
    await until(() => till.slips().length === 3)
    expect(till.slips()[2]?.text).toContain('DEĞİŞTİ')
    expect(kitchen.slips()).toHaveLength(1)
  })

  it('show where an order would go before they are saved', async () => {
    const { tezgah } = await aShop()
    const routes = [
      aRoute({ id: 'courier', printerId: 'kasa', types: ['delivery'], copies: 2 }),
      aRoute({ id: 'k', printerId: 'mutfak', categories: ['Yok'] }),
    ]
    const preview = await tezgah.ask('routes.preview', { routes, key: null })
    if (!preview.ok) throw new Error(preview.error.code)
    expect(
      preview.value.slips.map(({ routeName, printerName, copies, slip }) => [
        routeName,
        printerName,
        copies,
        slip !== null,
      ]),
    ).toEqual([
      ['courier', 'Kasa', 2, true],
      ['k', 'Mutfak', 1, true],
    ])
    expect(preview.value.problems.map((problem) => problem.kind)).toEqual(['noCategories', 'partly'])
    expect((await tezgah.ask('routes.get', {})).ok).toBe(true)
  })
})

describe('a scheduled order', () => {
  const HOUR_MS = 3_600_000

  it('is printed when it is time, not when it comes in, and keeps nobody waiting meanwhile', async () => {
    const { time, vendor, tezgah, till, kitchen, until } = await aShop()
    await tezgah.ask('settings.update', { scheduledLeadMinutes: 60 })
    const dueMs = time.nowMs() + 5 * HOUR_MS
    vendor.list = [order('1', { isScheduled: true, scheduledForMs: dueMs })]
    await time.advance(10_000)
    const early = await tezgah.snapshot()
    expect([early.unacknowledgedCount, early.openJobs, early.printers.map((printer) => printer.waitingCount)]).toEqual([
      1,
      [],
      [0, 0],
    ])
    await time.advance(3.9 * HOUR_MS)
    expect(till.slips()).toHaveLength(0)
    await time.advance(0.2 * HOUR_MS)
    await until(() => till.slips().length === 1 && kitchen.slips().length === 1)
  }, 60_000)

  it('is printed at once when a person asks, and not a second time when it is due', async () => {
    const { time, vendor, tezgah, till, until } = await aShop()
    await tezgah.ask('settings.update', { scheduledLeadMinutes: 60 })
    vendor.list = [order('1', { isScheduled: true, scheduledForMs: time.nowMs() + 2 * HOUR_MS })]
    await time.advance(10_000)
    expect((await tezgah.ask('order.print', { key: `${sourceId}/1`, printerId: 'kasa', reason: null })).ok).toBe(true)
    await until(() => till.slips().length === 1)
    expect(till.slips()[0]?.text).not.toContain('KOPYA')
    await time.advance(3 * HOUR_MS)
    expect(till.slips()).toHaveLength(1)
  }, 60_000)
})

describe('a slip that is wanted again without naming a printer', () => {
  const route = (id: string, over: Partial<Route>): Route => aRoute({ id, name: id, ...over })
  const reprint = (tezgah: OpenedCounter, orderId: string) =>
    tezgah.ask('order.print', { key: `${sourceId}/${orderId}`, printerId: null, reason: 'Kayboldu' })

  it('comes out where the order’s slips came out, else where its route leads, and says where', async () => {
    const { time, vendor, tezgah, till, kitchen, until } = await aShop()
    const routes = [
      route('paket', { printerId: 'mutfak', types: ['delivery'] }),
      route('masa', { printerId: 'kasa', types: ['table'] }),
    ]
    await tezgah.ask('routes.save', { routes })
    vendor.list = [order('1', { type: 'delivery' })]
    await time.advance(10_000)
    await until(() => kitchen.slips().length === 1)
    vendor.list = []
    await time.advance(60_000)
    expect(await reprint(tezgah, '1')).toMatchObject({ ok: true, value: { printers: ['Mutfak'] } })
    await until(() => kitchen.slips().length === 2)
    expect(kitchen.slips()[1]?.text).toContain('KOPYA')

    await tezgah.ask('settings.update', { autoPrint: false })
    vendor.list = [order('2', { type: 'table' }), order('3', { type: 'delivery' }), order('4', { type: 'pickup' })]
    await time.advance(10_000)
    const asked = [await reprint(tezgah, '2'), await reprint(tezgah, '3'), await reprint(tezgah, '4')]
    expect(asked.map((answer) => answer.ok && answer.value.printers)).toEqual([['Kasa'], ['Mutfak'], ['Kasa']])
    await until(() => till.slips().length === 2 && kitchen.slips().length === 3)
  }, 60_000)

  it('is a first slip at each printer where none came out yet', async () => {
    const { time, vendor, tezgah, till, kitchen, until } = await aShop()
    await tezgah.ask('settings.update', { autoPrint: false })
    vendor.list = [order('1')]
    await time.advance(10_000)
    expect(await reprint(tezgah, '1')).toMatchObject({ ok: true, value: { printers: ['Kasa', 'Mutfak'] } })
    await until(() => till.slips().length === 1 && kitchen.slips().length === 1)
    expect([...till.slips(), ...kitchen.slips()].filter(({ text }) => text.includes('KOPYA'))).toEqual([])
  }, 60_000)
})
