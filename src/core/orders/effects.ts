import type { AlertKind } from '../../shared/model/alert.ts'
import { isUnsent, mayBeOnPaper, type PrintJob, type WantedJob } from '../../shared/model/printJob.ts'
import { isOver, type Order } from '../../shared/model/order.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { HistoryNote } from '../../shared/model/history.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { JobMove } from '../ledger/ledger.ts'
import type { OrderEvent } from './diffOrders.ts'
import {
  firstSlips,
  isAnothersToPrint,
  isSlipless,
  printsFirst,
  slipAt,
  type SlipPlace,
  slipsOnceRouted,
} from './firstSlips.ts'
import { isCancellationTold, isToldByPrimary, jobsOfAll, type Overlap, silentTwinOf, unsaidChanges } from './overlap.ts'
import { describeChanges, isGrowthAlone, type OrderChange, subjectOf } from '../../shared/model/change.ts'

/** What follows from an event, as plain data: it is committed first and carried out afterwards. */
export interface Effects {
  known: KnownOrder[]
  alerts: { orderKey: string; kind: AlertKind }[]
  jobs: WantedJob[]
  /** Slips that are not wanted any more. */
  moves: JobMove[]
  /** Orders whose open alerts nobody has to see any more. */
  withdrawn: string[]
  history: HistoryNote[]
}

/** What the shop has set, and since when this counter prints by itself, epoch ms; null or left out: it always has. */
export type BookSettings = Settings & { printsSinceMs?: number | null }

export interface EffectContext {
  settings: Pick<BookSettings, 'autoPrint' | 'printChanges' | 'printers' | 'routes' | 'counter' | 'printsSinceMs'>
  nowMs: number
  /** The slips wanted so far, by order key. */
  jobsOf: ReadonlyMap<string, readonly PrintJob[]>
  /** The same order at other sources, by order key; none where such orders are two. */
  overlapOf: ReadonlyMap<string, Overlap>
}

export const emptyEffects = (): Effects => ({
  known: [],
  alerts: [],
  jobs: [],
  moves: [],
  withdrawn: [],
  history: [],
})

export const joinEffects = (first: Effects, second: Effects): Effects => ({
  known: [...first.known, ...second.known],
  alerts: [...first.alerts, ...second.alerts],
  jobs: [...first.jobs, ...second.jobs],
  moves: [...first.moves, ...second.moves],
  withdrawn: [...first.withdrawn, ...second.withdrawn],
  history: [...first.history, ...second.history],
})

/** The effects of one poll's events. Pure. */
export function effectsOfEvents(events: readonly OrderEvent[], context: EffectContext): Effects {
  const effects = emptyEffects()
  for (const event of events) {
    const orderKey = event.known.order.key
    if (event.kind === 'orderAdded') addNew(effects, event.known, context)
    if (event.kind === 'orderReopened') comeBack(effects, event.known, context)
    if (event.kind === 'orderSucceeded') succeed(effects, event, context)
    if (event.kind === 'orderVanished') effects.history.push({ orderKey, what: 'gone' })
    else settle(effects, event.known, context)
  }
  return effects
}

const allJobs = (orderKey: string, { jobsOf, overlapOf }: EffectContext): PrintJob[] =>
  jobsOfAll(orderKey, jobsOf, overlapOf.get(orderKey))

function addNew(effects: Effects, known: KnownOrder, { settings, overlapOf }: EffectContext): void {
  const orderKey = known.order.key
  if (known.isBaseline) {
    effects.history.push({ orderKey, what: 'baseline' })
    return
  }
  // Nobody has to run for what is over already.
  if (isOver(known.order)) {
    effects.history.push({ orderKey, what: 'alreadyOver' })
    return
  }
  effects.history.push({ orderKey, what: 'seen' })
  if (!isToldByPrimary(known, overlapOf.get(orderKey))) call(effects, known.order, settings)
}

