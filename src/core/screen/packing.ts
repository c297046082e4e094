import { inBoardOrder } from '../../shared/model/boardOrder.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver, type Order, orderLabel, type OrderLine } from '../../shared/model/order.ts'
import type { PackedMark, Packing, PackingLine, PackingOrder } from '../../shared/model/packing.ts'

/** A scheduled order is packed when the board has it among the others, ms before it is due. */
const SCHEDULED_LEAD_MS = 30 * 60_000
const MOST_FINISHED = 5

/** The path of a mark that is of the whole order. */
export const WHOLE = ''

/** What is to be packed now: open orders whose time has come, without those that are finished as they are now. Pure. */
export function packingOf(known: readonly KnownOrder[], marks: readonly PackedMark[], nowMs: number): Packing {
  const contents = new Map(marks.map((mark) => [placeOf(mark.orderKey, mark.path), mark]))
  const isMarked = (order: Order, path: string): boolean =>
    contents.get(placeOf(order.key, path))?.content === contentAt(order, path)
  const open = known.filter(({ order, state }) => state === 'open' && isToBePacked(order, nowMs))
  const orders = open
    .filter(({ order }) => !isMarked(order, WHOLE))
    .map((one) => toPackingOrder(one, (path) => isMarked(one.order, path)))
    .sort(inBoardOrder)
  const finished = open
    .filter(({ order }) => isMarked(order, WHOLE))
    .map(({ order }) => ({
      key: order.key,
      label: orderLabel(order),
      atMs: contents.get(placeOf(order.key, WHOLE))?.atMs ?? 0,
    }))
    .sort((left, right) => right.atMs - left.atMs)
  return { orders, allDay: allDayOf(orders), finished: finished.slice(0, MOST_FINISHED) }
}

/** What stands at this path, or the whole order with an empty one: a mark counts as long as it is the same. Pure. */
export function contentAt(order: Order, path: string): string | null {
  if (path === WHOLE) return JSON.stringify([order.lines.map(contentOf), order.note])
  const [first, ...rest] = path.split('.').map(Number)
  const line = rest.reduce<OrderLine | undefined>((menu, index) => menu?.children[index], order.lines[first ?? -1])
  return line === undefined ? null : JSON.stringify(contentOf(line))
}

const contentOf = ({ name, quantity, options, leftOut, note, cancelled, children }: OrderLine): unknown => [
  name,
  quantity,
  options.map((option) => option.name),
  leftOut,
  note,
  cancelled,
  children.map(contentOf),
]

const placeOf = (orderKey: string, path: string): string => JSON.stringify([orderKey, path])

const isToBePacked = (order: Order, nowMs: number): boolean =>
  !isOver(order) &&
  order.phase !== 'onTheWay' &&
  (order.scheduledForMs === null || order.scheduledForMs - nowMs <= SCHEDULED_LEAD_MS)

function toPackingOrder({ order, firstSeenMs }: KnownOrder, isPacked: (path: string) => boolean): PackingOrder {
  return {
    key: order.key,
    number: order.number,
    code: order.code,
    channel: order.channel,
    type: order.type,
    customerName: order.customer?.name ?? null,
    tableName: order.tableName,
    note: order.note,
    createdAtMs: order.createdAtMs,
    scheduledForMs: order.scheduledForMs,
    dueMs: order.scheduledForMs ?? order.createdAtMs ?? firstSeenMs,
    lines: order.lines.flatMap((line, index) => withContent(line, String(index), 0, isPacked)),
  }
}

function withContent(line: OrderLine, path: string, depth: number, isPacked: (path: string) => boolean): PackingLine[] {
  if (line.cancelled) return []
  const { quantity, name, leftOut, note } = line
  const options = line.options.map((option) => option.name)
  return [
    { path, depth, quantity, name, options, leftOut, note, isPacked: isPacked(path) },
    ...line.children.flatMap((child, index) => withContent(child, `${path}.${index}`, depth + 1, isPacked)),
  ]
}

/** A return takes nothing from what is to be made, and a quantity that could not be read counts as one. */
function allDayOf(orders: readonly PackingOrder[]): Packing['allDay'] {
  const lines = orders
    .flatMap((order) => order.lines)
    .filter(({ isPacked, quantity }) => !isPacked && (quantity ?? 1) > 0)
  const byName = Map.groupBy(lines, ({ name }) => name)
  const rows = [...byName].map(([name, same]) => ({
    name,
    quantity: Math.round(same.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0) * 1000) / 1000,
  }))
  return rows.sort((left, right) => right.quantity - left.quantity || left.name.localeCompare(right.name, 'tr'))
}
