import { z } from 'zod'
import { isLira } from './money.ts'

/**
 * The one Order model: what both vendors' answers become and what the board, the slip and the ledger read.
 * JSON only. Amounts are integer kuruş; times are epoch milliseconds (UTC), shown in Europe/Istanbul.
 */

const text = z.string()
const kurus = z.number().int()
const epochMs = z.number().int()

export const sourceKinds = ['restomenum', 'adisyo'] as const
export type SourceKind = (typeof sourceKinds)[number]

export const orderTypes = ['delivery', 'pickup', 'table', 'unknown'] as const
export type OrderType = (typeof orderTypes)[number]

/** Where an order is in its life. `unknown` keeps the vendor's own word in `statusText`. */
export const orderPhases = ['open', 'preparing', 'ready', 'onTheWay', 'delivered', 'cancelled', 'unknown'] as const
export type OrderPhase = (typeof orderPhases)[number]

/** Nothing more happens to it. */
export const isOver = ({ phase }: { phase: OrderPhase }): boolean => phase === 'cancelled' || phase === 'delivered'

const optionSchema = z.object({ name: text, priceKurus: kurus.nullable() })

/** One line of an order. `cancelled` lines stay, struck out. */
export const orderLineSchema = z.object({
  id: text,
  name: text,
  /** Up to three decimals: 0.375 is 375 g of something sold by the kilo. Below zero: a return. null: unreadable. */
  quantity: z.number().nullable(),
  /** What came where a quantity should be, when it could not be read; else null. */
  rawQuantity: text.nullable(),
  category: text.nullable(),
  options: z.array(optionSchema),
  /** Priced extras that are not options (RestoMenum `extra`), null when there are none. */
  extraKurus: kurus.nullable(),
  discountKurus: kurus.nullable(),
  /** Ingredients to leave out ("YOK: SİYAH ZEYTİN"). */
  leftOut: z.array(text),
  note: text.nullable(),
  totalKurus: kurus.nullable(),
  cancelled: z.boolean(),
  cancelReason: text.nullable(),
  /** The content of a menu, menus within it included. */
  get children() {
    return z.array(orderLineSchema)
  },
})

const paymentSchema = z.object({
  name: text,
  amountKurus: kurus,
  /** null: the vendor did not say whether it is cash. */
  isCash: z.boolean().nullable(),
  /** On the customer's account (veresiye): not money received. */
  isDebit: z.boolean(),
  /** Another currency than the order's, whose hundredths the amount then counts: it is no lira. null: the order's. */
  foreignCurrency: text.nullable(),
})

const phoneSchema = z.object({
  /** As given; platform numbers are never reformatted. */
  number: text,
  /** The code to dial after a platform's number answers. */
  code: text.nullable(),
})

const customerSchema = z.object({
  name: text.nullable(),
  phones: z.array(phoneSchema),
  addressLabel: text.nullable(),
  address: text.nullable(),
  region: text.nullable(),
  city: text.nullable(),
  /** Directions (adres tarifi). */
  directions: text.nullable(),
  company: text.nullable(),
  coordinates: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
})

export const orderSchema = z.object({
  /** Identity: `<sourceId>/<orderId>`. Never docNo, never orderCode. */
  key: text,
  sourceId: text,
  /** RestoMenum: uuid, else packetId; Adisyo: id. Strings: large integers must not lose digits. */
  orderId: text,
  /** The id the vendor answers details for (RestoMenum: packetId). */
  detailsId: text,
  /** The number people say (docNo, orderNumber). */
  number: text.nullable(),
  /** The platform's own order code. */
  code: text.nullable(),
  /** `id` is lower case for rules and colours (packet, yemeksepeti, getir, trendyol, …); `name` is for people. */
  channel: z.object({ id: text, name: text }),
  type: z.enum(orderTypes),
  phase: z.enum(orderPhases),
  statusText: text.nullable(),
  /** `summary`: from a list that has no lines or customer; `full`: details are in. */
  completeness: z.enum(['summary', 'full']),
  createdAtMs: epochMs.nullable(),
  updatedAtMs: epochMs.nullable(),
  closedAtMs: epochMs.nullable(),
  /** For a later time; `scheduledForMs` null: which one could not be read. */
  isScheduled: z.boolean(),
  scheduledForMs: epochMs.nullable(),
  itemCount: z.number().nonnegative().nullable(),
  lines: z.array(orderLineSchema),
  /** `TRY`, or as the vendor says it: see `foreignCurrencyOf`. */
  currency: text,
  totalKurus: kurus.nullable(),
  paidKurus: kurus.nullable(),
  discountKurus: kurus.nullable(),
  payments: z.array(paymentSchema),
  /** How it will be paid, as the vendor words it ("Kapıda nakit", "Kredi Kartı"); null when it does not say. */
  paymentMethod: text.nullable(),
  customer: customerSchema.nullable(),
  note: text.nullable(),
  confirmationCode: text.nullable(),
  courier: text.nullable(),
  waiter: text.nullable(),
  tableName: text.nullable(),
  branch: text.nullable(),
  cancelReason: text.nullable(),
})

export type Order = z.infer<typeof orderSchema>
export type OrderLine = z.infer<typeof orderLineSchema>
export type OrderCustomer = z.infer<typeof customerSchema>

/** The identity of an order across the program. */
export const orderKey = (sourceId: string, orderId: string): string => `${sourceId}/${orderId}`

/** What people call an order: its number (`#12`), else the platform's code, else the end of its key. */
export const orderNumber = ({ number, code, key }: Pick<Order, 'number' | 'code' | 'key'>): string =>
  number !== null && number !== '' ? `#${number}` : (code ?? `…${key.slice(-4)}`)

/** The same with its channel: `#12 Yemeksepeti`. Holds nothing of the customer. */
export const orderLabel = (order: Pick<Order, 'number' | 'code' | 'key' | 'channel'>): string =>
  `${orderNumber(order)} ${order.channel.name}`

/** The currency that all of an order's amounts are in, whose hundredths they then count; null: lira, and so kuruş. */
export const foreignCurrencyOf = ({ currency }: Pick<Order, 'currency'>): string | null =>
  isLira(currency) ? null : currency

/** What it comes to, where that can be added to other orders' totals; null: unknown, or not in lira. */
export const liraTotalOf = (order: Pick<Order, 'currency' | 'totalKurus'>): number | null =>
  foreignCurrencyOf(order) === null ? order.totalKurus : null

/** Total - paid, never below zero; null when the total is unknown. Kuruş. */
export function restKurus(order: Pick<Order, 'totalKurus' | 'paidKurus'>): number | null {
  if (order.totalKurus === null) return null
  return Math.max(0, order.totalKurus - (order.paidKurus ?? 0))
}
