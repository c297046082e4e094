import type { Order } from '../../../../src/shared/model/order.ts'
import { line, plainOrder } from './orders.ts'

/** From several counters of a kitchen, paid in parts and partly on account. */
export const partedOrder: Order = {
  ...plainOrder,
  number: '88',
  channel: { id: 'trendyol', name: 'Trendyol Go' },
  lines: [
    line('1', 2, 'Urfa Kebap', 72000, { category: 'Izgara', leftOut: ['közlenmiş biber'], note: 'Az pişmiş' }),
    line('2', 1, 'Karışık Izgara Menü', 54000, {
      category: 'Izgara',
      children: [
        { ...line('3', 1, 'Kuzu Şiş', 0, { category: 'Izgara' }), children: [] },
        { ...line('4', 1, 'Çoban Salata', 0, { category: 'Soğuk', leftOut: ['sumak'] }), children: [] },
      ],
    }),
    line('5', 3, 'Ezogelin Çorbası', 36000, { category: 'Çorba', extraKurus: 1500, discountKurus: 3000 }),
    line('6', 1, 'Kemalpaşa', 14000, { category: null }),
  ],
  totalKurus: 176000,
  paidKurus: 100000,
  payments: [
    { name: 'Yemek Kartı (Edenred)', amountKurus: 60000, isCash: false, isDebit: false, foreignCurrency: null },
    { name: 'Cari hesap', amountKurus: 40000, isCash: false, isDebit: true, foreignCurrency: null },
  ],
  paymentMethod: 'Nakit',
  courier: 'Yiğit Ağaoğlu',
  branch: 'Göztepe Şubesi',
}

/** People and places that are not written in Turkish letters. */
export const foreignOrder: Order = {
  ...plainOrder,
  number: '89',
  lines: [line('1', 1, 'Борщ со сметаной', 21000, { note: 'без лука, пожалуйста' }), line('2', 2, 'فلافل', 18000)],
  totalKurus: 39000,
  customer: {
    ...(plainOrder.customer as NonNullable<Order['customer']>),
    name: 'Ольга Щербакова',
    address: 'Παπαδοπούλου Apartmanı, Kat 2',
    region: 'Şişli',
    city: 'İstanbul',
  },
  note: 'اتصل بي من فضلك / გთხოვთ დარეკოთ / 请打电话给我 ☎',
}
