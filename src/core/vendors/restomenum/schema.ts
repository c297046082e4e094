import { z } from 'zod'
import { field } from '../fields.ts'

/**
 * What RestoMenum sends, both live shapes at once (`lineTotal` / `lineTotalDecimal`, options as texts or as records).
 * Fields not named here are left alone: the API grows by adding.
 */

/** Integers of the smallest money unit; `amountExponent` of the packet says how many decimals. */
const minorAmounts = z.object({ extra: field.number, discount: field.number, gross: field.number })

const line = z.object({
  id: field.text,
  lineId: field.text,
  title: field.text,
  product: field.part(z.object({ title: field.text })),
  quantity: field.quantity,
  options: field.raw,
  note: field.text,
  lineTotal: field.looseAmount,
  lineTotalDecimal: field.looseAmount,
  extra: field.looseAmount,
  extraDecimal: field.looseAmount,
  discount: field.looseAmount,
  discountDecimal: field.looseAmount,
  amounts: field.part(minorAmounts),
  reason: field.text,
})

const payment = z.object({
  title: field.text,
  amount: field.looseAmount,
  cash: field.raw,
  isDiscount: field.raw,
  currency: field.text,
})

const customer = z.object({
  name: field.text,
  phone: field.text,
  call: field.text,
  address: field.text,
  addressDescription: field.text,
  region: field.text,
  city: field.text,
  latitude: field.number,
  longitude: field.number,
})

const head = {
  uuid: field.optionalId,
  docNo: field.text,
  orderCode: field.text,
  entegrasyon: field.text,
  type: field.text,
  status: field.text,
  isScheduled: field.flag,
  scheduledDate: field.moment,
  itemCount: field.count,
  currency: field.text,
  total: field.due,
  paid: field.due,
  totalDiscount: field.looseAmount,
}

/** A row of `packets/open`. */
export const summarySchema = z.object({ packetId: field.id, ...head })

/** The answer of `packets/get`. It may leave out its own id: it answers a question that named it. */
export const packetSchema = z.object({
  packetId: field.optionalId,
  ...head,
  orders: field.lines(line),
  cancels: field.someLines(line),
  payments: field.someOf(payment),
  paymentNote: field.text,
  note: field.text,
  cancelReason: field.text,
  amountExponent: field.number,
  customer: field.part(customer),
})

export type Summary = z.output<typeof summarySchema>
export type Packet = z.output<typeof packetSchema>
export type Line = z.output<typeof line>
export type Payment = z.output<typeof payment>
export type Customer = z.output<typeof customer>
