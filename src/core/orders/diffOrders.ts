import type { Order } from '../../shared/model/order.ts'
import type { OpenOrders } from '../vendors/posClient.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

export type OrderEvent =
  | { kind: 'orderAdded'; known: KnownOrder }
  | { kind: 'orderChanged'; known: KnownOrder; before: KnownOrder }
  | { kind: 'orderReopened'; known: KnownOrder }
  /** Its vendor goes on with it under another id. */
  | { kind: 'orderSucceeded'; known: KnownOrder; before: KnownOrder }
  | { kind: 'orderVanished'; known: KnownOrder }

export interface Diff {
  /** Known orders as they are now, only those that differ from before. */
  changed: KnownOrder[]
  events: OrderEvent[]
  /** A full board that is suddenly empty: not believed yet. */
  isVerifyingEmpty: boolean
}

export interface DiffContext {
  nowMs: number
  /** The source's first valid answer ever: everything in it is baseline. */
  isBaseline: boolean
  /** Rows that were there but could not be read, by the vendor's id; null: not even that. They are not missing. */
  unreadableIds: readonly (string | null)[]
  /** Only a whole answer says anything of an order that is not in it. */
  extent: OpenOrders['extent']
  /** Orders of this source that have gone within the last minutes, the last to go first. */
  justGone: readonly KnownOrder[]
  /** Orders of this answer that were known once and are gone, by the key they are known by. */
  gone: ReadonlyMap<string, KnownOrder>
}

const MISSES_UNTIL_GONE = 2
const MISSES_UNTIL_EMPTY = 3

/**
 * Compares one valid answer with what is known of that source. Pure: a failed answer never gets here.
 *
 * @param known the source's open orders
 * @param snapshot the open orders of the answer, in any order, doubles allowed
 */
export function diffOrders(known: readonly KnownOrder[], snapshot: readonly Order[], context: DiffContext): Diff {
  const byKey = new Map(known.map((entry) => [entry.order.key, entry]))
  const identified = identify(known, snapshot, context.gone)
  const predecessors = findPredecessors(known, identified, context)
  const seen = new Set([...identified.keys(), ...[...predecessors.values()].map(({ order }) => order.key)])
  const diff: Diff = { changed: [], events: [], isVerifyingEmpty: false }

  for (const order of identified.values()) {
    const before = byKey.get(order.key)
    const predecessor = predecessors.get(order.key)
    if (before) noteSeen(diff, before, order, context)
    else if (predecessor) noteSuccessor(diff, predecessor, order, context)
    else noteNew(diff, order, context)
  }

  const unreadable = new Set(context.unreadableIds)
  const isThere = ({ order, isUnlisted }: KnownOrder): boolean =>
    isUnlisted || seen.has(order.key) || unreadable.has(order.orderId) || unreadable.has(order.detailsId)
  const missing = context.extent === 'part' ? [] : known.filter((entry) => !isThere(entry))
  if (context.extent !== 'whole') {
    diff.changed.push(...missing.map((entry) => ({ ...entry, isUnlisted: true })))
    return diff
  }
  // One order gone from a board of one is an evening's end; many at once is more likely a fault of the answer.
  const isEmptied = seen.size === 0 && known.length > 1
  const needed = isEmptied || unreadable.has(null) ? MISSES_UNTIL_EMPTY : MISSES_UNTIL_GONE
  for (const entry of missing) noteMissing(diff, entry, needed, context)
  diff.isVerifyingEmpty = isEmptied && diff.changed.some((entry) => entry.state === 'open')
  return diff
}

/**
 * The answer by identity. A packet that is known by its packetId and now also has a uuid is still the same packet:
 * it keeps the key it is known by.
 */
