import type { CourierPage, CourierView } from '../../src/shared/contract/dispatchRequests.ts'
import type { RequestOutput } from '../../src/shared/contract/requests.ts'
import type { Card, Snapshot } from '../../src/shared/contract/snapshot.ts'
import { accountOf } from '../../src/shared/model/courierAccount.ts'
import type { Delivery, Shift } from '../../src/shared/model/dispatch.ts'
import { card, NOW_MS, snapshot } from './fixtures.ts'

const minutesAgo = (minutes: number): number => NOW_MS - minutes * 60_000

const courier = (id: string, name: string, hue: CourierView['hue'], carriedCount = 0): CourierView => ({
  id,
  name,
  hue,
  isActive: true,
  isOnShift: carriedCount > 0,
  carriedCount,
})

export const couriers: CourierView[] = [
  courier('ali', 'Ali Çelik', 'blue', 2),
  courier('huseyin', 'Hüseyin Şahin', 'green'),
  courier('sila', 'Sıla Öz', 'violet'),
  courier('platform', 'platform', 'blue'),
]

const packets: Card[] = [
  card(141, 24, { isReady: true, region: 'Caferağa' }),
  card(143, 12, {
    isReady: true,
    region: 'Caferağa',
    customerName: 'Şükrü Iğdır',
    collection: { kind: 'collect', amountKurus: 31_250, method: 'Kapıda kredi kartı', partly: false },
  }),
  card(144, 9, {
    phase: 'ready',
    region: 'Moda',
    channel: { id: 'yemeksepeti', name: 'Yemeksepeti' },
    collection: { kind: 'paid', method: 'Online Ödeme', paidKurus: 22_000, overpaidKurus: 0 },
  }),
  card(145, 4, {
    region: null,
    customerName: 'Gülşen Özgüven Çağlayan Yıldırım',
    collection: {
      kind: 'check',
      amountKurus: 19_900,
      method: 'Online Ödeme',
      foreignCurrency: null,
      asksMeaning: true,
    },
  }),
  card(139, 45, {
    carried: { deliveryId: 3, courierId: 'ali', courierName: 'Ali Çelik', sinceMs: minutesAgo(44) },
    phase: 'onTheWay',
  }),
  card(140, 30, {
    carried: { deliveryId: 4, courierId: 'ali', courierName: 'Ali Çelik', sinceMs: minutesAgo(12) },
    telling: { id: 7, step: 'onTheWay', state: 'refused', problem: 'courierRefused', wantedAtMs: minutesAgo(12) },
  }),
]

export const courierSnapshot = (part: Partial<Snapshot> = {}): Snapshot =>
  snapshot({ cards: packets, couriers, ...part })

const shift: Shift = {
  id: 1,
  courierId: 'ali',
  courierName: 'Ali Çelik',
  floatKurus: 20_000,
  beganAtMs: minutesAgo(240),
  endedAtMs: null,
}

const delivery = (id: number, label: string, part: Partial<Delivery> = {}): Delivery => ({
  id,
  orderKey: `kadikoy/${id}`,
  orderLabel: label,
  sourceId: 'kadikoy',
  courierId: 'ali',
  courierName: 'Ali Çelik',
  shiftId: 1,
  state: 'carried',
  plan: { amountKurus: 46_500, purse: 'cash', foreign: null },
  paid: null,
  handedAtMs: minutesAgo(44),
  endedAtMs: null,
  endedBy: null,
  heardOnTheWayAs: `kadikoy/${id} ${id}`,
  elsewhere: null,
  ...part,
})

const ended = { state: 'delivered', endedAtMs: minutesAgo(20), endedBy: 'person' } as const

export const withDeliveries = (deliveries: Delivery[]): CourierPage => ({
  courier: { ...courier('ali', 'Ali Çelik', 'blue', 2), phone: '0532 000 00 11' },
  open: [{ shift, account: accountOf(shift, deliveries), deliveries }],
  pouches: [
    {
      id: 2,
      shiftId: 9,
      correctsId: 1,
      courierId: 'ali',
      courierName: 'Ali Çelik',
      closedAtMs: minutesAgo(1_380),
      expected: { cash: 214_500, card: 81_000, mealCard: 0 },
      counted: { cash: 214_500, card: 81_000, mealCard: 0 },
      deliveredCount: 9,
      reason: 'Cebinde unutmuş',
    },
    {
      id: 1,
      shiftId: 9,
      correctsId: null,
      courierId: 'ali',
      courierName: 'Ali Çelik',
      closedAtMs: minutesAgo(1_400),
      expected: { cash: 214_500, card: 81_000, mealCard: 0 },
      counted: { cash: 204_500, card: 81_000, mealCard: 0 },
      deliveredCount: 9,
      reason: 'Yüz lira eksik',
    },
  ],
})

const deliveredOnes = [
  delivery(1, '#131 Telefon', ended),
  delivery(2, '#133 Getir', {
    ...ended,
    plan: { amountKurus: 31_250, purse: 'card', foreign: null },
    paid: [
      { purse: 'mealCard', amountKurus: 20_000 },
      { purse: 'cash', amountKurus: 11_250 },
    ],
    endedBy: 'vendor',
  }),
]

export const courierPage = (): CourierPage =>
  withDeliveries([
    ...deliveredOnes,
    delivery(3, '#139 Telefon'),
    delivery(4, '#140 Trendyol Go', {
      handedAtMs: minutesAgo(12),
      plan: { amountKurus: 19_900, purse: 'unknown', foreign: null },
    }),
  ])

/** A packet in another currency, and one that nobody knows the money of. */
export const courierAbroad = (): CourierPage =>
  withDeliveries([
    ...deliveredOnes,
    delivery(3, '#139 Telefon', {
      plan: { amountKurus: null, purse: 'unknown', foreign: { currency: 'EUR', amount: 2_000 } },
    }),
    delivery(4, '#140 Getir', { plan: { amountKurus: 19_900, purse: 'unknown', foreign: null } }),
  ])

export const courierToCount = (): CourierPage => withDeliveries(deliveredOnes)

export const courierLists = (): RequestOutput<'couriers.get'> => ({
  couriers: [
    { id: 'ali', name: 'Ali Çelik', phone: '0532 000 00 11', hue: 'blue', isActive: true, vendorIds: { moda: '7' } },
    { id: 'huseyin', name: 'Hüseyin Şahin', phone: null, hue: 'green', isActive: true, vendorIds: {} },
  ],
  lists: {
    moda: [
      { id: '7', name: 'ALİ Ç.', phone: null },
      { id: '9', name: 'Sıla Öz', phone: null },
    ],
  },
  paymentTypes: {
    moda: ['Nakit', 'Kredi Kartı', 'Multinet'].map((name, at) => ({ id: String(at + 1), name, phone: null })),
  },
})
