import { type OrderChange, subjectOf } from '../../shared/model/change.ts'
import { foldForSearch, foldWord } from '../../shared/model/foldTurkish.ts'
import type { HistoryEntry, HistoryNote } from '../../shared/model/history.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { isOver, type Order, type OrderLine, orderLabel } from '../../shared/model/order.ts'
import type { Diff } from './diffOrders.ts'

/** The same code of the same channel is one order when it was ordered twice within this time. */
const OVERLAP_WITHIN_MS = 600_000

/** An order with what its page tells of it. */
export interface Remembered {
  known: KnownOrder
  history: readonly HistoryEntry[]
}

/** What is known of an order at other sources, as far as such orders are one. */
export interface Overlap {
  /** The order's own. */
  history: readonly HistoryEntry[]
  /** The one that was seen first at the head, without the order itself; never empty. */
  partners: readonly Remembered[]
}

/** Channel and platform code as every source writes them; null: nothing tells it from another order. */
function platformCodeOf({ channel, code }: Order): string | null {
  const letters = foldWord(code ?? '').replace(/[^a-z0-9]/g, '')
  return letters === '' ? null : `${channel.id} ${letters}`
}

const isLive = ({ state, order }: KnownOrder): boolean => state === 'open' && !isOver(order)

/** By when it was ordered, where both vendors say so. */
function isWithinMinutes(left: KnownOrder, right: KnownOrder): boolean {
  const [leftMs, rightMs] = [left.order.createdAtMs, right.order.createdAtMs]
  const areKnown = leftMs !== null && rightMs !== null
  const apartMs = areKnown ? leftMs - rightMs : left.firstSeenMs - right.firstSeenMs
  return Math.abs(apartMs) <= OVERLAP_WITHIN_MS
}

/** Which live order of another source this new one is as well, by its key; null: none, or nobody can tell. Pure. */
export function primaryOf(fresh: KnownOrder, known: readonly KnownOrder[]): string | null {
  const code = platformCodeOf(fresh.order)
  if (code === null || !isLive(fresh)) return null
  const same = known.filter((one) => one.order.key !== fresh.order.key && platformCodeOf(one.order) === code)
  const live = same.filter(isLive)
  // A code that several orders of one source have is no order's own.
  if (new Set([fresh, ...live].map(({ order }) => order.sourceId)).size !== live.length + 1) return null
  const primaries = new Set(live.map(({ order, twinOf }) => twinOf ?? order.key))
  const [primaryKey] = primaries
  if (primaryKey === undefined || primaries.size > 1) return null
  return live.every((one) => isWithinMinutes(one, fresh)) ? primaryKey : null
}

/** The answer of a source, whose new orders name those of other sources that they are as well. Pure. */
export function pairNewOrders(diff: Diff, known: readonly KnownOrder[]): { diff: Diff; history: HistoryNote[] } {
  const isNew = new Set(diff.events.flatMap((event) => (event.kind === 'orderAdded' ? [event.known.order.key] : [])))
  if (isNew.size === 0) return { diff, history: [] }
  const now = new Map([...known, ...diff.changed].map((one) => [one.order.key, one]))
  const history: HistoryNote[] = []
  const paired = new Map<KnownOrder, KnownOrder>()
  for (const fresh of diff.changed.filter(({ order }) => isNew.has(order.key))) {
    const twinOf = primaryOf(fresh, [...now.values()])
    const primary = twinOf === null ? undefined : now.get(twinOf)
    if (primary === undefined) continue
    paired.set(fresh, { ...fresh, twinOf })
    history.push(
      { orderKey: fresh.order.key, what: 'sameOrder', label: orderLabel(primary.order) },
      { orderKey: primary.order.key, what: 'sameOrder', label: orderLabel(fresh.order) },
    )
  }
  const nowPaired = (one: KnownOrder): KnownOrder => paired.get(one) ?? one
  return {
    diff: {
      ...diff,
      changed: diff.changed.map(nowPaired),
      events: diff.events.map((event) => ({ ...event, known: nowPaired(event.known) })),
    },
    history,
  }
}

/** Somebody has been called for it, and a slip was wanted, when it was first seen at another source. Pure. */
export const isToldByPrimary = ({ twinOf }: KnownOrder, overlap: Overlap | undefined): boolean =>
  (overlap?.partners ?? []).some(({ known }) => known.order.key === twinOf && !known.isBaseline)