function identify(
  known: readonly KnownOrder[],
  snapshot: readonly Order[],
  gone: DiffContext['gone'],
): Map<string, Order> {
  const keys = new Set(known.map((entry) => entry.order.key))
  const remembered = [...gone.values(), ...known]
  const byDetailsId = new Map(remembered.map((entry) => [entry.order.detailsId, entry.order]))
  const seen = new Map<string, Order>()
  const ownDetailsId = new Map(snapshot.map(({ key, detailsId }) => [key, detailsId]))
  for (const order of snapshot) {
    const candidate = keys.has(order.key) ? undefined : byDetailsId.get(order.detailsId)
    // Beside the one whose key it would take it is an order of its own, whatever was thought before.
    const isTaken = candidate !== undefined && (ownDetailsId.get(candidate.key) ?? order.detailsId) !== order.detailsId
    const same = candidate && !isTaken && isSamePacket(candidate, order) ? candidate : order
    const identified = { ...order, key: same.key, orderId: same.orderId }
    seen.set(identified.key, identified)
    byDetailsId.set(identified.detailsId, identified)
  }
  return seen
}

/**
 * Which order of the answer continues which one that is not in it any more, by the new one's key: the same channel's
 * same code, a moment later. A platform's order that the till closes and opens anew comes under another id.
 */
function findPredecessors(
  known: readonly KnownOrder[],
  identified: ReadonlyMap<string, Order>,
  { gone, justGone, isBaseline, extent }: DiffContext,
): Map<string, KnownOrder> {
  const found = new Map<string, KnownOrder>()
  if (isBaseline) return found
  const keys = new Set(known.map(({ order }) => order.key))
  // What a part of an answer does not have may be on the next page.
  const left =
    extent === 'whole' ? known.filter(({ order, isUnlisted }) => !isUnlisted && !identified.has(order.key)) : []
  const before = Map.groupBy([...justGone, ...left], (entry) => codeOf(entry.order))
  const now = Map.groupBy(identified.values(), codeOf)
  for (const [code, [order, ...others]] of now) {
    const [predecessor, ...more] = before.get(code) ?? []
    // A code that several have is no order's own.
    const isUnique = code !== null && others.length === 0 && more.length === 0
    if (!isUnique || order === undefined || predecessor === undefined) continue
    if (!keys.has(order.key) && !gone.has(order.key)) found.set(order.key, predecessor)
  }
  return found
}

const codeOf = ({ channel, code }: Order): string | null => (code === null ? null : `${channel.id} ${code}`)

/** The same document, told apart only by a uuid that one of the two does not have. Two uuids are two packets. */
export const isSamePacket = (left: Order, right: Order): boolean =>
  left.key === right.key ||
  (left.sourceId === right.sourceId &&
    left.detailsId === right.detailsId &&
    (left.orderId === right.orderId || left.orderId === left.detailsId || right.orderId === right.detailsId))

function noteSeen(diff: Diff, before: KnownOrder, row: Order, context: DiffContext): void {
  const listRevision = revisionOf(row)
  const isRevised = listRevision !== before.listRevision
  if (!isRevised && before.misses === 0 && !before.isUnlisted) return
  const known: KnownOrder = { ...before, misses: 0, isUnlisted: false, listRevision }
  if (isRevised) {
    known.order = mergeRow(before.order, row)
    known.money = moneyAfter(before, known.order, row)
    known.detailsWantedSinceMs = row.completeness === 'full' ? null : (before.detailsWantedSinceMs ?? context.nowMs)
    diff.events.push({ kind: 'orderChanged', known, before })
  }
  diff.changed.push(known)
}