/** People hear of it, and its first slips are wanted. */
function call(effects: Effects, order: Order, settings: EffectContext['settings']): void {
  effects.alerts.push({ orderKey: order.key, kind: 'new' })
  if (printsFirst(settings)) effects.jobs.push(...firstSlips(order, settings))
}

/** It was over: people hear of it, and it is printed only when no slip of it was ever to come out. */
function comeBack(effects: Effects, known: KnownOrder, context: EffectContext): void {
  const { order, isBaseline } = known
  reopen(effects, order.key)
  const jobs = allJobs(order.key, context)
  if (isBaseline || isOver(order) || !printsFirst(context.settings) || !isSlipless(jobs)) return
  if (isAnothersToPrint(known, context.settings.printsSinceMs)) return
  effects.jobs.push(...slipsOnceRouted(order, jobs, context.settings))
}

/** It goes on as what it was: only one that people know as cancelled, or of which they never heard, is told to be back. */
function succeed(
  effects: Effects,
  { known, before }: Extract<OrderEvent, { kind: 'orderSucceeded' }>,
  context: EffectContext,
): void {
  const { order, lastAnnounced, goneWhy } = before
  effects.history.push({ orderKey: order.key, what: 'succeeded' })
  const isKnownAsCancelled = goneWhy === 'cancelled' || lastAnnounced?.phase === 'cancelled'
  const isUnheard = isOver(order) && isSlipless(allJobs(order.key, context))
  if (isKnownAsCancelled || isUnheard) comeBack(effects, known, context)
}

/**
 * A full order is held against what people were told before: a difference is a revision, a cancellation its own thing.
 * The first full one only sets the mark.
 */
function settle(effects: Effects, known: KnownOrder, context: EffectContext): void {
  const { order, lastAnnounced } = known
  if (order.completeness !== 'full' || known.detailsWantedSinceMs !== null) return
  const settled: KnownOrder = { ...known, lastAnnounced: order, isChangeHeld: false }
  if (order.phase === 'cancelled') {
    effects.known.push(settled)
    const isUnheard = lastAnnounced === null && !isOnPaper(order.key, context) && !context.overlapOf.has(order.key)
    if (!isUnheard && lastAnnounced?.phase !== 'cancelled') cancel(effects, order, context)
    return
  }
  if (isBack(known, context)) comeBack(effects, known, context)
  const different = lastAnnounced === null ? [] : describeChanges(lastAnnounced, order)
  const changes = unsaidChanges(known, different, context.overlapOf.get(order.key))
  if (changes.length === 0) {
    effects.known.push(settled)
    if (different.length > 0) effects.history.push({ orderKey: order.key, what: 'changedToo', changes: different })
  }
  // What people were told stays the mark: the next change says from where the amount has come.
  else if (isGrowthAlone(changes)) effects.known.push({ ...known, isChangeHeld: false })
  else if (isToldJustNow(order.key, changes, context)) hold(effects, known, changes)
  else {
    effects.known.push(settled)
    const flapping: OrderChange[] = known.isChangeHeld ? [{ what: 'flapping', before: null, after: null }] : []
    revise(effects, order, [...changes, ...flapping], context)
  }
}

/** Known as cancelled, or as over before there was a slip of it, and not over now. */
function isBack({ order, lastAnnounced, isBaseline }: KnownOrder, context: EffectContext): boolean {
  if (lastAnnounced === null || isOver(order) || !isOver(lastAnnounced)) return false
  return lastAnnounced.phase === 'cancelled' || (!isBaseline && isSlipless(allJobs(order.key, context)))
}

/** A change that is held waits for the end of this time, and the slip then says that there were several. */
const CHANGE_SLIP_EVERY_MS = 60_000

