import type { AlertKind } from '../../shared/model/alert.ts'
import { mayBeOnPaper, type PrintJob, type WantedJob } from '../../shared/model/printJob.ts'
import { type Order, orderLabel } from '../../shared/model/order.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { HistoryNote } from '../../shared/model/history.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { routeOrder } from '../routing/routeOrder.ts'
import type { OrderEvent } from './diffOrders.ts'
import { describeChanges, type OrderChange } from '../../shared/model/change.ts'

/** What follows from an event, as plain data: it is committed first and carried out afterwards. */
export interface Effects {
  known: KnownOrder[]
  alerts: { orderKey: string; kind: AlertKind }[]
  jobs: WantedJob[]
  history: HistoryNote[]
}

export interface EffectContext {
  settings: Pick<Settings, 'autoPrint' | 'printChanges' | 'printers' | 'routes'>
  /** The slips wanted so far, by order key. */
  jobsOf: ReadonlyMap<string, readonly PrintJob[]>
}

export const emptyEffects = (): Effects => ({ known: [], alerts: [], jobs: [], history: [] })

/** The effects of one poll's events. Pure. */
export function effectsOfEvents(events: readonly OrderEvent[], context: EffectContext): Effects {
  const effects = emptyEffects()
  for (const event of events) {
    const orderKey = event.known.order.key
    if (event.kind === 'orderAdded') addNew(effects, event.known, context)
    if (event.kind === 'orderReopened') reopen(effects, orderKey)
    if (event.kind === 'orderVanished') effects.history.push({ orderKey, what: 'gone' })
    else settle(effects, event.known, context)
  }
  return effects
}

function addNew(effects: Effects, known: KnownOrder, { settings }: EffectContext): void {
  const orderKey = known.order.key
  if (known.isBaseline) {
    effects.history.push({ orderKey, what: 'baseline' })
    return
  }
  effects.alerts.push({ orderKey, kind: 'new' })
  effects.history.push({ orderKey, what: 'seen' })
  if (settings.autoPrint) effects.jobs.push(...firstSlips(known.order, settings))
}

/** The first slips of an order, as routed. Wanted twice, each is still one: the ledger refuses the second. */
export const firstSlips = (order: Order, settings: Pick<Settings, 'printers' | 'routes'>): WantedJob[] =>
  routeOrder(order, settings).map(({ printerId, routeId, copy }) => ({
    ...slip(order, { printerId, routeId }),
    kind: 'order',
    dedupe: routeId === null ? 'first' : `first:${routeId}:${copy}`,
  }))

type Place = Pick<WantedJob, 'printerId' | 'routeId'>

const slip = (order: Order, { printerId, routeId }: Place): Omit<WantedJob, 'kind' | 'dedupe'> => ({
  orderKey: order.key,
  orderLabel: orderLabel(order),
  printerId,
  routeId,
  reason: null,
  changes: null,
})

/**
 * A full order is held against what people were told before: a difference is a revision, a cancellation its own thing.
 * The first full one only sets the mark.
 */
function settle(effects: Effects, known: KnownOrder, context: EffectContext): void {
  const { order, lastAnnounced } = known
  if (order.completeness !== 'full' || known.detailsWantedSinceMs !== null) return
  effects.known.push({ ...known, lastAnnounced: order })
  if (lastAnnounced === null) return
  if (order.phase === 'cancelled') {
    if (lastAnnounced.phase !== 'cancelled') cancel(effects, order, context)
    return
  }
  if (lastAnnounced.phase === 'cancelled' && order.phase !== 'delivered') reopen(effects, order.key)
  const changes = describeChanges(lastAnnounced, order)
  if (changes.length > 0) revise(effects, order, changes, context)
}

function reopen(effects: Effects, orderKey: string): void {
  effects.alerts.push({ orderKey, kind: 'reopened' })
  effects.history.push({ orderKey, what: 'reopened' })
}

function revise(effects: Effects, order: Order, changes: OrderChange[], context: EffectContext): void {
  effects.alerts.push({ orderKey: order.key, kind: 'changed' })
  effects.history.push({ orderKey: order.key, what: 'changed', changes })
  if (!context.settings.printChanges) return
  // A slip still waiting to be sent is composed from the newest order anyway: one slip, not two.
  for (const place of placesOnPaper(order.key, context)) {
    const earlier = (context.jobsOf.get(order.key) ?? []).filter((job) => job.kind === 'changed').length
    const dedupe = `changed:${earlier + 1}${ofRoute(place)}`
    effects.jobs.push({ ...slip(order, place), kind: 'changed', dedupe, changes })
  }
}

function cancel(effects: Effects, order: Order, context: EffectContext): void {
  effects.alerts.push({ orderKey: order.key, kind: 'cancelled' })
  effects.history.push({ orderKey: order.key, what: 'cancelled', reason: order.cancelReason })
  const earlier = (context.jobsOf.get(order.key) ?? []).filter((job) => job.kind === 'cancelled')
  for (const place of placesOnPaper(order.key, context)) {
    // Cancelled, taken back and cancelled again: whoever holds the slip must hear of each.
    const times = earlier.filter((job) => job.printerId === place.printerId && job.routeId === place.routeId).length
    const dedupe = `cancelled${times === 0 ? '' : `:${times + 1}`}${ofRoute(place)}`
    effects.jobs.push({ ...slip(order, place), kind: 'cancelled', dedupe })
  }
}

const ofRoute = ({ routeId }: Place): string => (routeId === null ? '' : `:${routeId}`)

/** Where a slip of this order may lie, once each; a route that wants no changes is left alone. */
function placesOnPaper(orderKey: string, { jobsOf, settings }: EffectContext): Place[] {
  const places = new Map<string, Place>()
  for (const job of jobsOf.get(orderKey) ?? []) {
    const { printerId, routeId } = job
    const route = settings.routes.find((candidate) => candidate.id === routeId)
    if (!mayBeOnPaper(job) || route?.printsChanges === false) continue
    places.set(`${printerId} ${routeId}`, { printerId, routeId })
  }
  return [...places.values()]
}

/** Details have come in for an open order. Pure. */
export function effectsOfDetails(known: KnownOrder, details: Order, context: EffectContext): Effects {
  const effects = emptyEffects()
  settle(effects, { ...known, order: sameIdentity(known, details), detailsWantedSinceMs: null }, context)
  return effects
}

/**
 * Why a vanished order is gone. `details` null: the vendor no longer knows it, or could not be asked.
 * A cancelled one is told to people, and to everybody who holds its slip.
 */
export function effectsOfGone(
  known: KnownOrder,
  answer: { details: Order } | { details: null; why: 'notFound' | 'unknown' },
  context: EffectContext,
): Effects {
  const effects = emptyEffects()
  if (answer.details === null) {
    effects.known.push({ ...known, goneWhy: answer.why })
    return effects
  }
  const order = sameIdentity(known, answer.details)
  const why = order.phase === 'cancelled' ? 'cancelled' : order.phase === 'delivered' ? 'delivered' : 'closed'
  effects.known.push({ ...known, order, lastAnnounced: order, goneWhy: why })
  effects.history.push({ orderKey: order.key, what: 'goneWhy', why })
  if (why === 'cancelled' && known.lastAnnounced?.phase !== 'cancelled') cancel(effects, order, context)
  return effects
}

/** Details may name the order by another id than the list did: it stays the one it is known as. */
const sameIdentity = (known: KnownOrder, details: Order): Order => ({
  ...details,
  key: known.order.key,
  orderId: known.order.orderId,
  sourceId: known.order.sourceId,
  detailsId: known.order.detailsId,
})
