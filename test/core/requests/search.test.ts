import { beforeEach, describe, expect, it } from 'vitest'
import { anyOrder } from '../../../src/shared/model/ledgerPage.ts'
import type { Order, OrderCustomer } from '../../../src/shared/model/order.ts'
import { aLine, anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const customer = (part: Partial<OrderCustomer>): OrderCustomer => ({
  name: null,
  phones: [],
  addressLabel: null,
  address: null,
  region: null,
  city: null,
  directions: null,
  company: null,
  coordinates: null,
  ...part,
})
const order = (number: string, part: Partial<Order> = {}): Order =>
  anOrder({ orderId: number, sourceId: 'restomenum-kadikoy', number, ...part })

const orders = [
  order('30', {
    customer: customer({
      name: 'Işıl Çağlayan',
      phones: [{ number: '+90 (532) 123-45-67', code: null }],
      address: 'Şair Nedim Sk. No:8',
      region: 'Caferağa',
      directions: 'Fırının üstü',
    }),
    paymentMethod: 'Kapıda Kredi Kartı',
  }),
  order('300', {
    code: 'YS-8842107',
    channel: { id: 'yemeksepeti', name: 'Yemeksepeti' },
    type: 'pickup',
    customer: customer({ name: 'ISRAFIL DEMIR', phones: [{ number: '0216 555 00 11', code: '4821' }] }),
    lines: [aLine({ id: 'a', name: 'Künefe' })],
  }),
  order('3000', { type: 'table', tableName: 'B-12', phase: 'onTheWay', note: 'Bakla OR "soğan" NOT (yok)*' }),
]

let tezgah: OpenedCounter
let vendor: ScriptedVendor
let time: ManualTime

beforeEach(async () => {
  time = new ManualTime()
  vendor = new ScriptedVendor(() => 0)
  const sources = [
    { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 30 },
  ]
  tezgah = await openCounter(emptyDisk(temporaryFolder()), { sources }, { clock: time, timers: time }, vendor.vendors())
  await time.advance(1_000)
  vendor.list = orders
  await time.advance(60_000)
})

async function found(text: string): Promise<(string | null)[]> {
  const answer = await tezgah.ask('orders.search', { text })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.found.map(({ number }) => number)
}

const queries: [string, string[]][] = [
  ['300', ['300', '3000']],
  ['#300', ['300']],
  // As the barcode of its slip says it.
  ['0030', ['30']],
  ['0300', ['300']],
  ['ys-8842', ['300']],
  ['8842107', ['300']],
  ['isil caglayan', ['30']],
  ['IŞIL ÇAĞ', ['30']],
  ['israfil', ['300']],
  ['İSRAFİL', ['300']],
  ['ısrafıl', ['300']],
  ['4567', ['30']],
  ['0532 123 45 67', ['30']],
  ['5321234567', ['30']],
  ['+90 532 123 45 67', ['30']],
  ['0216', ['300']],
  ['sair nedim 8', ['30']],
  ['firinin ustu', ['30']],
  ['gel-al', ['300']],
  ['pick', ['300']],
  ['MASA b-12', ['3000']],
  ['yola çıktı', ['3000']],
  ['kredi', ['30']],
  ['kunefe', ['300']],
  ['OR "soğan" (yok)', ['3000']],
  ['kadikoy yemeksepeti', ['300']],
  ['nobody', []],
  ['', []],
  ['"*( -', []],
]

describe('a search', () => {
  it.each(queries)('for %s finds %j on the board', async (text, numbers) =>
    expect((await found(text)).sort()).toEqual([...numbers].sort()),
  )

  it('finds the same when they are over, from the record alone', async () => {
    vendor.list = []
    await time.advance(300_000)
    await tezgah.acknowledge()
    expect((await tezgah.snapshot()).cards).toEqual([])
    const past: [string, string[]][] = queries.filter(([text]) => text !== 'yola çıktı')
    for (const [text, numbers] of past) expect([text, (await found(text)).sort()]).toEqual([text, [...numbers].sort()])
  })

  it('finds a day’s orders in the ledger by the same words, of number, code, customer and address', async () => {
    const ali = customer({ name: 'Ali Kaya', phones: [{ number: '0555 123 45 68', code: null }] })
    vendor.list = [
      ...orders,
      order('57', { customer: ali }),
      order('58', { customer: customer({ address: '1453 Sokak' }) }),
    ]
    await time.advance(60_000)
    const foundInLedger = async (find: string): Promise<(string | null)[]> => {
      const filter = { ...anyOrder, find }
      const answer = await tezgah.ask('ledger.page', { dayIso: null, filter, before: null, limit: 100 })
      return answer.ok ? answer.value.rows.map(({ number }) => number) : []
    }
    const asked: [string, string[]][] = [
      ['1453', ['58']],
      ['1453 sokak', ['58']],
      ['57 ali', ['57']],
      ['ali 4568', ['57']],
      ['#57', ['57']],
      ['#5', []],
      ['0555 123 45 68', ['57']],
      ['ys-8842', ['300']],
      ['isil caglayan', ['30']],
      ['300', ['300', '3000']],
      ['sair nedim 8', ['30']],
    ]
    for (const [text, numbers] of asked) {
      expect([text, (await found(text)).sort()]).toEqual([text, numbers])
      expect([text, (await foundInLedger(text)).sort()]).toEqual([text, numbers])
    }
  })

  it('puts the board before the past, and says of each which it is', async () => {
    vendor.list = orders.slice(0, 1)
    await time.advance(300_000)
    await tezgah.acknowledge()
    const answer = await tezgah.ask('orders.search', { text: '30' })
    expect(answer.ok && answer.value.found.map(({ number, isOnBoard }) => [number, isOnBoard])).toEqual([
      ['30', true],
      ['3000', false],
      ['300', false],
    ])
  })

  it('finds a changed order by what it is now', async () => {
    vendor.list = [{ ...orders[0], note: 'Zil bozuk' } as Order, ...orders.slice(1)]
    await time.advance(60_000)
    expect(await found('zil bozuk')).toEqual(['30'])
  })

  it('finds no customer who has been erased, and still the order by its number', async () => {
    vendor.list = []
    await time.advance(300_000)
    await tezgah.acknowledge()
    await tezgah.ask('customers.erase', {})
    for (const text of ['çağlayan', '4567', 'şair', 'fırının', 'soğan']) expect(await found(text)).toEqual([])
    expect(await found('#300')).toEqual(['300'])
    expect(await found('künefe')).toEqual(['300'])
  })

  it('says that there is more than it lists', async () => {
    vendor.list = Array.from({ length: 60 }, (_, index) => order(String(5_000 + index)))
    await time.advance(60_000)
    const answer = await tezgah.ask('orders.search', { text: 'telefon' })
    expect(answer.ok && [answer.value.found.length, answer.value.hasMore]).toEqual([50, true])
  })
})
