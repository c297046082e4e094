import type { Order } from '../../shared/model/order.ts'
import type { Timers } from '../host.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type PosClient, type PosProblem, type PosResult, stoppingCodes } from '../vendors/posClient.ts'
import { backoffMs } from '../../shared/model/backoff.ts'

interface FetcherDependencies {
  client: PosClient
  timers: Timers
  monotonicMs(): number
  random(): number
  /** Least time between the starts of two calls, ms. */
  gapMs: number
  /** Orders of this source whose details, or whose reason for being gone, are wanted. */
  wanted(): KnownOrder[]
  onDetails(orderKey: string, details: Order): void
  onGone(orderKey: string, answer: { details: Order } | { details: null; why: 'notFound' | 'unknown' }): void
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
/** After so many failed tries the reason for being gone stays unknown. */
const GONE_TRIES = 5

/**
 * Fetches details one at a time, new orders before baseline ones, each until it succeeds. What is wanted is derived
 * from the orders themselves, so a crash or a restart forgets nothing.
 */
export function createDetailsFetcher(dependencies: FetcherDependencies): { wake(): void; stop(): void } {
  const { client, timers, monotonicMs, gapMs } = dependencies
  const tries = new Map<string, { failures: number; stale: number; notBeforeMs: number }>()
  const aborter = new AbortController()
  let isBusy = false
  let cancelTimer: (() => void) | null = null
  let lastStartMs = Number.NEGATIVE_INFINITY

  const next = (): { known: KnownOrder; atMs: number } | null => {
    let best: { known: KnownOrder; atMs: number; rank: number } | null = null
    for (const known of dependencies.wanted()) {
      const atMs = Math.max(tries.get(known.order.key)?.notBeforeMs ?? 0, lastStartMs + gapMs, 0)
      const rank = known.state === 'gone' ? 2 : known.isBaseline ? 1 : 0
      if (best === null || atMs < best.atMs || (atMs === best.atMs && rank < best.rank)) best = { known, atMs, rank }
    }
    return best
  }

  const schedule = (): void => {
    cancelTimer?.()
    cancelTimer = null
    if (isBusy || aborter.signal.aborted) return
    const due = next()
    if (due === null) return tries.clear()
    const delayMs = due.atMs - monotonicMs()
    if (delayMs > 0) cancelTimer = timers.after(delayMs, schedule)
    else void fetchOne(due.known)
  }

  const fetchOne = async (known: KnownOrder): Promise<void> => {
    isBusy = true
    lastStartMs = monotonicMs()
    const answer = await ask(known.order.detailsId)
    isBusy = false
    if (aborter.signal.aborted) return
    try {
      if (answer.ok) arrived(known, answer.value)
      else failed(known, answer.error)
    } catch (error) {
      postpone(known.order.key, 5_000)
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

  const postpone = (orderKey: string, delayMs: number): { failures: number; stale: number } => {
    const entry = tries.get(orderKey) ?? { failures: 0, stale: 0, notBeforeMs: 0 }
    entry.notBeforeMs = monotonicMs() + delayMs
    tries.set(orderKey, entry)
    return entry
  }

  const arrived = (asked: KnownOrder, details: Order): void => {
    const orderKey = asked.order.key
    const known = dependencies.wanted().find(({ order }) => order.key === orderKey)
    // Gone or back in the meantime: what is wanted of it now is another question.
    if (known?.state !== asked.state) return
    if (known.state === 'gone') {
      dependencies.onGone(orderKey, { details })
      tries.delete(orderKey)
      return
    }
    const isStale = details.totalKurus !== known.order.totalKurus || asked.listRevision !== known.listRevision
    if (isStale && (tries.get(orderKey)?.stale ?? 0) < STALE_RETRIES) {
      postpone(orderKey, STALE_RETRY_MS).stale++
      return
    }
    dependencies.onDetails(orderKey, details)
    tries.delete(orderKey)
  }

  const failed = (known: KnownOrder, problem: PosProblem): void => {
    if (stoppingCodes.has(problem.code)) {
      dependencies.onStopped(problem)
      return
    }
    const orderKey = known.order.key
    const failures = (tries.get(orderKey)?.failures ?? 0) + 1
    if (known.state === 'gone' && (problem.code === 'orderNotFound' || failures >= GONE_TRIES)) {
      dependencies.onGone(orderKey, { details: null, why: problem.code === 'orderNotFound' ? 'notFound' : 'unknown' })
      tries.delete(orderKey)
      return
    }
    const delayMs = problem.retryAfterMs ?? backoffMs(failures, dependencies.random(), detailsPause)
    postpone(orderKey, delayMs).failures = failures
  }

  return {
    wake: schedule,
    stop: () => {
      aborter.abort()
      cancelTimer?.()
    },
  }
}
