import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toOrder } from '../../../src/core/vendors/adisyo/toOrder.ts'
import type { RowReading } from '../../../src/core/vendors/readRows.ts'
import { packetToOrder } from '../../../src/core/vendors/restomenum/toOrder.ts'
import { type Order, orderSchema, restKurus } from '../../../src/shared/model/order.ts'

const example: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../fixtures/api/adisyo-order.json', import.meta.url), 'utf8'),
)

function read(reading: RowReading): Order {
  if (!reading.ok) throw new Error(reading.reason)
  return orderSchema.parse(reading.order)
}
const adisyo = (more: object = {}) => read(toOrder('s', { id: 1, ...more }))
const restomenum = (more: object = {}) =>
  read(packetToOrder('s', { packetId: '1', orderId: null }, { orders: [], ...more }))

describe('RestoMenum', () => {
  it('reads both live shapes of a line alike', () => {
    const common = { id: 'a', title: 'Adana', quantity: '0,375', note: 'az acılı' }
    const lines = restomenum({
      orders: [
        { ...common, options: ['Lavaş', '', null], lineTotal: '187,50', extra: 10, discount: 0 },
        {
          ...common,
          options: [{ id: 'o', title: 'Lavaş', price: 5, vatRate: 10 }],
          lineTotalDecimal: 187.5,
          extraDecimal: 10,
          discountDecimal: 2.5,
          // Minor units must not win over the decimals.
          amounts: { gross: 1, extra: 1, discount: 1 },
        },
        { ...common, amounts: { gross: 187_500, extra: 10_000, discount: 0 } },
      ],
      amountExponent: 3,
    }).lines
    const expected = { name: 'Adana', quantity: 0.375, note: 'az acılı', totalKurus: 18_750, extraKurus: 1_000 }
    expect(lines).toMatchObject([
      { ...expected, options: [{ name: 'Lavaş', priceKurus: null }], discountKurus: null },
      { ...expected, options: [{ name: 'Lavaş', priceKurus: 500 }], discountKurus: 250 },
      { ...expected, options: [], discountKurus: null },
    ])
  })

  it('strikes cancelled lines out and does not count them', () => {
    const order = restomenum({
      orders: [{ title: 'Ayran', product: null }, { product: { title: 'Künefe' } }],
      cancels: [{ title: 'Lahmacun', quantity: 2, reason: 'bitti' }],
    })
    expect(order.lines.map((line) => [line.name, line.quantity, line.cancelled, line.cancelReason])).toEqual([
      ['Ayran', 1, false, null],
      ['Künefe', 1, false, null],
      ['Lahmacun', 2, true, 'bitti'],
    ])
    expect(order.itemCount).toBe(2)
  })

  it('takes cash from its flag alone', () => {
    const payments = [
      { methodId: '29-cash', title: 'Nakit', amount: 10, cash: false },
      { title: 'x', amount: '5,5', cash: true },
      { title: 'İndirim', amount: 2, isDiscount: true },
    ]
    expect(restomenum({ payments, paid: 17.5, total: 20 })).toMatchObject({
      payments: [
        { name: 'Nakit', amountKurus: 1_000, isCash: false },
        { name: 'x', amountKurus: 550, isCash: true },
      ],
      totalKurus: 1_800,
      paidKurus: 1_550,
      discountKurus: 200,
    })
  })

  it.each([
    [{ phone: '5551234567', call: '5551234567' }, [{ number: '5551234567', code: null }]],
    [{ phone: '05551234567', call: '+905551234567' }, [{ number: '+905551234567', code: null }]],
    [{ phone: null, call: '0850 123 45 67 / 4321' }, [{ number: '0850 123 45 67', code: '4321' }]],
    [{ phone: '0212 900 12 34', call: '12345' }, [{ number: '0212 900 12 34', code: '12345' }]],
    [{ phone: '0216 111 22 33 / 34' }, [{ number: '0216 111 22 33 / 34', code: null }]],
    [{ phone: '0212 900 12 34 kod: 98765' }, [{ number: '0212 900 12 34', code: '98765' }]],
    [
      { phone: '5551234567', call: '08501112233' },
      [
        { number: '08501112233', code: null },
        { number: '5551234567', code: null },
      ],
    ],
  ])('phones of %j', (customer, phones) => {
    expect(restomenum({ customer }).customer?.phones).toEqual(phones)
  })

  it('a customer without consent is nobody, or a region', () => {
    expect(restomenum({ customer: { id: '7', name: null, phone: '' } }).customer).toBeNull()
    expect(restomenum({ customer: { id: '7', region: 'Moda', latitude: 0, longitude: 0 } }).customer).toMatchObject({
      region: 'Moda',
      coordinates: null,
    })
  })

  it.each([
    ['Approved', 'preparing'],
    ['Ready', 'ready'],
    ['OnDelivery', 'onTheWay'],
    ['Delivered', 'delivered'],
    ['Rejected', 'cancelled'],
    [null, 'open'],
    ['toString', 'unknown'],
  ])('status %s is %s', (status, phase) => expect(restomenum({ status })).toMatchObject({ phase, statusText: status }))

  it('has no word for people where RestoMenum says none', () =>
    expect(restomenum({ status: 'none' })).toMatchObject({ phase: 'open', statusText: null }))

  it('knows a scheduled order by its date, too', () => {
    const atMs = Date.UTC(2026, 0, 6, 17, 30)
    expect(restomenum({ scheduledDate: atMs })).toMatchObject({ isScheduled: true, scheduledForMs: atMs })
    expect(restomenum({ isScheduled: true, scheduledDate: 5 })).toMatchObject({
      isScheduled: true,
      scheduledForMs: null,
    })
    expect(restomenum({ isScheduled: false, scheduledDate: null })).toMatchObject({ isScheduled: false })
  })
})

