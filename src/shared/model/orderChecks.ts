import { foreignCurrencyOf, type Order } from './order.ts'

/** What a person has to look at before relying on an order. Words: `check.<name>`. */
export const orderChecks = [
  'unreadLine', // a line's quantity could not be read
  'unknownTime', // for a later time, and which one could not be read
  'foreignMoney', // billed or paid in another currency: what it is worth is not for us to say
] as const
export type OrderCheck = (typeof orderChecks)[number]

type Line = Order['lines'][number]

const isUnread = (line: Line): boolean => line.quantity === null || line.children.some(isUnread)

/** In the order of `orderChecks`; none: all of it could be read. */
export function checksOf(order: Order): OrderCheck[] {
  const found: Record<OrderCheck, boolean> = {
    unreadLine: order.lines.some(isUnread),
    unknownTime: order.isScheduled && order.scheduledForMs === null,
    foreignMoney:
      foreignCurrencyOf(order) !== null || order.payments.some((payment) => payment.foreignCurrency !== null),
  }
  return orderChecks.filter((check) => found[check])
}