/** A partner that goes on, and for which nobody has been called. Pure. */
export const silentTwinOf = ({ order }: KnownOrder, overlap: Overlap | undefined): KnownOrder | null =>
  (overlap?.partners ?? []).map(({ known }) => known).find((one) => one.twinOf === order.key && isLive(one)) ?? null

/** The slips of an order, and of the same order at other sources. Pure. */
export const jobsOfAll = (
  orderKey: string,
  jobsOf: ReadonlyMap<string, readonly PrintJob[]>,
  overlap: Overlap | undefined,
): PrintJob[] =>
  [orderKey, ...(overlap?.partners ?? []).map(({ known }) => known.order.key)].flatMap((key) => jobsOf.get(key) ?? [])

/** People know it as cancelled already. Pure. */
export const isCancellationTold = (overlap: Overlap | undefined): boolean =>
  (overlap?.partners ?? []).some(({ history }) => {
    const last = history.findLast(({ happening: { what } }) => endings.has(what))
    return last !== undefined && last.happening.what !== 'reopened'
  })

const endings: ReadonlySet<string> = new Set(['cancelled', 'cancelledToo', 'reopened'])

/** What of these changes people have not heard of the same order at another source. Pure. */
export const unsaidChanges = (
  known: KnownOrder,
  changes: readonly OrderChange[],
  overlap: Overlap | undefined,
): OrderChange[] => changes.filter((one) => overlap === undefined || !isSaid(known, one, overlap))

interface ToldChange {
  change: OrderChange
  atMs: number
  by: KnownOrder | null
}

function isSaid(known: KnownOrder, change: OrderChange, { history, partners }: Overlap): boolean {
  const told = [
    ...toldIn(history, null),
    ...partners.flatMap((partner) => toldIn(partner.history, partner.known)),
  ].toSorted((left, right) => left.atMs - right.atMs)
  const subject = foldedSubject(change)
  const last = told.findLast((one) => foldedSubject(one.change) === subject)
  if (last !== undefined) return last.by !== null && saysSame(last.change, change)
  // What people were told when it came in is what its first source said.
  const primary = partners.find((partner) => partner.known.order.key === known.twinOf)?.known
  if (primary?.lastAnnounced && !primary.isBaseline && holdsTrue(change, primary.lastAnnounced)) return true
  return change.what === 'line' && isSameByAmount(known, told)
}

const toldIn = (history: readonly HistoryEntry[], by: KnownOrder | null): ToldChange[] =>
  history.flatMap(({ atMs, happening }) =>
    happening.what === 'changed' ? happening.changes.map((change) => ({ change, atMs, by })) : [],
  )

const foldedSubject = (change: OrderChange): string => folded(subjectOf(change))

const saysSame = (told: OrderChange, change: OrderChange): boolean =>
  told.what === change.what && folded(told.after) === folded(change.after)

const folded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(comparable(value ?? ''))
  return foldForSearch(text).replace(/\s+/g, ' ').trim()
}

/** Of a line, what every vendor has a word for. */
const comparable = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'name' in value && 'quantity' in value
    ? [value.name, value.quantity, 'cancelled' in value && value.cancelled]
    : value

/** An order that says so by itself. */
function holdsTrue(change: OrderChange, order: Order): boolean {
  switch (change.what) {
    case 'line':
      return isAmongLines(change, order.lines)
    case 'total':
      return change.after === order.totalKurus
    case 'discount':
      return change.after === order.discountKurus
    case 'paid':
      return change.after === order.paidKurus
    case 'scheduledFor':
      return change.after === order.scheduledForMs
    case 'type':
      return change.after === order.type
    case 'note':
      return folded(change.after) === folded(order.note)
    case 'paymentMethod':
      return folded(change.after) === folded(order.paymentMethod)
    case 'customer':
      return folded(change.after) === folded(order.customer?.name ?? null)
    default:
      return false
  }
}

function isAmongLines({ before, after }: OrderChange & { what: 'line' }, lines: readonly OrderLine[]): boolean {
  const named = lines.filter(({ name }) => folded(name) === folded((after ?? before)?.name))
  if (after === null) return before !== null && named.every(({ cancelled }) => cancelled)
  return named.some((line) => folded(line) === folded(after))
}

/** Vendors call one dish by different names; the same new amount a moment later is the same change. */
function isSameByAmount({ order, lastAnnounced }: KnownOrder, told: readonly ToldChange[]): boolean {
  const last = told.findLast(({ change }) => change.what === 'line')
  if (last === undefined || last.by === null || order.totalKurus === null) return false
  return order.totalKurus !== lastAnnounced?.totalKurus && order.totalKurus === last.by.order.totalKurus
}