describe('Adisyo', () => {
  it("reads the vendor's own order: menu, extras, left-out ingredients", () => {
    const order = read(toOrder('s', example))
    expect(order.lines.map((line) => [line.name, line.totalKurus, line.children.length])).toEqual([
      ['2 Orta Boy Pizza', 32_500, 2],
      ['Limonata (30 cl.)', 4_500, 0],
      ['Sufle', 6_000, 0],
      ['Sarımsaklı Ekmek', 5_500, 0],
    ])
    expect(order.lines[0]?.children[0]).toMatchObject({
      leftOut: ['SIYAH ZEYTIN'],
      options: [
        { name: 'FUME KABURGA', priceKurus: 4_000 },
        { name: 'TAVUK' },
        { name: 'INCE HAMUR', priceKurus: null },
      ],
    })
    expect(order.createdAtMs).toBe(Date.parse('2025-01-15T16:10:39.973+03:00'))
    expect(order.updatedAtMs).toBe(Date.parse('2025-01-15T16:22:23.02+03:00'))
    expect(order).toMatchObject({
      type: 'table',
      waiter: 'ÖRNEK RESTORAN',
      customer: { region: 'Kadıköy', addressLabel: 'Ev' },
    })
  })

  it('takes what was received from what is left, and an account is not money', () => {
    const payments = [
      { paymentName: 'Nakit', amount: '50,25', isDebit: false },
      { paymentName: 'Veresiye', amount: 30, isDebit: true },
    ]
    const order = adisyo({ orderTotal: 100, payments })
    expect(order).toMatchObject({ paidKurus: 5_025, payments: [{ isDebit: false }, { isDebit: true }] })
    expect(restKurus(order)).toBe(4_975)
    expect(adisyo({ payments: null }).paidKurus).toBeNull()
    expect(adisyo({ payments: [] }).paidKurus).toBe(0)
    expect(adisyo({ payments: [{ amount: 20 }, { amount: -5 }] }).paidKurus).toBe(1_500)
    expect(toOrder('s', { id: 1, payments: [{ amount: -5 }] })).toMatchObject({ ok: false, reason: 'payments' })
    expect(toOrder('s', { id: 1, payments: [{ amount: 'x' }] })).toMatchObject({
      ok: false,
      reason: 'payments.0.amount',
    })
  })

  it('puts content under its menu by text or number, whatever the order of rows, and never loses a row', () => {
    const names = (products: object[]) =>
      adisyo({ products }).lines.map((line) => [line.name, line.children.map(({ name }) => name)])
    const menu = { id: 1, productName: 'Menü', isMenu: true, parentId: null }
    expect(
      names([{ id: 2, productName: 'Ayran', parentId: '1' }, menu, { id: '3', productName: 'Döner', parentId: 1 }]),
    ).toEqual([['Menü', ['Ayran', 'Döner']]])
    expect(
      names([menu, { id: 2, parentId: 1, productName: 'Kap' }, { id: 3, parentId: 2, productName: 'Sos' }]),
    ).toEqual([['Menü', ['Kap']]])
    const [nested] = adisyo({
      products: [menu, { id: 2, parentId: 1, productName: 'Kap' }, { id: 3, parentId: 2, productName: 'Sos' }],
    }).lines
    expect(nested?.children[0]?.children.map(({ name }) => name)).toEqual(['Sos'])
    expect(names([{ id: 2, parentId: 9, productName: 'Yetim' }])).toEqual([['Yetim', []]])
    expect(
      names([
        { id: 1, parentId: 2, productName: 'A' },
        { id: 2, parentId: 1, productName: 'B' },
        { id: 3, parentId: 3, productName: 'C' },
      ]),
    ).toEqual([
      ['A', []],
      ['B', []],
      ['C', []],
    ])
    expect(names([{ ...menu, parentId: 0 }])).toEqual([['Menü', []]])
  })

  it('reads notes, cancelled lines and ingredients wherever they stand', () => {
    const line = (more: object) => adisyo({ products: [{ id: 1, productName: 'x', ...more }] }).lines[0]
    expect(line({ productNote: 'az pişmiş', description: 'bol soslu' })?.note).toBe('az pişmiş\nbol soslu')
    expect(line({ productNote: ' ', description: 'aynı' })?.note).toBe('aynı')
    expect(line({ cancelReason: 'bitti' })).toMatchObject({ cancelled: true, cancelReason: 'bitti' })
    expect(line({ excludedComposites: 'SIYAH ZEYTIN, SOGAN' })?.leftOut).toEqual(['SIYAH ZEYTIN', 'SOGAN'])
    expect(line({ excludedComposites: '12,13' })?.leftOut).toEqual([])
    expect(
      line({ excludedComposites: 'A', excludedItems: [{ compositeName: 'SOGAN' }, { compositeName: 'SOGAN' }] })
        ?.leftOut,
    ).toEqual(['SOGAN'])
  })

  it.each([
    [{ customerPhone: '5551234567', phoneCode: '+90' }, [{ number: '5551234567', code: null }]],
    [{ customerPhone: '08501234567', phoneCode: '4321' }, [{ number: '08501234567', code: '4321' }]],
    [{ customerPhone: 5551234567, customerPhone2: '0555 123 45 67' }, [{ number: '5551234567', code: null }]],
    [{ customerPhone: '', customerPhone2: '2161112233' }, [{ number: '2161112233', code: null }]],
  ])('phones of %j', (customer, phones) => expect(adisyo({ customer }).customer?.phones).toEqual(phones))

  it('finds the place in texts with a comma', () => {
    const at = (customerLatitude: unknown, customerLongitude: unknown) =>
      adisyo({ customerLatitude, customerLongitude }).customer?.coordinates ?? null
    expect(at('40,987654', '29.02')).toEqual({ latitude: 40.987654, longitude: 29.02 })
    for (const [latitude, longitude] of [
      ['0', '0'],
      ['x', '29'],
      ['140', '29'],
      [null, null],
    ])
      expect(at(latitude, longitude)).toBeNull()
  })

  it.each([
    [
      { externalAppName: 'YemekSepeti', salesChannelName: 'x' },
      { id: 'yemeksepeti', name: 'Yemeksepeti' },
    ],
    [{ externalAppName: 'GETİR' }, { id: 'getir', name: 'Getir' }],
    [{ externalAppName: 'GetirYemek' }, { id: 'getir', name: 'Getir' }],
    [{ externalAppName: 'Trendyol Go' }, { id: 'trendyol', name: 'Trendyol Go' }],
    [
      { externalAppName: '', salesChannelName: 'Işıl Paket' },
      { id: 'isilpaket', name: 'Işıl Paket' },
    ],
    [{ externalAppName: 'constructor' }, { id: 'constructor', name: 'Constructor' }],
    [{}, { id: 'adisyo', name: 'Adisyo' }],
  ])('channel of %j', (row, channel) => expect(adisyo(row).channel).toEqual(channel))

  it.each([
    ['Sipariş Alındı', {}, 'open'],
    ['SİPARİŞ HAZIRLANIYOR', {}, 'preparing'],
    ['Hazır', {}, 'ready'],
    ['Hazırlandı', {}, 'ready'],
    ['Yolda', {}, 'onTheWay'],
    ['OnDelivery', {}, 'onTheWay'],
    ['Teslim Edildi', {}, 'delivered'],
    ['Delivered', {}, 'delivered'],
    ['Kapandı', {}, 'delivered'],
    ['Teslim Ediliyor', {}, 'unknown'],
    ['Teslim Edilemedi', {}, 'unknown'],
    ['Teslim Edilmedi', {}, 'unknown'],
    ['Teslim Edilecek', {}, 'unknown'],
    ['Not Delivered', {}, 'unknown'],
    ['Undelivered', {}, 'unknown'],
    ['Kurye Teslim Aldı', {}, 'unknown'],
    ['Teslim Alındı', {}, 'unknown'],
    ['Tamamlanmadı', {}, 'unknown'],
    ['İptal Edilemedi', {}, 'unknown'],
    ['İptal Talebi', {}, 'unknown'],
    ['İptal Edildi', {}, 'cancelled'],
    ['Uçuyor', {}, 'unknown'],
    ['Sipariş Alındı', { orderCancelReason: 'vazgeçti' }, 'cancelled'],
    ['Sipariş Alındı', { closedDate: '2025-01-15T17:00:00' }, 'delivered'],
    [null, { statusId: 1 }, 'open'],
    [null, { statusId: 99 }, 'unknown'],
  ])('status %s with %j is %s', (status, more, phase) =>
    expect(adisyo({ status, ...more })).toMatchObject({ phase, statusText: status }),
  )

  it.each([
    ['2025-01-15T16:10:39.9731234', '2025-01-15T16:10:39.973+03:00'],
    ['2025-01-15T16:10:39.9', '2025-01-15T16:10:39.900+03:00'],
    ['2025-01-15T16:10', '2025-01-15T16:10:00+03:00'],
    ['2025-07-15T00:30:00', '2025-07-14T21:30:00Z'],
    ['2025-01-15T13:10:39Z', '2025-01-15T16:10:39+03:00'],
    ['2025-01-15T13:10:39+0000', '2025-01-15T16:10:39+03:00'],
  ])('time %s is %s', (text, iso) => expect(adisyo({ insertDate: text }).createdAtMs).toBe(Date.parse(iso)))

  it.each(['0001-01-01T00:00:00', '2025-02-30T99:00:00', 'dün', 12, null, {}])('time %j is none', (text) =>
    expect(adisyo({ insertDate: text }).createdAtMs).toBeNull(),
  )

  it('is for later only when it says so', () => {
    const deliveryTime = '2025-01-15T20:00:00'
    const laterMs = Date.parse('2025-01-15T20:00:00+03:00')
    expect(adisyo({ isScheduledOrder: false, deliveryTime })).toMatchObject({
      isScheduled: false,
      scheduledForMs: null,
    })
    expect(adisyo({ isScheduledOrder: true, deliveryTime })).toMatchObject({
      isScheduled: true,
      scheduledForMs: laterMs,
    })
  })
})

it('keeps a 10 kB note whole, control bytes, emoji and all, and cuts what is beyond', () => {
  const note = `\u001bp\u0000 ${'şıÖ🍕'.repeat(2_000)}`
  expect(adisyo({ orderNote: note }).note).toBe(note)
  expect(adisyo({ orderNote: 'x'.repeat(50_000) }).note).toHaveLength(10_240)
  expect(adisyo({ orderNote: `${'x'.repeat(10_239)}🍕` }).note?.isWellFormed()).toBe(true)
})
