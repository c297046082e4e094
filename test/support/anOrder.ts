import type { ChangedLine } from '../../src/shared/model/change.ts'
import { type Order, type OrderLine, orderKey } from '../../src/shared/model/order.ts'

/** An order as a vendor's full answer gives it, with whatever a test cares about laid over it. */
export function anOrder(given: Partial<Order> & { orderId: string }): Order {
  const sourceId = given.sourceId ?? 'shop'
  return {
    key: orderKey(sourceId, given.orderId),
    sourceId,
    detailsId: given.orderId,
    number: '12',
    code: null,
    channel: { id: 'packet', name: 'Telefon' },
    type: 'delivery',
    phase: 'open',
    statusText: null,
    completeness: 'full',
    createdAtMs: 1_767_632_700_000,
    updatedAtMs: null,
    closedAtMs: null,
    isScheduled: false,
    scheduledForMs: null,
    itemCount: 1,
    lines: [aLine({ id: 'l1' })],
    currency: 'TRY',
    totalKurus: 24_550,
    paidKurus: 0,
    discountKurus: 0,
    payments: [],
    paymentMethod: 'Nakit',
    customer: null,
    note: null,
    confirmationCode: null,
    courier: null,
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
    ...given,
  }
}

/** The same order as a list's summary row gives it: no lines, no customer. */
export const asSummary = (order: Order): Order => ({
  ...order,
  completeness: 'summary',
  lines: [],
  customer: null,
  note: null,
})

export const aLine = (given: Partial<OrderLine> & { id: string }): OrderLine => ({
  name: 'Adana Dürüm',
  quantity: 1,
  rawQuantity: null,
  category: null,
  options: [],
  extraKurus: null,
  discountKurus: null,
  leftOut: [],
  note: null,
  totalKurus: 24_550,
  cancelled: false,
  cancelReason: null,
  children: [],
  ...given,
})

/** A line as a change tells it. */
export const aChangedLine = (name: string, over: Partial<ChangedLine> = {}): ChangedLine => ({
  quantity: 1,
  name,
  options: [],
  leftOut: [],
  note: null,
  cancelled: false,
  children: [],
  ...over,
})
