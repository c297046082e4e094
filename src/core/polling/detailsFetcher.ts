import type { GoneAnswer } from '../orders/effects.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver, type Order } from '../../shared/model/order.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import type { Timers } from '../host.ts'
import { type PosClient, type PosProblem, type PosResult, type PosVendor, stoppingCodes } from '../vendors/posClient.ts'
import type { CallBudget } from './callBudget.ts'

interface FetcherDependencies {
  client: PosClient
  vendor: Pick<PosVendor, 'detailsGapMs' | 'listForgetsOpenOrders'>
  budget: CallBudget
  timers: Timers
  monotonicMs(): number
  random(): number
  /** Orders of this source that are open, or gone without the reason being known. */
  orders(): KnownOrder[]
  /** Its list's row does not show every change, so its details are asked for again and again. */
  isRowASummary(detailsId: string): boolean
  onDetails(orderKey: string, details: Order): void
  onGone(orderKey: string, answer: GoneAnswer): void
  /** A fault that stops the whole source. */
  onStopped(problem: PosProblem): void
  /** Something of ours failed (the ledger): said there, tried again here. */
  onFault(error: unknown): void
}

/** Details can be older than the list, by the vendor's fault or by ours: ask again this often before believing them. */
const STALE_RETRIES = 2
const STALE_RETRY_MS = 1_000
/** Short against the minutes after which the slip of a new order goes out without its details. */
const detailsPause = { firstMs: 2_000, lastMs: 15_000 }
/** When nothing but failures has come for so long, the reason for being gone stays unknown. */
const GONE_PATIENCE_MS = 15 * 60_000
/** Where the list lets go of what is open, nobody but this question knows of the order any more. */
const FORGOTTEN_PATIENCE_MS = 24 * 3_600_000
const gonePause = { firstMs: 2_000, lastMs: 60_000 }
/** An answer that takes long must not hold up the others. */
const AT_ONCE = 4
/** Each open order is asked for again within a minute, a little of which is for the answer. */
const REREAD_EVERY_MS = 50_000
/** With more than sixty open orders the turn takes longer instead of asking faster. */
const REREAD_GAP_MS = REREAD_EVERY_MS / 60
const rereadPause = { firstMs: 5_000, lastMs: 60_000 }

/** What is asked for first: what somebody waits for. */
const urgencies = ['new', 'changed', 'gone', 'baseline', 'again'] as const
type Urgency = (typeof urgencies)[number]

interface Wish {
  known: KnownOrder
  urgency: Urgency
  /** When it may be asked for, not before now; monotonic. */
  atMs: number
  /** Monotonic. */
  lastAskedMs: number
}

/** What has become of asking for one order. */
interface Tries {
  failures: number
  failingSinceMs: number | null
  stale: number
  notBeforeMs: number
}

/**
 * Fetches details: those that are wanted, several at a time, each until it succeeds; and in between those of open
 * orders again, in turn. What is wanted is derived from the orders themselves, so a crash or a restart forgets nothing.
 */
