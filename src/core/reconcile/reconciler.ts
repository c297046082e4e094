import { boundsOfBusinessDay } from '../../shared/model/istanbulTime.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Finding, Reconciliation } from '../../shared/model/reconciliation.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Timers } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import type { Sources } from '../polling/sources.ts'
import { type PosClient, type PosProblem, type PosResult, stoppingCodes } from '../vendors/posClient.ts'
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

type Heard = Record<'sinceMs' | 'untilMs', number>

/** What is compared of a source. Epoch ms. */
interface Day {
  sourceId: string
  /** Between these nothing can be missing that the vendor's books do not show. */
  fromMs: number
  untilMs: number
  /** The business day's own end: what is found missing after `untilMs` is named as well. */
  endMs: number
  /** When its reading was begun. */
  begunMs: number
}

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

  /**
   * From when to when orders of a source can be compared, by the vendor's clock, which their times are told by; null: it
   * was never heard. What was over before it was first heard is nothing that could have been missed. What came in after
   * it was last heard may be open, and is then neither in the vendor's books nor here.
   */
  const heardOf = (sourceId: string): Heard | null => {
    const span = ledger.readHearing().find((each) => each.sourceId === sourceId)
    if (span === undefined) return null
    const nowMs = clock.nowMs()
    const vendorAheadMs = (clock.vendorNowMs() ?? nowMs) - nowMs
    const lastMs = dependencies.lastSuccessMs(sourceId) ?? span.lastSuccessMs
    return {
      sinceMs: Math.ceil(span.firstSuccessMs + Math.max(0, vendorAheadMs)),
      untilMs: Math.floor(Math.min(lastMs, nowMs) + Math.min(0, vendorAheadMs + DATE_STEP_MS)),
    }
  }

  /** null: nothing of this day can be compared. */
  const dayOf = (sourceId: string, dayIso: string, heard: Heard | null): Day | null => {
    if (heard === null) return null
    const bounds = boundsOfBusinessDay(dayIso, dependencies.settings().dayEndsAt)
    const fromMs = Math.max(bounds.fromMs, heard.sinceMs)
    const untilMs = Math.min(bounds.untilMs, heard.untilMs)
    return fromMs < untilMs ? { sourceId, fromMs, untilMs, endMs: bounds.untilMs, begunMs: clock.nowMs() } : null
  }

  const begin = (source: SourceSettings, dayIso: string, day: Day): boolean => {
    const client = sources.client(source.id)
    if (!source.enabled || client === null || underWay.has(source.id)) return false
    underWay.set(source.id, dayIso)
    dependencies.onChange()
    void reconcile(client, dayIso, day)
      .catch(dependencies.onFault)
      .finally(() => {
        underWay.delete(source.id)
        if (!aborter.signal.aborted) dependencies.onChange()
      })
    return true
  }

  const reconcile = async (client: PosClient, dayIso: string, day: Day): Promise<void> => {
    const result = client.listCompleted
      ? await byCompletedList(client.listCompleted(day.fromMs, aborter.signal), day)
      : await byAsking(client, day)
    if (aborter.signal.aborted) return
    const { sourceId, fromMs, untilMs } = day
    ledger.addReconciliation({ sourceId, fromMs, untilMs, dayIso, atMs: clock.nowMs(), ...result })
  }

  const ordersOf = ({ sourceId, fromMs, endMs }: Day): KnownOrder[] =>
    ledger.readDay(fromMs, endMs).orders.filter(({ order }) => order.sourceId === sourceId)

  const find = (order: Order): KnownOrder | null =>
    ledger.readOrder(order.key) ?? ledger.readOrderByDetailsId(order.sourceId, order.detailsId)

  type Shown = Omit<Reconciliation, 'dayIso' | 'atMs' | 'sourceId' | 'fromMs' | 'untilMs'>

  const byCompletedList = async (
    answer: ReturnType<NonNullable<PosClient['listCompleted']>>,
    day: Day,
  ): Promise<Shown> => {
    const read = await answer
    if (!read.ok) return { ...nothingShown, by: 'completedList', problem: read.error.code }
    const { orders, quarantined, isWhole, failure } = read.value
    const ofDay = orders.filter(({ createdAtMs }) => isWithin(createdAtMs, day))
    const unreadable = quarantined.filter(
      ({ id }) => id === null || ledger.readOrderByDetailsId(day.sourceId, id) === null,
    )
    const ofOwnDay = ordersOf(day).filter(({ order }) => isWithin(order.createdAtMs, day))
    return {
      by: 'completedList',
      isWhole,
      problem: failure?.code ?? null,
      vendorCount: ofDay.length,
      unexplainedCount: 0,
      unreadableCount: unreadable.length,
      findings: compareBooks(
        { orders: ofDay, ids: [...orders.map(({ orderId }) => orderId), ...quarantined.map(({ id }) => id)], isWhole },
        { find, ofDay: ofOwnDay, begunMs: day.begunMs },
      ),
    }
  }

  /** Where there is no list, what has left the board without a word is asked for by its id once more. */
  const byAsking = async (client: PosClient, day: Day): Promise<Shown> => {
    const unexplained = ordersOf(day).filter(
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
      const dayIso = dueDay(nowMs, heard, settings, done)
      const day = dayIso === null ? null : dayOf(source.id, dayIso, heard)
      if (dayIso !== null && day !== null) begin(source, dayIso, day)
    }
  }

  return {
    run: (dayIso) => {
      const days = dependencies
        .settings()
        .sources.filter(({ enabled }) => enabled)
        .map((source) => ({ source, day: dayOf(source.id, dayIso, heardOf(source.id)) }))
      if (days.every(({ day }) => day === null)) return null
      return days.filter(({ source, day }) => day !== null && begin(source, dayIso, day)).length
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
const isWithin = (atMs: number | null, { fromMs, endMs }: Day): boolean =>
  atMs === null || (atMs >= fromMs && atMs < endMs)
