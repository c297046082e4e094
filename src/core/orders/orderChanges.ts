import { formatKurus } from '../../shared/model/money.ts'
import type { Order, OrderLine } from '../../shared/model/order.ts'

/** One thing that is different now, for the DEĞİŞTİ slip and the order's page. `null`: was or is not there. */
export interface OrderChange {
  what:
    | 'line'
    | 'note'
    | 'address'
    | 'phone'
    | 'customer'
    | 'scheduledFor'
    | 'total'
    | 'discount'
    | 'paid'
    | 'paymentMethod'
    | 'number'
    | 'type'
  before: string | null
  after: string | null
}

/**
 * What a person who read `before` must be told to know `after`; empty when nothing that matters differs.
 * An order's status, courier and update time are its life, not its content. Money taken at the door is not a change
 * either: once it is on its way, `paid` only says that it arrived.
 */
export function describeChanges(before: Order, after: Order): OrderChange[] {
  const changes: OrderChange[] = [...lineChanges(before.lines, after.lines)]
  const compare = (what: OrderChange['what'], read: (order: Order) => string | null): void => {
    const from = read(before)
    const to = read(after)
    if (from !== to) changes.push({ what, before: from, after: to })
  }
  compare('note', (order) => order.note)
  compare('address', addressOf)
  compare('phone', phonesOf)
  compare('customer', (order) => order.customer?.name ?? null)
  compare('scheduledFor', (order) => (order.scheduledForMs === null ? null : String(order.scheduledForMs)))
  compare('total', (order) => amount(order.totalKurus))
  compare('discount', (order) => amount(order.discountKurus))
  if (after.phase !== 'onTheWay' && after.phase !== 'delivered') compare('paid', (order) => amount(order.paidKurus))
  compare('paymentMethod', (order) => order.paymentMethod)
  compare('number', (order) => order.number)
  compare('type', (order) => order.type)
  return changes
}

const amount = (kurus: number | null): string | null => (kurus === null ? null : formatKurus(kurus))

const joined = (parts: (string | null | undefined)[]): string | null =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ') || null

const addressOf = ({ customer }: Order): string | null =>
  joined([customer?.address, customer?.region, customer?.city, customer?.directions])

const phonesOf = ({ customer }: Order): string | null =>
  joined(customer?.phones.map((phone) => joined([phone.number, phone.code])) ?? [])

/** Lines are matched by id; a line whose id the vendor changed but whose words are the same is the same line. */
function lineChanges(before: readonly OrderLine[], after: readonly OrderLine[]): OrderChange[] {
  const left = new Map(before.map((line) => [line.id, line]))
  const added: OrderLine[] = []
  const changes: OrderChange[] = []
  for (const line of after) {
    const old = left.get(line.id)
    left.delete(line.id)
    if (old === undefined) added.push(line)
    else if (lineText(old) !== lineText(line)) changes.push(lineChange(old, line))
  }
  for (const line of added) {
    const twin = [...left.values()].find((old) => lineText(old) === lineText(line))
    if (twin) left.delete(twin.id)
    else changes.push(lineChange(null, line))
  }
  for (const line of left.values()) changes.push(lineChange(line, null))
  return changes
}

const lineChange = (before: OrderLine | null, after: OrderLine | null): OrderChange => ({
  what: 'line',
  before: before && lineText(before),
  after: after && lineText(after),
})

/** A line in words, with everything the kitchen would do differently. */
export function lineText(line: Omit<OrderLine, 'children'> & { children?: OrderLine['children'] }): string {
  const extras = [
    ...line.options.map((option) => option.name),
    ...line.leftOut.map((name) => `YOK: ${name}`),
    ...(line.note ? [line.note] : []),
    ...(line.children ?? []).map((child) => lineText(child)),
  ]
  const words = `${formatQuantity(line.quantity)} x ${line.name}${extras.length > 0 ? ` (${extras.join('; ')})` : ''}`
  return line.cancelled ? `İPTAL: ${words}` : words
}

/** Three decimals at most, comma as the mark: 0,375. */
export const formatQuantity = (quantity: number): string => String(Math.round(quantity * 1000) / 1000).replace('.', ',')