function noteNew(diff: Diff, order: Order, context: DiffContext): void {
  // A source that begins anew begins with a baseline, whatever was known of it before it was taken away.
  const gone = context.isBaseline ? undefined : context.gone.get(order.key)
  const known: KnownOrder = {
    order: gone ? reopenedOrder(gone.order, order) : order,
    // Being told that it is back, people know that it is not cancelled any more.
    lastAnnounced: gone?.lastAnnounced ? { ...gone.lastAnnounced, phase: 'open' } : null,
    listRevision: revisionOf(order),
    firstSeenMs: gone?.firstSeenMs ?? context.nowMs,
    isBaseline: gone?.isBaseline ?? context.isBaseline,
    isUnlisted: false,
    isChangeHeld: false,
    misses: 0,
    state: 'open',
    goneAtMs: null,
    goneWhy: null,
    money: null,
    twinOf: gone?.twinOf ?? null,
    detailsWantedSinceMs: order.completeness === 'full' ? null : context.nowMs,
  }
  diff.changed.push(known)
  diff.events.push({ kind: gone ? 'orderReopened' : 'orderAdded', known })
}

/** It keeps the key, the alerts and the slips of the one before it, and answers to its own id from now on. */
function noteSuccessor(diff: Diff, before: KnownOrder, row: Order, context: DiffContext): void {
  const order = { ...reopenedOrder(before.order, row), key: before.order.key }
  const known: KnownOrder = {
    ...before,
    order,
    money: moneyAfter(before, order, row),
    lastAnnounced: before.lastAnnounced && { ...before.lastAnnounced, phase: 'open' },
    listRevision: revisionOf({ ...row, key: order.key }),
    misses: 0,
    state: 'open',
    goneAtMs: null,
    goneWhy: null,
    detailsWantedSinceMs: row.completeness === 'full' ? null : context.nowMs,
  }
  diff.changed.push(known)
  diff.events.push({ kind: 'orderSucceeded', known, before })
}

/** A split that was kept when its words were erased holds until the vendor says them again, or other amounts. */
const moneyAfter = (before: KnownOrder, order: Order, row: Order): KnownOrder['money'] =>
  row.completeness === 'full' ||
  before.order.completeness === 'summary' ||
  order.totalKurus !== before.order.totalKurus ||
  order.paidKurus !== before.order.paidKurus
    ? null
    : before.money

/** What is remembered of it still holds, but not how it ended. */
const reopenedOrder = (gone: Order, row: Order): Order =>
  mergeRow({ ...gone, phase: row.phase, statusText: row.statusText, closedAtMs: null, cancelReason: null }, row)

function noteMissing(diff: Diff, before: KnownOrder, needed: number, context: DiffContext): void {
  const misses = before.misses + 1
  if (misses < needed) {
    diff.changed.push({ ...before, misses })
    return
  }
  const known: KnownOrder = {
    ...before,
    misses,
    state: 'gone',
    goneAtMs: context.nowMs,
    goneWhy: null,
    detailsWantedSinceMs: null,
  }
  diff.changed.push(known)
  diff.events.push({ kind: 'orderVanished', known })
}

/** A row as text: equal texts are equal rows, whatever order the vendor sent them in. */
export const revisionOf = (row: Order): string => JSON.stringify(row)

/**
 * The newest known of an order. A summary row says nothing about lines and customer, so those stay until new details
 * come; whatever it does say is newer.
 */
export function mergeRow(known: Order, row: Order): Order {
  if (row.completeness === 'full' || known.completeness === 'summary') return row
  // A row without a label takes none away, but the label of one document is not that of the next.
  const isLabelled = row.phase !== 'unknown' && row.phase !== 'open'
  const { phase, statusText } = row.detailsId === known.detailsId ? known : row
  return {
    ...known,
    orderId: row.orderId,
    detailsId: row.detailsId,
    number: row.number ?? known.number,
    code: row.code ?? known.code,
    channel: row.channel,
    type: row.type === 'unknown' ? known.type : row.type,
    phase: isLabelled ? row.phase : phase,
    statusText,
    isScheduled: row.isScheduled,
    scheduledForMs: row.scheduledForMs ?? known.scheduledForMs,
    itemCount: row.itemCount ?? known.itemCount,
    totalKurus: row.totalKurus ?? known.totalKurus,
    paidKurus: row.paidKurus ?? known.paidKurus,
    discountKurus: row.discountKurus ?? known.discountKurus,
  }
}
