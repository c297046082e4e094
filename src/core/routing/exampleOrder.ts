import { type Order, type OrderLine, orderKey } from '../../shared/model/order.ts'
import type { Settings } from '../../shared/settings/settings.ts'

const line = (
  id: string,
  name: string,
  category: string,
  totalKurus: number,
  over: Partial<OrderLine> = {},
): OrderLine => ({
  id,
  name,
  quantity: 1,
  rawQuantity: null,
  category,
  options: [],
  extraKurus: null,
  discountKurus: null,
  leftOut: [],
  note: null,
  totalKurus,
  cancelled: false,
  cancelReason: null,
  children: [],
  ...over,
})

/** An order to try routes on before there is a real one; of the shop's first source, a line for each category named. */
export function exampleOrder({ sources, routes }: Pick<Settings, 'sources' | 'routes'>): Order {
  const sourceId = sources[0]?.id ?? 'example'
  const categories = [...new Set(routes.flatMap((route) => route.categories ?? []))]
  const lines =
    categories.length > 0
      ? categories.map((category, index) => line(String(index + 1), `Örnek ürün (${category})`, category, 10_000))
      : [
          line('1', 'Adana Kebap', 'Kebaplar', 32_000, { quantity: 2, leftOut: ['Soğan'], note: 'Az pişmiş' }),
          line('2', 'Künefe', 'Tatlılar', 16_000),
          line('3', 'Ayran', 'İçecekler', 4_500, { quantity: 3 }),
        ]
  return {
    key: orderKey(sourceId, 'example'),
    sourceId,
    orderId: 'example',
    detailsId: 'example',
    number: '123',
    code: null,
    channel: { id: 'packet', name: 'Telefon' },
    type: 'delivery',
    phase: 'open',
    statusText: null,
    completeness: 'full',
    createdAtMs: null,
    updatedAtMs: null,
    closedAtMs: null,
    isScheduled: false,
    scheduledForMs: null,
    itemCount: lines.length,
    lines,
    currency: 'TRY',
    totalKurus: lines.reduce((total, each) => total + (each.totalKurus ?? 0), 0),
    paidKurus: 0,
    discountKurus: 0,
    payments: [],
    paymentMethod: 'Nakit',
    customer: {
      name: 'Ayşe Örnek',
      phones: [{ number: '0532 000 00 00', code: null }],
      addressLabel: null,
      address: 'Örnek Mah. Deneme Sok. No:1 Kat:2 D:3',
      region: 'Kadıköy',
      city: 'İstanbul',
      directions: 'Eczanenin üstü',
      company: null,
      coordinates: null,
    },
    note: 'Zili çalmayın',
    confirmationCode: null,
    courier: null,
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
  }
}
