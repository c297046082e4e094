import { beforeEach, describe, expect, it } from 'vitest'
import type { Order } from '../../../src/shared/model/order.ts'
import { aLine, anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const order = (number: string, part: Partial<Order> = {}): Order =>
  anOrder({ orderId: number, sourceId: 'restomenum-kadikoy', number, ...part })
const keyOf = (number: string): string => `restomenum-kadikoy/${number}`
const adana = aLine({ id: 'a', name: 'Adana Dürüm', quantity: 2 })
const ayran = aLine({ id: 'b', name: 'Ayran', quantity: 3 })

let tezgah: OpenedCounter
let vendor: ScriptedVendor
let time: ManualTime
let disk: Disk

const openShop = (): Promise<OpenedCounter> =>
  openCounter(
    disk,
    {
      sources: [
        { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 30 },
      ],
    },
    { clock: time, timers: time },
    vendor.vendors(),
  )

beforeEach(async () => {
  time = new ManualTime()
  vendor = new ScriptedVendor(() => 0)
  disk = emptyDisk(temporaryFolder())
  tezgah = await openShop()
  await time.advance(1_000)
  vendor.list = [order('1', { lines: [adana, ayran] }), order('2', { lines: [aLine({ id: 'c', children: [ayran] })] })]
  await time.advance(60_000)
})

async function packing() {
  const answer = await tezgah.ask('packing.get', {})
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
const mark = (number: string, path: string | null, isPacked = true) =>
  tezgah.ask('packing.mark', { key: keyOf(number), path, isPacked })
const ticked = async () =>
  (await packing()).orders.flatMap(({ number, lines }) =>
    lines.filter(({ isPacked }) => isPacked).map(({ path }) => `${number}:${path}`),
  )

describe('packing', () => {
  it('counts what is to be made over all open orders, menus included, without what is ticked off', async () => {
    expect((await packing()).allDay).toEqual([
      { name: 'Ayran', portion: null, quantity: 6 },
      { name: 'Adana Dürüm', portion: null, quantity: 2 },
    ])
    await mark('1', '1')
    await mark('2', '0.0')
    expect(await ticked()).toEqual(['1:1', '2:0.0'])
    expect((await packing()).allDay).toEqual([{ name: 'Adana Dürüm', portion: null, quantity: 2 }])
    await mark('1', '1', false)
    expect((await packing()).allDay).toContainEqual({ name: 'Ayran', portion: null, quantity: 3 })
  })

  it('counts portions apart, the ordinary one with what names none', async () => {
    const iskender = (id: string, ...options: string[]) =>
      aLine({ id, name: 'İskender', options: options.map((name) => ({ name, priceKurus: 0 })) })
    vendor.list = [
      order('1', { lines: [iskender('e'), iskender('f', '1,5 Porsiyon', 'Acılı'), iskender('g', '1 Porsiyon')] }),
      order('2', { lines: [iskender('h', '1,5 Porsiyon'), aLine({ id: 'i', name: 'Kola', options: [] })] }),
    ]
    await time.advance(60_000)
    expect((await packing()).allDay).toEqual([
      { name: 'İskender', portion: null, quantity: 2 },
      { name: 'İskender', portion: '1,5 Porsiyon', quantity: 2 },
      { name: 'Kola', portion: null, quantity: 1 },
    ])
  })

  it('keeps ticks over a restart, and takes away those of a line that has changed', async () => {
    await mark('1', '0')
    await mark('1', '1')
    await tezgah.stop()
    tezgah = await openShop()
    await time.advance(60_000)
    expect(await ticked()).toEqual(['1:0', '1:1'])
    vendor.list = [order('1', { lines: [{ ...adana, leftOut: ['SOĞAN'] }, ayran] })]
    await time.advance(60_000)
    expect(await ticked()).toEqual(['1:1'])
  })

  it('finishes an order, recalls it, and shows it again by itself when it changes', async () => {
    const shown = async () => (await packing()).orders.map(({ number }) => number)
    await mark('1', null)
    expect([await shown(), (await packing()).finished.map(({ label }) => label)]).toEqual([['2'], ['#1 Telefon']])
    await mark('1', null, false)
    expect(await shown()).toEqual(['1', '2'])
    await mark('1', null)
    vendor.list = [order('1', { lines: [adana, ayran, aLine({ id: 'd', name: 'Künefe' })] }), order('2')]
    await time.advance(60_000)
    expect(await shown()).toEqual(['1', '2'])
  })

  it('shows a cancelled order, finished or not, until it is touched away', async () => {
    const off = async () => (await packing()).orders.map(({ number, isCancelled }) => [number, isCancelled])
    await mark('1', null)
    vendor.list = [
      order('1', { lines: [adana, ayran], phase: 'cancelled' }),
      order('2', { phase: 'cancelled', cancelReason: 'Adres yanlış' }),
    ]
    await time.advance(60_000)
    expect(await off()).toEqual([
      ['1', true],
      ['2', true],
    ])
    expect((await packing()).orders[1]?.cancelReason).toBe('Adres yanlış')
    expect((await packing()).allDay).toEqual([])
    await mark('1', null)
    expect(await off()).toEqual([['2', true]])
    // Its vendor's list lets go of it.
    vendor.details = (id) => ({ ok: true, value: order(id, { phase: 'cancelled' }) })
    vendor.list = []
    await time.advance(300_000)
    expect(await off()).toEqual([['2', true]])
    await tezgah.stop()
    tezgah = await openShop()
    await time.advance(60_000)
    expect(await off()).toEqual([['2', true]])
    await mark('2', null)
    // It comes back, and is cancelled once more.
    vendor.list = [order('2')]
    await time.advance(60_000)
    vendor.list = [order('2', { phase: 'cancelled' })]
    await time.advance(60_000)
    expect(await off()).toEqual([['2', true]])
  })

  it('shows a cancelled order ten minutes longer than the counter has not acknowledged it', async () => {
    const off = async () => (await packing()).orders.filter(({ isCancelled }) => isCancelled).length
    vendor.list = [order('1', { lines: [adana, ayran], phase: 'cancelled' })]
    await time.advance(45 * 60_000)
    expect(await off()).toBe(1)
    await tezgah.acknowledge()
    await time.advance(9 * 60_000)
    expect(await off()).toBe(1)
    await time.advance(2 * 60_000)
    expect(await off()).toBe(0)
  })

  it('tells which lines are new, changed or taken away', async () => {
    const news = async () => (await packing()).orders[0]?.lines.map(({ path, name, news: told }) => [path, name, told])
    const kunefe = aLine({ id: 'd', name: 'Künefe' })
    vendor.list = [order('1', { lines: [{ ...adana, quantity: 3 }, kunefe] })]
    await time.advance(60_000)
    expect(await news()).toEqual([
      ['0', 'Adana Dürüm', 'changed'],
      ['1', 'Künefe', 'new'],
      ['x0', 'Ayran', 'takenAway'],
    ])
    expect((await packing()).allDay.map(({ name }) => name)).toEqual(['Adana Dürüm', 'Künefe'])
    expect((await mark('1', 'x0')).ok).toBe(true)
    expect(await ticked()).toEqual(['1:x0'])
    // A vendor that keeps the line and strikes it out.
    vendor.list = [
      order('1', {
        lines: [
          { ...adana, quantity: 3 },
          { ...kunefe, cancelled: true },
        ],
      }),
    ]
    await time.advance(120_000)
    expect(await news()).toEqual([
      ['0', 'Adana Dürüm', 'changed'],
      ['1', 'Künefe', 'takenAway'],
      ['x0', 'Ayran', 'takenAway'],
    ])
  })

  it('has neither what is on its way nor what is for later', async () => {
    vendor.list = [
      order('1', { phase: 'onTheWay' }),
      order('2', { isScheduled: true, scheduledForMs: time.nowMs() + 3 * 3_600_000 }),
    ]
    await time.advance(60_000)
    expect((await packing()).orders).toEqual([])
  })

  it('refuses a line that the order has not', async () => {
    expect(await mark('1', '7')).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })
})
