import { orderSubject } from '../../src/shared/model/printJob.ts'
import { aChangedLine } from '../support/anOrder.ts'
import type { OrderPage } from '../../src/shared/contract/requests.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { channels, job, minutesAgo } from './fixtures.ts'

const line = (id: string, name: string, part: Partial<Order['lines'][number]> = {}): Order['lines'][number] => ({
  id,
  name,
  quantity: 1,
  rawQuantity: null,
  category: null,
  options: [],
  extraKurus: null,
  discountKurus: null,
  leftOut: [],
  note: null,
  totalKurus: 27_000,
  cancelled: false,
  cancelReason: null,
  children: [],
  ...part,
})

/** Order 130 with something in every field. */
export function fullOrder(): Order {
  return {
    key: 'kadikoy/130',
    sourceId: 'kadikoy',
    orderId: '1780950756501',
    detailsId: '1780950756501',
    number: '130',
    code: 'YS-8842350',
    channel: channels.yemeksepeti,
    type: 'delivery',
    phase: 'preparing',
    statusText: 'Approved',
    completeness: 'full',
    createdAtMs: minutesAgo(1),
    updatedAtMs: minutesAgo(0),
    closedAtMs: null,
    isScheduled: false,
    scheduledForMs: null,
    itemCount: 4,
    lines: [
      line('a', '2 Orta Boy Pizza Menü', {
        totalKurus: 62_500,
        children: [
          line('a1', 'Salamlı Zeytinli (Orta Boy)', {
            totalKurus: null,
            leftOut: ['SİYAH ZEYTİN'],
            options: [
              { name: 'Füme Kaburga', priceKurus: 4000 },
              { name: 'İnce Hamur', priceKurus: 0 },
            ],
          }),
          line('a2', 'Margarita (Orta Boy)', { totalKurus: null }),
        ].map((child) => ({ ...child, children: [] })),
      }),
      line('b', 'Adana Dürüm', {
        quantity: 2,
        note: 'Biri acısız, ayrı paketlensin',
        discountKurus: 2000,
        totalKurus: 36_000,
      }),
      line('c', 'Limonata (30 cl.)', { cancelled: true, cancelReason: 'Stokta yok', totalKurus: 4500 }),
      line('d', 'Fıstıklı Baklava', { quantity: 0.375, extraKurus: 1500, totalKurus: 24_950 }),
    ],
    currency: 'TRY',
    totalKurus: 123_450,
    paidKurus: 50_000,
    discountKurus: 2000,
    payments: [{ name: 'Multinet', amountKurus: 50_000, isCash: false, isDebit: false, foreignCurrency: null }],
    paymentMethod: 'Kapıda nakit',
    customer: {
      name: 'Ayşe <b>Yılmaz</b> Çağlayangil',
      phones: [{ number: '0850 346 00 00', code: '428 311 907' }],
      addressLabel: 'Ev',
      address: 'Caferağa Mah. Moda Cad. No: 128 Kat: 3 Daire: 7',
      region: 'Kadıköy',
      city: 'İstanbul',
      directions: 'Fırının yanındaki mavi kapı, zil çalışmıyor. Gelince arayın.',
      company: null,
      coordinates: { latitude: 40.9876, longitude: 29.0257 },
    },
    note: 'Acısız olsun, yanında bol limon',
    confirmationCode: '4417',
    courier: 'Platform kuryesi',
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
  }
}

/** What `order.get` answers for it, with a slip of every kind of block. */
export function orderPage(): OrderPage {
  const text = (words: string, part: object = {}) =>
    ({
      kind: 'text',
      text: words,
      size: 1,
      bold: false,
      align: 'left',
      inverted: false,
      struck: false,
      indent: 0,
      ...part,
    }) as const
  const row = (left: string, right: string, part: object = {}) =>
    ({ kind: 'row', left, right, size: 1, bold: false, struck: false, ...part }) as const
  return {
    order: fullOrder(),
    isOnBoard: true,
    alsoAt: [],
    jobs: [
      job(3, {
        subject: orderSubject('kadikoy/130'),
        state: 'confirmed',
        attempt: 1,
        problem: null,
        wantedAtMs: minutesAgo(1),
      }),
      job(4, {
        subject: orderSubject('kadikoy/130'),
        kind: 'copy',
        copyNumber: 1,
        state: 'failed',
        reason: 'Mutfak istedi',
        problem: 'printerUnreachable',
        wantedAtMs: minutesAgo(0),
      }),
    ],
    history: [
      { atMs: minutesAgo(1), happening: { what: 'seen' } },
      { atMs: minutesAgo(1) + 400, happening: { what: 'acknowledged', kind: 'new' } },
      {
        atMs: minutesAgo(0),
        happening: {
          what: 'changed',
          changes: [
            { what: 'line', before: null, after: aChangedLine('Ezme') },
            { what: 'total', before: 120_000, after: 123_450 },
          ],
        },
      },
    ],
    slip: {
      blocks: [
        text('KOPYA 1', { inverted: true, bold: true, align: 'center', size: 2 }),
        text('Yemeksepeti', { bold: true, align: 'center', size: 2 }),
        text('#130', { bold: true, align: 'center', size: 3 }),
        text('YS-8842350', { align: 'center' }),
        { kind: 'rule' },
        text('TAHSİL EDİLECEK', { bold: true, align: 'center' }),
        text('734,50 TL', { bold: true, align: 'center', size: 3 }),
        text('Kapıda nakit', { align: 'center' }),
        { kind: 'rule' },
        text('05.01.2026 20:04'),
        text('Ayşe Yılmaz', { bold: true, size: 2 }),
        text('0850 346 00 00', { size: 2 }),
        text('Kod: 428 311 907', { bold: true }),
        text('Caferağa Mah. Moda Cad. No: 128 Kat: 3 Daire: 7', { size: 2 }),
        { kind: 'box', title: 'TARİF', text: 'Fırının yanındaki mavi kapı, zil çalışmıyor.', size: 1 },
        { kind: 'qr', data: 'https://maps.google.com/?q=40.9876,29.0257', caption: 'Harita' },
        { kind: 'rule' },
        row('2x Adana Dürüm', '360,00', { bold: true }),
        text('Biri acısız, ayrı paketlensin', { indent: 3 }),
        row('1x Limonata (30 cl.)', 'İPTAL', { struck: true }),
        { kind: 'rule' },
        row('Toplam', '1.234,50', { size: 2, bold: true }),
        { kind: 'barcode', data: '0127' },
        text('Bilgi fişidir. Mali değeri yoktur.', { align: 'center' }),
      ],
    },
  }
}

/** One in which much could not be read. */
export function oddPage(): OrderPage {
  const order = fullOrder()
  return {
    ...orderPage(),
    order: {
      ...order,
      key: 'kadikoy/204',
      number: '204',
      type: 'unknown',
      isScheduled: true,
      lines: [
        line('a', 'Künefe', { quantity: null, rawQuantity: 'iki porsiyon', totalKurus: 30_000 }),
        line('b', 'Lahmacun', { quantity: -1, totalKurus: -9_000 }),
        line('c', 'Aile Menüsü', {
          children: [
            line('c1', 'Pide', { totalKurus: null, children: [line('c2', 'Tereyağı', { totalKurus: null })] }),
          ],
        }),
      ],
      paidKurus: 128_450,
      payments: [
        { name: 'Euro', amountKurus: 2_000, isCash: true, isDebit: false, foreignCurrency: 'EUR' },
        { name: 'Multinet', amountKurus: 128_450, isCash: false, isDebit: false, foreignCurrency: null },
      ],
    },
  }
}
