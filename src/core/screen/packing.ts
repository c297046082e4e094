import { inBoardOrder } from '../../shared/model/boardOrder.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver, type Order, orderLabel, type OrderLine } from '../../shared/model/order.ts'
import type { PackedMark, Packing, PackingLine, PackingOrder } from '../../shared/model/packing.ts'
import type { LineNews } from './packingNews.ts'

/** A scheduled order is packed when the board has it among the others, ms before it is due. */
const SCHEDULED_LEAD_MS = 30 * 60_000
const MOST_FINISHED = 5

/** The path of a mark that is of the whole order. */
export const WHOLE = ''

/** How long a cancelled order is shown after it was acknowledged at the counter, ms: whoever packs looks up by then. */
export const CANCELLED_SHOWN_MS = 10 * 60_000

interface PackingParts {
  known: readonly KnownOrder[]
  /** Orders whose cancellation was told, and not acknowledged long ago. */
  cancelled: readonly KnownOrder[]
  marks: readonly PackedMark[]
  newsOf(order: Order): LineNews
  nowMs: number
}

/**
 * What is to be packed now: open orders whose time has come, without those that are finished as they are now, and what
 * has been cancelled until somebody has touched it away. Pure.
 */
export function packingOf({ known, cancelled, marks, newsOf, nowMs }: PackingParts): Packing {
  const contents = new Map(marks.map((mark) => [placeOf(mark.orderKey, mark.path), mark]))
  const isMarked = (order: Order, path: string, news: LineNews): boolean =>
    contents.get(placeOf(order.key, path))?.content === contentAt(order, path, news)
  const open = known.filter(({ order, state }) => state === 'open' && isToBePacked(order, nowMs))
  const off = cancelled.filter(({ order }) => order.phase === 'cancelled' && isDue(order, nowMs))
  const all = [...open, ...off].map((one) => {
    const news = newsOf(one.order)
    return { one, news, isFinished: isMarked(one.order, WHOLE, news) }
  })
  const orders = all
    .filter(({ isFinished }) => !isFinished)
    .map(({ one, news }) => toPackingOrder(one, news, (path) => isMarked(one.order, path, news)))
    .sort(inBoardOrder)
  const finished = all
    .filter(({ one, isFinished }) => isFinished && !isOver(one.order))
    .map(({ one: { order } }) => ({
      key: order.key,
      label: orderLabel(order),
      atMs: contents.get(placeOf(order.key, WHOLE))?.atMs ?? 0,
    }))
    .sort((left, right) => right.atMs - left.atMs)
  return { orders, allDay: allDayOf(orders), finished: finished.slice(0, MOST_FINISHED) }
}

/**
 * What stands at this path, or the whole order with an empty one: a mark counts as long as it is the same. One that was
 * finished before it was cancelled is shown again. Pure.
 */
export function contentAt(order: Order, path: string, news: Pick<LineNews, 'lost' | 'cancelCount'>): string | null {
  if (path === WHOLE && order.phase === 'cancelled') return `cancelled ${news.cancelCount}`
  if (path === WHOLE) return JSON.stringify([order.lines.map(contentOf), order.note])
  const gone = news.lost.find((one) => one.path === path)
  if (gone !== undefined) return JSON.stringify(gone.line)
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
  !isOver(order) && order.phase !== 'onTheWay' && isDue(order, nowMs)

const isDue = (order: Order, nowMs: number): boolean =>
  order.scheduledForMs === null || order.scheduledForMs - nowMs <= SCHEDULED_LEAD_MS

type IsPacked = (path: string) => boolean

function toPackingOrder({ order, firstSeenMs }: KnownOrder, news: LineNews, isPacked: IsPacked): PackingOrder {
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
    isCancelled: order.phase === 'cancelled',
    cancelReason: order.cancelReason,
    lines: [
      ...order.lines.flatMap((line, index) => withContent(line, String(index), news, isPacked)),
      ...news.lost.map(({ path, line }): PackingLine => ({
        ...toPackingLine({ ...line, options: line.options.map((name) => ({ name })) }, path, isPacked),
        news: 'takenAway',
      })),
    ],
  }
}

function withContent(line: OrderLine, path: string, news: LineNews, isPacked: IsPacked): PackingLine[] {
  const told = news.of(path)
  // What was cancelled before anybody heard of it is not to be told.
  if (line.cancelled && told === null) return []
  const own = { ...toPackingLine(line, path, isPacked), news: told }
  if (told === 'takenAway') return [own]
  return [own, ...line.children.flatMap((child, index) => withContent(child, `${path}.${index}`, news, isPacked))]
}

type Packable = Pick<OrderLine, 'quantity' | 'name' | 'leftOut' | 'note'> & { options: readonly { name: string }[] }

const toPackingLine = ({ quantity, name, leftOut, note, options }: Packable, path: string, isPacked: IsPacked) => ({
  path,
  depth: path.split('.').length - 1,
  quantity,
  name,
  options: options.map((option) => option.name),
  leftOut,
  note,
  isPacked: isPacked(path),
})

/**
 * What a menu holds is made, not the menu. No vendor says whether a quantity within one is of one menu or of all of them,
 * so it counts as the slip has it.
 * A return takes nothing from what is to be made, and a quantity that could not be read counts as one.
 */
function allDayOf(orders: readonly PackingOrder[]): Packing['allDay'] {
  const lines = orders
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((order) => order.lines.filter((line, index) => !isMenu(line, order.lines[index + 1])))
    .filter(({ isPacked, news, quantity }) => !isPacked && news !== 'takenAway' && (quantity ?? 1) > 0)
  const rows = [...Map.groupBy(lines, (line) => JSON.stringify([line.name, portionOf(line)])).values()].flatMap(
    (same) =>
      same.slice(0, 1).map((line) => ({
        name: line.name,
        portion: portionOf(line),
        quantity: Math.round(same.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0) * 1000) / 1000,
      })),
  )
  return rows.sort(
    (left, right) =>
      right.quantity - left.quantity ||
      left.name.localeCompare(right.name, 'tr') ||
      (left.portion ?? '').localeCompare(right.portion ?? '', 'tr'),
  )
}

/** What it holds follows it. */
const isMenu = ({ path }: PackingLine, next: PackingLine | undefined): boolean =>
  next !== undefined && next.path.startsWith(`${path}.`)

/** Vendors have no field for it: shops name it in an option ("1,5 Porsiyon", "Büyük Boy", "330 ml"). */
const PORTION = /(^|[\s\d(])(porsiyon|pors|portion|boy|duble|litre|lt|ml|cl|kg|gr|gram|adet|cm)\.?($|[\s)])/iu
const WHOLE_PORTION = /^(1|bir|tam)\s*(porsiyon|pors\.?|portion)$/iu

/** null: the ordinary one. */
function portionOf({ options }: PackingLine): string | null {
  const portions = options.filter((option) => PORTION.test(option) && !WHOLE_PORTION.test(option.trim()))
  return portions.length === 0 ? null : portions.join(', ')
}