/** A slip of this very minute says of each of these that it has changed: a value that flaps must not empty the roll. */
function isToldJustNow(orderKey: string, changes: readonly OrderChange[], context: EffectContext): boolean {
  const { nowMs } = context
  const isRecent = ({ kind, wantedAtMs }: PrintJob): boolean =>
    kind === 'changed' && wantedAtMs <= nowMs && nowMs - wantedAtMs < CHANGE_SLIP_EVERY_MS
  const told = new Set(
    allJobs(orderKey, context)
      .filter(isRecent)
      .flatMap((job) => (job.changes ?? []).map(subjectOf)),
  )
  return changes.every((one) => told.has(subjectOf(one)))
}

/** People are told at once, the paper follows later. */
function hold(effects: Effects, known: KnownOrder, changes: OrderChange[]): void {
  const orderKey = known.order.key
  effects.known.push({ ...known, isChangeHeld: true })
  if (known.isChangeHeld) return
  effects.alerts.push({ orderKey, kind: 'changed' })
  effects.history.push({ orderKey, what: 'changed', changes })
}

/** Changes that were held, once their minute is over. Pure. */
export function effectsOfHeld(held: readonly KnownOrder[], context: EffectContext): Effects {
  const effects = emptyEffects()
  for (const known of held) settle(effects, known, context)
  // What waits still is as it was.
  effects.known = effects.known.filter(({ isChangeHeld }) => !isChangeHeld)
  return effects
}

const isOnPaper = (orderKey: string, context: EffectContext): boolean => allJobs(orderKey, context).some(mayBeOnPaper)

function reopen(effects: Effects, orderKey: string): void {
  effects.alerts.push({ orderKey, kind: 'reopened' })
  effects.history.push({ orderKey, what: 'reopened' })
}

function revise(effects: Effects, order: Order, changes: OrderChange[], context: EffectContext): void {
  effects.alerts.push({ orderKey: order.key, kind: 'changed' })
  effects.history.push({ orderKey: order.key, what: 'changed', changes })
  if (!context.settings.printChanges || !context.settings.counter.printsByItself) return
  // A slip still waiting to be sent is composed from the newest order anyway: one slip, not two.
  for (const { order: onPaper, place } of slipsOnPaper(order, context)) {
    const earlier = (context.jobsOf.get(onPaper.key) ?? []).filter((job) => job.kind === 'changed').length
    const dedupe = `changed:${earlier + 1}${ofRoute(place)}`
    effects.jobs.push({ ...slipAt(onPaper, place), kind: 'changed', dedupe, changes })
  }
}

function cancel(effects: Effects, order: Order, context: EffectContext): void {
  const { key } = order
  if (isCancellationTold(context.overlapOf.get(key))) {
    effects.history.push({ orderKey: key, what: 'cancelledToo', reason: order.cancelReason })
    return
  }
  effects.alerts.push({ orderKey: key, kind: 'cancelled' })
  effects.history.push({ orderKey: key, what: 'cancelled', reason: order.cancelReason })
  if (!context.settings.counter.printsByItself) return
  for (const { order: onPaper, place } of slipsOnPaper(order, context)) {
    const earlier = (context.jobsOf.get(onPaper.key) ?? []).filter((job) => job.kind === 'cancelled')
    // Cancelled, taken back and cancelled again: whoever holds the slip must hear of each.
    const times = earlier.filter((job) => job.printerId === place.printerId && job.routeId === place.routeId).length
    const dedupe = `cancelled${times === 0 ? '' : `:${times + 1}`}${ofRoute(place)}`
    effects.jobs.push({ ...slipAt(onPaper, place), kind: 'cancelled', dedupe })
  }
}

const ofRoute = ({ routeId }: SlipPlace): string => (routeId === null ? '' : `:${routeId}`)

/**
 * Where a slip of this order may lie, once each, and as which order it is there: the same one of another source is called
 * by another number. A route that wants no changes is left alone.
 */
