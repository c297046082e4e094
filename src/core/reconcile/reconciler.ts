import { boundsOfBusinessDay } from '../../shared/model/istanbulTime.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Finding, Reconciliation } from '../../shared/model/reconciliation.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Timers } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import type { Sources } from '../polling/sources.ts'
import {
  type CompletedOrders,
  type PosClient,
  type PosProblem,
  type PosResult,
  stoppingCodes,
} from '../vendors/posClient.ts'
import type { TrustedClock } from '../trustedClock.ts'
import { compareBooks, compareOrder } from './compareBooks.ts'
import { dueDay } from './dueDay.ts'

interface ReconcilerDependencies {
  ledger: Pick<
    Ledger,
    'readHearing' | 'readDay' | 'readOrder' | 'readOrderByDetailsId' | 'readReconciliations' | 'addReconciliation'
  >
  clock: Pick<TrustedClock, 'nowMs' | 'monotonicMs' | 'vendorNowMs'>
  timers: Timers
  sources: Pick<Sources, 'client' | 'budget'>
  /** When a source was last heard, epoch ms; null: never. */
  lastSuccessMs(sourceId: string): number | null
  settings(): Pick<Settings, 'sources' | 'reconcileAt' | 'dayEndsAt'>
  onChange(): void
  onFault(error: unknown): void
}

/** Holds days of the ledger against the vendors' books, and keeps on record what that has shown. */
export interface Reconciler {
  /**
   * Begins with every source that is asked.
   *
   * @returns how many have begun; those under way go on. null: nothing has been heard of any that could be compared
   */
  run(dayIso: string): number | null
  /** Sources that are being reconciled for this day just now. */
  running(dayIso: string): ReadonlySet<string>
  /** Begins with what is due by itself. @param nowMs epoch ms: a time that can be believed */
  beat(nowMs: number): void
  stop(): void
}

/** A vendor tells its time in whole seconds. */
const DATE_STEP_MS = 1_000

/** When a source was heard, epoch ms by this computer's clock. */
interface Heard {
  firstMs: number
  lastMs: number
}

/** What is compared of a source. Epoch ms. */
interface Day {
  sourceId: string
  /** Between these nothing can be missing that the vendor's books do not show. */
  fromMs: number
  untilMs: number
  /** Its orders are compared from here on, by the vendor's clock, which their times are told by. */
  ordersFromMs: number
  /** The business day's own end: what is found missing after `untilMs` is named as well. */
  endMs: number
}

/** How far apart the time of an order and the time at which it was first seen may be. */
const SEEN_APART_MS = 24 * 3_600_000
/** What is due is looked for this often. */
const LOOK_EVERY_MS = 30_000
/** Packets whose end nobody knows, asked for one by one; a shop has a few a day. */
const MOST_ASKED = 200
/** Between two such questions, however many the vendor would take. */
const LEAST_GAP_MS = 1_000

