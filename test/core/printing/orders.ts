import type { Order, OrderLine } from '../../../src/shared/order.ts'

/** Varied orders as a Turkish evening brings them; each differs from `plainOrder` only where it matters. */

export const line = (id: string, quantity: number, name: string, totalKurus: number | null, more: Partial<OrderLine> = {}): OrderLine => ({
  id,
  name,
  quantity,
  category: null,
  options: [],
  extraKurus: null,
  discountKurus: null,
  leftOut: [],
  note: null,
  totalKurus,
  cancelled: false,
  cancelReason: null,
  children: [],
  ...more,
})

export const istanbul = (text: string): number => Date.parse(`${text}:00+03:00`)

export const plainOrder: Order = {
  key: 'kadikoy/1780950756501',
  sourceId: 'kadikoy',
  orderId: '1780950756501',
  detailsId: '1780950756501',
  number: '9',
  code: null,
  channel: { id: 'packet', name: 'Telefon' },
  type: 'delivery',
  phase: 'open',
  statusText: null,
  completeness: 'full',
  createdAtMs: istanbul('2026-01-05T20:05'),
  updatedAtMs: null,
  closedAtMs: null,
  isScheduled: false,
  scheduledForMs: null,
  itemCount: 1,
  lines: [line('1', 2, 'Cortado', 2780)],
  currency: 'TRY',
  totalKurus: 2780,
  paidKurus: 0,
  discountKurus: 0,
  payments: [],
  paymentMethod: 'Nakit',
  customer: {
    name: 'Ahmet Bayrak',
    phones: [{ number: '0532 123 45 67', code: null }],
    addressLabel: null,
    address: 'Adres',
    region: null,
    city: null,
    directions: null,
    company: null,
    coordinates: null,
  },
  note: null,
  confirmationCode: null,
  courier: null,
  waiter: null,
  tableName: null,
  branch: null,
  cancelReason: null,
}

/** A phone order with everything a slip can carry. */
export const phoneOrder: Order = {
  ...plainOrder,
  number: '142',
  lines: [
    line('1', 2, 'Adana Dürüm', 38000, {
      options: [
        { name: 'Acılı', priceKurus: 0 },
        { name: 'Ekstra lavaş', priceKurus: 1500 },
      ],
      leftOut: ['Soğan', 'maydanoz', 'sivri biber'],
      note: 'İyi pişsin lütfen',
    }),
    line('2', 1, 'İkili Menü (Lahmacun + Ayran)', 29500, {
      children: [
        { ...line('3', 2, 'Lahmacun', 0, { options: [{ name: 'Ekstra acı', priceKurus: 500 }], leftOut: ['Limon'] }), children: [] },
        { ...line('4', 2, 'Ayran (30 cl)', 0), children: [] },
      ],
    }),
    line('5', 0.375, 'Fıstıklı Baklava (kg)', 28125),
    line('6', 1, 'Şalgam Suyu', 4500, { cancelled: true, cancelReason: 'Kalmamış' }),
  ],
  totalKurus: 90625,
  paidKurus: 20000,
  discountKurus: 5000,
  payments: [{ name: 'Nakit', amountKurus: 20000, isCash: true, isDebit: false }],
  paymentMethod: 'Kapıda Kredi Kartı',
  customer: {
    name: 'Çağrı Gülşen Işıkoğlu',
    phones: [{ number: '0532 123 45 67', code: null }],
    addressLabel: 'Ev',
    address: 'Caferağa Mahallesi Moda Caddesi No:128/3, Kat 2, Daire 5',
    region: 'Kadıköy',
    city: 'İstanbul',
    directions: 'Eczanenin yanındaki demir kapı, zil bozuk; arayın.',
    company: null,
    coordinates: { latitude: 40.987654, longitude: 29.02712345 },
  },
  note: 'Zili çalmayın, bebek uyuyor. Peçete ve ıslak mendil koyarsanız sevinirim, teşekkürler!',
}