function slipsOnPaper(
  order: Order,
  { jobsOf, settings, overlapOf }: EffectContext,
): { order: Order; place: SlipPlace }[] {
  const partners = (overlapOf.get(order.key)?.partners ?? []).map(({ known }) => known.order)
  const places = new Map<string, { order: Order; place: SlipPlace }>()
  for (const onPaper of [order, ...partners])
    for (const job of jobsOf.get(onPaper.key) ?? []) {
      const { printerId, routeId } = job
      const route = settings.routes.find((candidate) => candidate.id === routeId)
      const name = `${printerId} ${routeId}`
      if (!mayBeOnPaper(job) || route?.printsChanges === false || places.has(name)) continue
      places.set(name, { order: onPaper, place: { printerId, routeId } })
    }
  return [...places.values()]
}

/** Asked again, the vendor says what it said before. */
export const isNoNews = (known: KnownOrder, details: Order): boolean =>
  known.detailsWantedSinceMs === null &&
  !known.isChangeHeld &&
  JSON.stringify(sameIdentity(known, details)) === JSON.stringify(known.order)

/** Details have come in for an open order. Pure. */
export function effectsOfDetails(known: KnownOrder, details: Order, context: EffectContext): Effects {
  const effects = emptyEffects()
  const now: KnownOrder = { ...known, order: sameIdentity(known, details), money: null, detailsWantedSinceMs: null }
  const isFirstWord = known.lastAnnounced === null && !known.isBaseline && !isOver(known.order)
  if (isFirstWord && isOver(details) && !isOnPaper(known.order.key, context)) takeBack(effects, now, context)
  else settle(effects, now, context)
  return effects
}

/** The list's row did not say that it was over already: nobody has to see it, no slip of it is wanted. */
function takeBack(effects: Effects, known: KnownOrder, context: EffectContext): void {
  const { jobsOf, nowMs, settings, overlapOf } = context
  const orderKey = known.order.key
  // Nobody was called for the same order of another source, which goes on.
  const silent = silentTwinOf(known, overlapOf.get(orderKey))
  if (silent !== null) call(effects, silent.order, settings)
  effects.known.push({ ...known, lastAnnounced: known.order })
  effects.history.push({ orderKey, what: 'alreadyOver' })
  effects.withdrawn.push(orderKey)
  const step: JobMove['step'] = { atMs: nowMs, problem: null, notBeforeMs: null, note: { code: 'orderOver' } }
  // One that is not on record yet goes with what is withdrawn.
  for (const job of (jobsOf.get(orderKey) ?? []).filter((one) => one.id !== 0 && isUnsent(one)))
    effects.moves.push({ jobId: job.id, from: [job.state], to: 'dropped', step })
}

/** What its vendor says of an order that left the list. `isStillOpen`: it is open, and only the list has let go of it. */
export type GoneAnswer = { details: Order; isStillOpen: boolean } | { details: null; why: 'notFound' | 'unknown' }

/**
 * Why a vanished order is gone. `details` null: the vendor no longer knows it, or could not be asked.
 * A cancelled one is told to people, and to everybody who holds its slip.
 */
export function effectsOfGone(known: KnownOrder, answer: GoneAnswer, context: EffectContext): Effects {
  const effects = emptyEffects()
  if (answer.details === null) {
    effects.known.push({ ...known, goneWhy: answer.why })
    return effects
  }
  if (answer.isStillOpen) {
    effects.history.push({ orderKey: known.order.key, what: 'stillOpen' })
    const back: KnownOrder = { ...known, state: 'open', goneAtMs: null, misses: 0, isUnlisted: true }
    effects.known.push(back)
    settle(effects, { ...back, order: sameIdentity(known, answer.details), money: null }, context)
    return effects
  }
  const order = sameIdentity(known, answer.details)
  const why = order.phase === 'cancelled' ? 'cancelled' : order.phase === 'delivered' ? 'delivered' : 'closed'
  effects.known.push({ ...known, order, money: null, lastAnnounced: order, goneWhy: why })
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