export function createDetailsFetcher(dependencies: FetcherDependencies): { wake(): void; stop(): void } {
  const { client, vendor, budget, timers, monotonicMs } = dependencies
  const tries = new Map<string, Tries>()
  /** When each order's details were last asked for, monotonic. */
  const askedMs = new Map<string, number>()
  const asking = new Set<string>()
  const aborter = new AbortController()
  let cancelTimer: (() => void) | null = null
  let lastStartMs = Number.NEGATIVE_INFINITY
  let lastRereadMs = Number.NEGATIVE_INFINITY
  let rereadFailures = 0
  let rereadNotBeforeMs = Number.NEGATIVE_INFINITY

  const isReread = (known: KnownOrder): boolean =>
    known.state === 'open' && (known.isUnlisted || dependencies.isRowASummary(known.order.detailsId))

  const wishes = (): Wish[] => {
    const orders = dependencies.orders()
    forget(orders)
    const nowMs = monotonicMs()
    const soonestMs = Math.max(nowMs, lastStartMs + vendor.detailsGapMs, budget.notBeforeMs)
    const rereads = new Set(orders.filter(isReread))
    const rereadGapMs = Math.max(REREAD_GAP_MS, REREAD_EVERY_MS / rereads.size)
    const soonestRereadMs = Math.max(soonestMs, budget.spareFromMs(), rereadNotBeforeMs, lastRereadMs + rereadGapMs)
    const wanted: Wish[] = []
    for (const known of orders) {
      const { key } = known.order
      const urgency = urgencyOf(known) ?? (rereads.has(known) ? 'again' : null)
      if (urgency === null || asking.has(key)) continue
      const lastAskedMs = askedMs.get(key) ?? Number.NEGATIVE_INFINITY
      const isAgain = urgency === 'again'
      const ownMs = isAgain ? lastAskedMs + REREAD_EVERY_MS : (tries.get(key)?.notBeforeMs ?? 0)
      const atMs = Math.max(isAgain ? soonestRereadMs : soonestMs, ownMs)
      wanted.push({ known, urgency, atMs, lastAskedMs })
    }
    return wanted
  }

  const forget = (orders: readonly KnownOrder[]): void => {
    if (tries.size + askedMs.size <= 2 * orders.length) return
    const keys = new Set(orders.map(({ order }) => order.key))
    for (const map of [tries, askedMs]) for (const key of map.keys()) if (!keys.has(key)) map.delete(key)
  }

  /** Of those that are due the most urgent one that was asked for longest ago; else the one that is due first. */
  const next = (): Wish | null =>
    wishes().reduce<Wish | null>((best, each) => (best === null || isBefore(each, best) ? each : best), null)

  const schedule = (): void => {
    cancelTimer?.()
    cancelTimer = null
    while (asking.size < AT_ONCE && !aborter.signal.aborted) {
      const wish = next()
      if (wish === null) return
      const delayMs = wish.atMs - monotonicMs()
      if (delayMs > 0) {
        cancelTimer = timers.after(delayMs, schedule)
        return
      }
      void fetchOne(wish)
    }
  }

  const fetchOne = async ({ known, urgency }: Wish): Promise<void> => {
    const { key, detailsId } = known.order
    asking.add(key)
    lastStartMs = monotonicMs()
    if (urgency === 'again') lastRereadMs = lastStartMs
    budget.noteCall()
    const answer = await ask(detailsId)
    asking.delete(key)
    // Whom the vendor refused keeps the place in the turn.
    if (answer.ok || answer.error.code !== 'rateLimited') askedMs.set(key, monotonicMs())
    if (aborter.signal.aborted) return
    try {
      if (answer.ok) arrived(known, urgency, answer.value)
      else failed(known, urgency, answer.error)
    } catch (error) {
      postpone(key, 5_000)
      dependencies.onFault(error)
    }
    schedule()
  }

  const ask = async (detailsId: string): Promise<PosResult<Order>> => {
    try {
      return await client.getDetails(detailsId, aborter.signal)
    } catch (error) {
      // No client should throw; if one does, it is one failed call.
      dependencies.onFault(error)
      return { ok: false, error: { code: 'internal' } }
    }
  }

  const postpone = (orderKey: string, delayMs: number): Tries => {
    const entry = tries.get(orderKey) ?? { failures: 0, failingSinceMs: null, stale: 0, notBeforeMs: 0 }
    entry.notBeforeMs = monotonicMs() + delayMs
    tries.set(orderKey, entry)
    return entry
  }

  const arrived = (asked: KnownOrder, urgency: Urgency, details: Order): void => {
    const orderKey = asked.order.key
    if (urgency === 'again') rereadFailures = 0
    const known = dependencies.orders().find(({ order }) => order.key === orderKey)
    // Gone or back in the meantime: what is wanted of it now is another question.
    if (known?.state !== asked.state) return
    const isStillOpen = vendor.listForgetsOpenOrders && !isOver(details) && details.closedAtMs === null
    if (known.state === 'gone' || (known.isUnlisted && !isStillOpen)) {
      tries.delete(orderKey)
      dependencies.onGone(orderKey, { details, isStillOpen })
      return
    }
    const isStale = details.totalKurus !== known.order.totalKurus || asked.listRevision !== known.listRevision
    if (isStale && !known.isUnlisted) {
      // Nobody waits for what is asked again in turn: should it be the newer one, the list will show that too.
      if (urgency === 'again' && urgencyOf(known) === null) return
      if ((tries.get(orderKey)?.stale ?? 0) < STALE_RETRIES) {
        postpone(orderKey, STALE_RETRY_MS).stale++
        return
      }
    }
    tries.delete(orderKey)
    dependencies.onDetails(orderKey, details)
  }

  const failed = (known: KnownOrder, urgency: Urgency, problem: PosProblem): void => {
    if (stoppingCodes.has(problem.code)) {
      dependencies.onStopped(problem)
      return
    }
    if (problem.code === 'rateLimited') budget.noteRefusal(problem.retryAfterMs)
    if (urgency === 'again') againFailed(known, problem)
    else wantedFailed(known, problem)
  }

  const againFailed = ({ order, isUnlisted }: KnownOrder, { code, retryAfterMs }: PosProblem): void => {
    // The list has the last word on an order that is in it.
    if (code === 'orderNotFound' && isUnlisted) dependencies.onGone(order.key, { details: null, why: 'notFound' })
    if (code === 'orderNotFound') return
    rereadFailures++
    const pauseMs = retryAfterMs ?? backoffMs(rereadFailures, dependencies.random(), rereadPause)
    rereadNotBeforeMs = monotonicMs() + pauseMs
  }

  const wantedFailed = (known: KnownOrder, problem: PosProblem): void => {
    const orderKey = known.order.key
    const isGone = known.state === 'gone'
    const isNotFound = problem.code === 'orderNotFound'
    // The list does not have it and its vendor does not know it: nothing else is left to ask.
    const isLost = known.isUnlisted && isNotFound
    const failures = (tries.get(orderKey)?.failures ?? 0) + 1
    const sinceMs = tries.get(orderKey)?.failingSinceMs ?? monotonicMs()
    const patienceMs = vendor.listForgetsOpenOrders ? FORGOTTEN_PATIENCE_MS : GONE_PATIENCE_MS
    if (isLost || (isGone && (isNotFound || monotonicMs() - sinceMs >= patienceMs))) {
      tries.delete(orderKey)
      dependencies.onGone(orderKey, { details: null, why: isNotFound ? 'notFound' : 'unknown' })
      return
    }
    const pause = isGone ? gonePause : detailsPause
    const delayMs = problem.retryAfterMs ?? backoffMs(failures, dependencies.random(), pause)
    Object.assign(postpone(orderKey, delayMs), { failures, failingSinceMs: sinceMs })
  }

  return {
    wake: schedule,
    stop: () => {
      aborter.abort()
      cancelTimer?.()
    },
  }
}

/** null: nothing is wanted of it. */
function urgencyOf({ state, goneWhy, detailsWantedSinceMs, isBaseline, lastAnnounced }: KnownOrder): Urgency | null {
  if (state === 'gone') return goneWhy === null ? 'gone' : null
  if (detailsWantedSinceMs === null) return null
  if (isBaseline) return 'baseline'
  return lastAnnounced === null ? 'new' : 'changed'
}

function isBefore(left: Wish, right: Wish): boolean {
  if (left.atMs !== right.atMs) return left.atMs < right.atMs
  if (left.urgency !== right.urgency) return urgencies.indexOf(left.urgency) < urgencies.indexOf(right.urgency)
  if (left.lastAskedMs !== right.lastAskedMs) return left.lastAskedMs < right.lastAskedMs
  return left.known.firstSeenMs < right.known.firstSeenMs
}
