import { type Order, type OrderCustomer, orderKey } from '../../../shared/model/order.ts'
import { channelOf } from '../../../shared/model/channel.ts'
import { coordinatesOf, currencyOf, foreignOf, isRecord, readId, reasonOf } from '../fields.ts'
import { distinctPhones, phoneOf } from '../phone.ts'
import type { RowReading } from '../readRows.ts'
import { phaseOf, typeOf } from './orderState.ts'
import { linesOf } from './productLines.ts'
import { type OrderHead, orderHeadSchema, productsSchema } from './schema.ts'

/**
 * One order of Adisyo, from the list or by itself: both have the same fields. With products it is `full`; without
 * them, or when they cannot be read (`doubt` says so), it is a `summary` and its details are asked for.
 */
export function toOrder(sourceId: string, row: unknown): RowReading {
  const parsed = orderHeadSchema.safeParse(row)
  if (!parsed.success || !isRecord(row))
    return {
      ok: false,
      id: isRecord(row) ? readId(row['id']) : null,
      reason: parsed.success ? 'row' : reasonOf(parsed.error),
    }
  // More taken back than received: nobody knows what to collect.
  if (receivedKurus(parsed.data) < 0) return { ok: false, id: parsed.data.id, reason: 'payments' }
  const products = productsSchema.safeParse(row['products'])
  const lines = products.success ? linesOf(products.data) : []
  const order: Order = {
    ...headOf(sourceId, parsed.data),
    completeness: lines.length > 0 ? 'full' : 'summary',
    itemCount: lines.length > 0 ? lines.filter((line) => !line.cancelled).length : null,
    lines,
    // No word about payments is not the same as nothing paid.
    paidKurus: row['payments'] === undefined || row['payments'] === null ? null : receivedKurus(parsed.data),
  }
  return { ok: true, order, doubt: products.success ? null : `products.${reasonOf(products.error)}` }
}

/** "Ana Kanal" is the shop's own desk: what it sends out was taken on the phone, as RestoMenum's `packet`. */
function channelWord({ externalAppName, salesChannelName, orderTypeId, orderType }: OrderHead): string {
  if (externalAppName !== null) return externalAppName
  const isOwnDesk = salesChannelName === null || /^ana kanal$/iu.test(salesChannelName)
  return isOwnDesk && typeOf(orderTypeId, orderType) === 'delivery' ? 'packet' : (salesChannelName ?? 'Adisyo')
}

function headOf(sourceId: string, head: OrderHead): Omit<Order, 'completeness' | 'itemCount' | 'lines' | 'paidKurus'> {
  const closedAtMs = head.closedDate.atMs
  const scheduledForMs = head.scheduledTime.atMs ?? head.deliveryTime.atMs
  return {
    key: orderKey(sourceId, head.id),
    sourceId,
    orderId: head.id,
    detailsId: head.id,
    number: head.orderNumber,
    code: head.externalAppId,
    channel: channelOf(channelWord(head)),
    type: typeOf(head.orderTypeId, head.orderType),
    phase: phaseOf({ ...head, isClosed: closedAtMs !== null, hasCancelReason: head.orderCancelReason !== null }),
    statusText: head.status,
    createdAtMs: head.insertDate.atMs,
    updatedAtMs: head.updateDate.atMs,
    closedAtMs,
    isScheduled: head.isScheduledOrder || head.scheduledTime.isUnreadable,
    // `deliveryTime` alone may be an estimate: only a scheduled order is one for later.
    scheduledForMs: head.isScheduledOrder ? scheduledForMs : null,
    currency: currencyOf(head.currency),
    totalKurus: head.orderTotal,
    discountKurus: head.discountAmount,
    payments: head.payments.flatMap(({ paymentName, amount, isDebit, currency }) =>
      amount === null
        ? []
        : [
            {
              name: paymentName ?? '?',
              amountKurus: amount,
              isCash: null,
              isDebit,
              foreignCurrency: foreignOf(currency, head.currency),
            },
          ],
    ),
    paymentMethod: head.paymentMethodName,
    customer: customerOf(head),
    note: head.orderNote,
    confirmationCode: head.confirmationCode,
    courier: head.deliveryUserName,
    waiter: head.waiterName,
    tableName: head.tableName,
    branch: head.restaurantName ?? head.integrationRestaurantName,
    cancelReason: head.orderCancelReason,
  }
}

/** Money in hand: what went on the customer's account (`isDebit`, veresiye) is not, nor is another currency. Kuruş. */
const receivedKurus = ({ payments, currency }: OrderHead): number =>
  payments
    .filter((payment) => !payment.isDebit && foreignOf(payment.currency, currency) === null)
    .reduce((sum, { amount }) => sum + (amount ?? 0), 0)

function customerOf(head: OrderHead): OrderCustomer | null {
  const { customer } = head
  const coordinates = coordinatesOf(head.customerLatitude, head.customerLongitude)
  if (customer === null && coordinates === null) return null
  const name = [customer?.customerName, customer?.customerSurname].filter(Boolean).join(' ')
  const built: OrderCustomer = {
    name: name === '' ? null : name,
    phones: distinctPhones([
      ...phoneOf(customer?.customerPhone ?? null, customer?.phoneCode ?? null),
      ...phoneOf(customer?.customerPhone2 ?? null),
    ]),
    addressLabel: customer?.addressHeader ?? null,
    address: customer?.address ?? null,
    region: customer?.region ?? null,
    city: customer?.city ?? null,
    directions: customer?.addressDescription ?? null,
    company: customer?.company ?? null,
    coordinates,
  }
  return Object.values(built).every((value) => value === null || (Array.isArray(value) && value.length === 0))
    ? null
    : built
}
