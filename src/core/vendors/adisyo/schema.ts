import { z } from 'zod'
import { field } from '../fields.ts'

/** What Adisyo sends. Fields not named here are left alone. */

const customer = z.object({
  customerName: field.text,
  customerSurname: field.text,
  customerPhone: field.text,
  customerPhone2: field.text,
  phoneCode: field.text,
  address: field.text,
  addressDescription: field.text,
  addressHeader: field.text,
  region: field.text,
  city: field.text,
  company: field.text,
})

const product = z.object({
  id: field.text,
  parentId: field.text,
  quantity: field.quantity,
  productName: field.text,
  categoryName: field.text,
  productNote: field.text,
  description: field.text,
  totalAmount: field.looseAmount,
  discountAmount: field.looseAmount,
  cancelReason: field.text,
  excludedComposites: field.raw,
  excludedItems: field.someOf(z.object({ compositeName: field.text })),
  features: field.someOf(z.object({ featureName: field.text, additionalPrice: field.looseAmount })),
})

/** Strict where it counts: what was received is subtracted from what the courier collects. */
const payment = z.object({ paymentName: field.text, amount: field.amount, isDebit: field.flag, currency: field.text })

/** A long integer of at most 19 digits, as text. */
export const isOrderId = (id: string): boolean => /^\d{1,19}$/.test(id)

/** An order without its products: these are read apart, so that one odd line does not cost the whole order. */
export const orderHeadSchema = z.object({
  id: field.id.refine(isOrderId, 'not an id'),
  orderNumber: field.text,
  externalAppName: field.text,
  externalAppId: field.text,
  salesChannelName: field.text,
  orderTotal: field.due,
  discountAmount: field.looseAmount,
  paymentMethodName: field.text,
  payments: field.many(payment),
  currency: field.text,
  orderNote: field.text,
  orderCancelReason: field.text,
  tableName: field.text,
  confirmationCode: field.text,
  orderType: field.text,
  orderTypeId: field.number,
  statusId: field.number,
  status: field.text,
  insertDate: field.moment,
  updateDate: field.moment,
  closedDate: field.moment,
  isScheduledOrder: field.flag,
  scheduledTime: field.moment,
  deliveryTime: field.moment,
  customerLatitude: field.number,
  customerLongitude: field.number,
  customer: field.part(customer),
  deliveryUserName: field.text,
  waiterName: field.text,
  restaurantName: field.text,
  integrationRestaurantName: field.text,
})

export const productsSchema = field.lines(product)

export type OrderHead = z.output<typeof orderHeadSchema>
export type Product = z.output<typeof product>
