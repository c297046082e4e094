import type { Order, OrderLine } from '../../../../src/shared/model/order.ts'

/** Varied orders as a Turkish evening brings them; each differs from `plainOrder` only where it matters. */

export const line = (
  id: string,
  quantity: number,
  name: string,
  totalKurus: number | null,
  more: Partial<OrderLine> = {},
): OrderLine => ({
  id,
  name,
  quantity,
  rawQuantity: null,
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
        {
          ...line('3', 2, 'Lahmacun', 0, { options: [{ name: 'Ekstra acı', priceKurus: 500 }], leftOut: ['Limon'] }),
          children: [],
        },
        { ...line('4', 2, 'Ayran (30 cl)', 0), children: [] },
      ],
    }),
    line('5', 0.375, 'Fıstıklı Baklava (kg)', 28125),
    line('6', 1, 'Şalgam Suyu', 4500, { cancelled: true, cancelReason: 'Kalmamış' }),
  ],
  totalKurus: 90625,
  paidKurus: 20000,
  discountKurus: 5000,
  payments: [{ name: 'Nakit', amountKurus: 20000, isCash: true, isDebit: false, foreignCurrency: null }],
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

/** A platform's order for later: its phone number answers only with a code. */
export const scheduledOrder: Order = {
  ...plainOrder,
  number: '57',
  code: 'K7XM-42',
  channel: { id: 'yemeksepeti', name: 'Yemeksepeti' },
  isScheduled: true,
  scheduledForMs: istanbul('2026-01-11T19:30'),
  lines: [
    line('1', 1, 'Karışık Pizza (Büyük Boy)', 42000, {
      leftOut: ['siyah zeytin'],
      options: [{ name: 'İnce hamur', priceKurus: null }],
    }),
    line('2', 2, 'Coca-Cola Zero Sugar 1 L', 13000),
  ],
  totalKurus: 55000,
  paidKurus: 55000,
  paymentMethod: 'Online Ödeme',
  customer: {
    ...(plainOrder.customer as NonNullable<Order['customer']>),
    name: 'İpek Ş.',
    phones: [{ number: '0850 305 90 91', code: '4471 2093' }],
    address: 'Yıldız Mah. Çırağan Cad. No:12, Blok B, Kat:4, Daire:11',
    region: 'Beşiktaş',
    city: 'İstanbul',
    directions: 'Site girişinde güvenliğe “Ünal” deyin…',
  },
  confirmationCode: '8812',
}

/** Only the list's row is known. */
export const summaryOrder: Order = {
  ...plainOrder,
  completeness: 'summary',
  number: '61',
  code: '1a2b3c4d',
  channel: { id: 'getir', name: 'Getir' },
  lines: [],
  itemCount: 4,
  totalKurus: 123450,
  paymentMethod: null,
  customer: null,
}

/** Paid online says the vendor, yet the amount is still open. */
export const doubtfulOrder: Order = {
  ...plainOrder,
  number: '62',
  channel: { id: 'trendyol', name: 'Trendyol Go' },
  totalKurus: 31990,
  lines: [line('1', 1, 'Tavuk Döner Dürüm Menü', 31990)],
  paymentMethod: 'Online Kredi Kartı',
}

export const pickupOrder: Order = {
  ...plainOrder,
  type: 'pickup',
  number: null,
  code: 'GA-118',
  customer: { ...(plainOrder.customer as NonNullable<Order['customer']>), address: null, name: 'Oğuz' },
  lines: [line('1', 3, 'Su Böreği (porsiyon)', 36000), line('2', 1.5, 'Künefe', 27000)],
  totalKurus: 63000,
  paymentMethod: 'Yemek Kartı (Multinet)',
}

export const tableOrder: Order = {
  ...plainOrder,
  type: 'table',
  tableName: 'Bahçe 12',
  channel: { id: 'ana kanal', name: 'Ana Kanal' },
  number: '101',
  customer: null,
  waiter: 'Gökçe',
  branch: 'ÖRNEK ŞUBE',
  lines: [line('1', 4, 'Çay', 12000)],
  totalKurus: 12000,
  paymentMethod: null,
}

/** Everything too long, and nothing with a space in it. */
export const longOrder: Order = {
  ...plainOrder,
  number: '1780950756501234567890',
  channel: { id: 'x', name: 'Çok Uzun Adlı Bir Sipariş Platformu ve Pazaryeri' },
  lines: [
    line('1', 12.125, 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine Dürüm', 123456789, {
      options: [{ name: 'x'.repeat(70), priceKurus: 123456 }],
      note: 'https://example.com/cok/uzun/bir/adres/hic/bosluk/yok/icinde/satira/sigmaz',
    }),
  ],
  totalKurus: 123456789,
  paymentMethod: 'Kapıda Kredi Kartı veya Yemek Kartı (Pluxee, Setcard, Edenred)',
  customer: {
    ...(plainOrder.customer as NonNullable<Order['customer']>),
    name: 'Abdurrahmangazioğullarındanmehmetçelebizade Muhammed',
    address: `${'Uzunsokakadı'.repeat(6)} Mahallesi`,
  },
  note: 'A'.repeat(200),
}

/** What must never act on a printer, and must be seen where it can be. */
export const hostileOrder: Order = {
  ...plainOrder,
  number: '\u001bp\u0000\u0019\u00fa13',
  lines: [
    line('1', 1, 'Café crème – “özel” 🍕 ½ porsiyon', 5000, { note: '\u001b@\u001dV\u0000 \u202eters\u202c Żółć' }),
  ],
  customer: {
    ...(plainOrder.customer as NonNullable<Order['customer']>),
    name: 'محمد \u0007 Иван 👨‍👩‍👧 Łukasz',
    address: 'I\u0307stanbul Cad\u0327desi\r\nNo\u00a05\tKat\u20033',
  },
  note: '₺100 bozuk para lütfen…\u0000\u0010\u0014\u0001\u0000\u0005',
}