export function createReconciler(dependencies: ReconcilerDependencies): Reconciler {
  const { ledger, clock, timers, sources } = dependencies
  /** Day by source. */
  const underWay = new Map<string, string>()
  const aborter = new AbortController()
  let lookedMs = Number.NEGATIVE_INFINITY

  const wait = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = timers.after(delayMs, resolve)
      aborter.signal.addEventListener('abort', () => {
        cancel()
        resolve()
      })
    })

  const heardOf = (sourceId: string): Heard | null => {
    const span = ledger.readHearing().find((each) => each.sourceId === sourceId)
    if (span === undefined) return null
    const lastMs = dependencies.lastSuccessMs(sourceId) ?? span.lastSuccessMs
    return { firstMs: span.firstSuccessMs, lastMs: Math.min(lastMs, clock.nowMs()) }
  }

  /** How far its own vendor's clock is ahead of this one, ms; as long as it has not told the time, they are taken for one. */
  const vendorAheadMs = (sourceId: string): number => {
    const vendorMs = clock.vendorNowMs(sourceId)
    return vendorMs === null ? 0 : vendorMs - clock.nowMs()
  }

  /**
   * From when to when nothing can be missing that the vendor's books do not show, by this clock and by the vendor's. What
   * was over before the source was first heard is nothing that could have been missed. What came in after it was last
   * heard may be open, and is then neither in the vendor's books nor here.
   */
  const comparableOf = (sourceId: string, { firstMs, lastMs }: Heard): Record<'sinceMs' | 'untilMs', number> => {
    const aheadMs = vendorAheadMs(sourceId)
    return {
      sinceMs: Math.ceil(firstMs + Math.max(0, aheadMs)),
      untilMs: Math.floor(lastMs + Math.min(0, aheadMs + DATE_STEP_MS)),
    }
  }

  /** null: nothing of this day can be compared. */
  const dayOf = (sourceId: string, dayIso: string, heard: Heard): Day | null => {
    const bounds = boundsOfBusinessDay(dayIso, dependencies.settings().dayEndsAt)
    const { sinceMs, untilMs: heardUntilMs } = comparableOf(sourceId, heard)
    const fromMs = Math.max(bounds.fromMs, sinceMs)
    const untilMs = Math.min(bounds.untilMs, heardUntilMs)
    const ordersFromMs = Math.max(bounds.fromMs, Math.ceil(heard.firstMs + vendorAheadMs(sourceId)))
    return fromMs < untilMs ? { sourceId, fromMs, untilMs, ordersFromMs, endMs: bounds.untilMs } : null
  }

  const begin = (source: SourceSettings, dayIso: string, heard: Heard): boolean => {
    const client = sources.client(source.id)
    if (!source.enabled || client === null || underWay.has(source.id)) return false
    underWay.set(source.id, dayIso)
    dependencies.onChange()
    void reconcile(client, source.id, dayIso, heard)
      .catch(dependencies.onFault)
      .finally(() => {
        underWay.delete(source.id)
        if (!aborter.signal.aborted) dependencies.onChange()
      })
    return true
  }

  const reconcile = async (client: PosClient, sourceId: string, dayIso: string, heard: Heard): Promise<void> => {
    const begunMs = clock.nowMs()
    const { fromMs: dayFromMs } = boundsOfBusinessDay(dayIso, dependencies.settings().dayEndsAt)
    const books = client.listCompleted ? await client.listCompleted(dayFromMs, aborter.signal) : null
    // The books may be the first to tell the vendor's time in this run.
    const day = aborter.signal.aborted ? null : dayOf(sourceId, dayIso, heard)
    if (day === null) return
    const result = books === null ? await byAsking(client, day) : byCompletedList(books, day, begunMs)
    if (aborter.signal.aborted) return
    const { fromMs, untilMs } = day
    ledger.addReconciliation({ sourceId, fromMs, untilMs, dayIso, atMs: clock.nowMs(), ...result })
  }

  /** Those first seen between two moments. */
  const ordersOf = (sourceId: string, fromMs: number, untilMs: number): KnownOrder[] =>
    ledger.readDay(fromMs, untilMs).orders.filter(({ order }) => order.sourceId === sourceId)

  const find = (order: Order): KnownOrder | null =>
    ledger.readOrder(order.key) ?? ledger.readOrderByDetailsId(order.sourceId, order.detailsId)

  type Shown = Omit<Reconciliation, 'dayIso' | 'atMs' | 'sourceId' | 'fromMs' | 'untilMs'>

  const byCompletedList = (read: PosResult<CompletedOrders>, day: Day, begunMs: number): Shown => {
    if (!read.ok) return { ...nothingShown, by: 'completedList', problem: read.error.code }
    const { orders, quarantined, isWhole, failure } = read.value
    const ofDay = orders.filter(({ createdAtMs }) => isWithin(createdAtMs, day))
    const unreadable = quarantined.filter(
      ({ id }) => id === null || ledger.readOrderByDetailsId(day.sourceId, id) === null,
    )
    // An order is seen after it came in, and by a clock that may differ from the vendor's.
    const ofOwnDay = ordersOf(day.sourceId, day.ordersFromMs - SEEN_APART_MS, day.endMs + SEEN_APART_MS).filter(
      ({ order, firstSeenMs }) => isWithin(order.createdAtMs ?? firstSeenMs, day),
    )
    return {
      by: 'completedList',
      isWhole,
      problem: failure?.code ?? null,
      vendorCount: ofDay.length,
      unexplainedCount: 0,
      unreadableCount: unreadable.length,
      findings: compareBooks(
        { orders: ofDay, ids: [...orders.map(({ orderId }) => orderId), ...quarantined.map(({ id }) => id)], isWhole },
        { find, ofDay: ofOwnDay, begunMs },
      ),
    }
  }

  /** Where there is no list, what has left the board without a word is asked for by its id once more. */
  const byAsking = async (client: PosClient, day: Day): Promise<Shown> => {
    const unexplained = ordersOf(day.sourceId, day.ordersFromMs, day.endMs).filter(
      ({ state, goneWhy }) => state === 'gone' && (goneWhy === 'unknown' || goneWhy === 'notFound'),
    )
    const findings: Finding[] = []
    let [explained, problem]: [number, PosProblem | null] = [0, null]
    for (const known of unexplained.slice(0, MOST_ASKED)) {
      const answer = await askOnce(client, day.sourceId, known)
      if (aborter.signal.aborted) break
      if (answer.ok) {
        explained++
        // It may have come back since.
        const now = ledger.readOrder(known.order.key) ?? known
        findings.push(...compareOrder(now, { ...answer.value, orderId: now.order.orderId }))
      } else if (answer.error.code !== 'orderNotFound') {
        problem = answer.error
        // A limit, a refused key or a cable: the rest would be answered alike.
        if (stoppingCodes.has(problem.code) || problem.code === 'rateLimited' || problem.code === 'offline') break
      }
    }
    return {
      by: 'askedById',
      isWhole: problem === null && unexplained.length <= MOST_ASKED,
      problem: problem?.code ?? null,
      vendorCount: explained,
      unexplainedCount: unexplained.length - explained,
      unreadableCount: 0,
      findings,
    }
  }

  /** Within what the vendor takes besides the polls. */
  const askOnce = async (client: PosClient, sourceId: string, { order }: KnownOrder): Promise<PosResult<Order>> => {
    const budget = sources.budget(sourceId)
    await wait(Math.max(LEAST_GAP_MS, (budget?.spareFromMs() ?? 0) - clock.monotonicMs()))
    budget?.noteCall()
    const answer = await client.getDetails(order.detailsId, aborter.signal)
    if (!answer.ok && answer.error.code === 'rateLimited') budget?.noteRefusal(answer.error.retryAfterMs)
    return answer
  }

  const beginDue = (nowMs: number): void => {
    const settings = dependencies.settings()
    for (const source of settings.sources) {
      const heard = heardOf(source.id)
      if (heard === null) continue
      const done = (dayIso: string): Reconciliation[] =>
        ledger.readReconciliations(dayIso).filter(({ sourceId }) => sourceId === source.id)
      const dayIso = dueDay(nowMs, comparableOf(source.id, heard), settings, done)
      if (dayIso !== null && dayOf(source.id, dayIso, heard) !== null) begin(source, dayIso, heard)
    }
  }

  return {
    run: (dayIso) => {
      const days = dependencies
        .settings()
        .sources.filter(({ enabled }) => enabled)
        .flatMap((source) => {
          const heard = heardOf(source.id)
          return heard !== null && dayOf(source.id, dayIso, heard) !== null ? [{ source, heard }] : []
        })
      return days.length === 0 ? null : days.filter(({ source, heard }) => begin(source, dayIso, heard)).length
    },
    running: (dayIso) => new Set([...underWay].flatMap(([sourceId, day]) => (day === dayIso ? [sourceId] : []))),
    beat: (nowMs) => {
      if (clock.monotonicMs() - lookedMs < LOOK_EVERY_MS) return
      lookedMs = clock.monotonicMs()
      try {
        beginDue(nowMs)
      } catch (error) {
        // A disk that refuses is told by whoever has something to record.
        if (!(error instanceof LedgerError)) throw error
      }
    },
    stop: () => aborter.abort(),
  }
}

const nothingShown = { isWhole: false, vendorCount: 0, unexplainedCount: 0, unreadableCount: 0, findings: [] }

/** Without a time of its own it is taken for one of the day: rather named twice than not at all. */
const isWithin = (atMs: number | null, { ordersFromMs, endMs }: Day): boolean =>
  atMs === null || (atMs >= ordersFromMs && atMs < endMs)
