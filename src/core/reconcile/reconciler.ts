import { boundsOfBusinessDay } from '../../shared/model/istanbulTime.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Order } from '../../shared/model/order.ts'
import type { Finding, Reconciliation } from '../../shared/model/reconciliation.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Clock, Timers } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import type { Sources } from '../polling/sources.ts'
import { type PosClient, type PosProblem, type PosResult, stoppingCodes } from '../vendors/posClient.ts'
import { compareBooks, compareOrder } from './compareBooks.ts'
import { dueDay } from './dueDay.ts'

interface ReconcilerDependencies {
  ledger: Pick<
    Ledger,
    'readHearing' | 'readDay' | 'readOrder' | 'readOrderByDetailsId' | 'readReconciliations' | 'addReconciliation'
  >
  clock: Clock
  timers: Timers
  sources: Pick<Sources, 'client' | 'budget'>
  settings(): Pick<Settings, 'sources' | 'reconcileAt' | 'dayEndsAt'>
  onChange(): void
  onFault(error: unknown): void
}

/** Holds days of the ledger against the vendors' books, and keeps on record what that has shown. */
export interface Reconciler {
  /** Begins with every source that is asked. @returns how many have begun; those under way go on */
  run(dayIso: string): number
  /** Sources that are being reconciled for this day just now. */
  running(dayIso: string): ReadonlySet<string>
  /** Begins with what is due by itself. @param nowMs epoch ms: a time that can be believed */
  beat(nowMs: number): void
  stop(): void
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

  /** What was open or over before a source was first heard is nothing that could have been missed. */
  const heardSinceMs = (sourceId: string): number | null =>
    ledger.readHearing().find((span) => span.sourceId === sourceId)?.firstSuccessMs ?? null

  const begin = (source: SourceSettings, dayIso: string): boolean => {
    const client = sources.client(source.id)
    if (!source.enabled || client === null || underWay.has(source.id)) return false
    underWay.set(source.id, dayIso)
    dependencies.onChange()
    void reconcile(source, client, dayIso)
      .catch(dependencies.onFault)
      .finally(() => {
        underWay.delete(source.id)
        if (!aborter.signal.aborted) dependencies.onChange()
      })
    return true
  }

  const reconcile = async ({ id }: SourceSettings, client: PosClient, dayIso: string): Promise<void> => {
    const bounds = boundsOfBusinessDay(dayIso, dependencies.settings().dayEndsAt)
    const fromMs = Math.max(bounds.fromMs, heardSinceMs(id) ?? bounds.fromMs)
    const begunMs = clock.nowMs()
    const day = { sourceId: id, fromMs, untilMs: Math.min(bounds.untilMs, begunMs), begunMs }
    const result = client.listCompleted
      ? await byCompletedList(client.listCompleted(fromMs, aborter.signal), day)
      : await byAsking(client, day)
    if (aborter.signal.aborted) return
    const { untilMs } = day
    ledger.addReconciliation({ sourceId: id, fromMs, untilMs, dayIso, atMs: clock.nowMs(), ...result })
  }

  interface Day {
    sourceId: string
    fromMs: number
    untilMs: number
    /** When its reading was begun. */
    begunMs: number
  }

  const ordersOf = ({ sourceId, fromMs, untilMs }: Day): KnownOrder[] =>
    ledger.readDay(fromMs, untilMs).orders.filter(({ order }) => order.sourceId === sourceId)

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
      const done = (dayIso: string): Reconciliation[] =>
        ledger.readReconciliations(dayIso).filter(({ sourceId }) => sourceId === source.id)
      const dayIso = dueDay(nowMs, settings, done)
      const sinceMs = heardSinceMs(source.id)
      // Of a day before it was first heard there is nothing to hold against its books.
      if (dayIso !== null && sinceMs !== null && sinceMs < boundsOfBusinessDay(dayIso, settings.dayEndsAt).untilMs)
        begin(source, dayIso)
    }
  }

  return {
    run: (dayIso) => dependencies.settings().sources.filter((source) => begin(source, dayIso)).length,
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
const isWithin = (atMs: number | null, { fromMs, untilMs }: { fromMs: number; untilMs: number }): boolean =>
  atMs === null || (atMs >= fromMs && atMs < untilMs)
