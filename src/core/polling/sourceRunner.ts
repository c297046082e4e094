import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { EndedGap, HearingLog } from '../hearing/hearingLog.ts'
import type { Host } from '../host.ts'
import type { OrderBook, Wanted } from '../orders/orderBook.ts'
import type { OpenOrders, PosClient, PosVendors, QuarantinedRow } from '../vendors/posClient.ts'
import { type CallBudget, createCallBudget } from './callBudget.ts'
import { createDetailsFetcher } from './detailsFetcher.ts'
import { createSourcePoller, type Since, type SourceHealth } from './sourcePoller.ts'
import { createUnreadRows } from './unreadRows.ts'

export interface RunnerDependencies {
  host: Pick<Host, 'clock' | 'timers' | 'random' | 'log'>
  book: OrderBook
  vendors: PosVendors
  /** Since when an answer of it is waited for. */
  awaitedSince: Since
  hearingLog: Pick<HearingLog, 'noteAnswer' | 'noteUnread'>
  /** Does what an answer wants done. Never throws. */
  carryOut(wanted: Wanted): void
  /** A vendor says "too many" although its client keeps the limits that it publishes. */
  onTooMany(sourceId: string): void
  /** What it has said after a gap is on record. */
  onHeard(gap: EndedGap): void
  /** Details came in: slips that waited for them can go. */
  onDetails(): void
  /** An answer has been taken whole. */
  onCommitted(): void
  onChange(): void
  onFault(error: unknown): void
}

/** One source that is asked. */
export interface SourceRunner {
  client: PosClient
  budget: CallBudget
  health(): SourceHealth
  stuckSinceMs(): number | null
  overdueMs(): number
  wakePoll(): void
  wakeDetails(): void
  stop(): Promise<void>
}

/** Asks one source for its list and its details within one budget of calls, and begins at once. */
export function createSourceRunner(
  source: SourceSettings,
  client: PosClient,
  dependencies: RunnerDependencies,
): SourceRunner {
  const { host, book, vendors, onFault } = dependencies
  const { clock, timers, random } = host
  const vendor = vendors[source.kind]
  const budget = createCallBudget(
    () => clock.monotonicMs(),
    () => {
      if (vendor.hasKnownLimits === true) dependencies.onTooMany(source.id)
    },
  )
  const isAsked = ({ order, state, goneWhy }: KnownOrder): boolean =>
    order.sourceId === source.id && (state === 'open' || goneWhy === null)
  /** The orders of the list whose rows leave something out, by the id that details are asked with. */
  const summaries = new Set<string>()
  const fetcher = createDetailsFetcher({
    client,
    timers,
    monotonicMs: () => clock.monotonicMs(),
    random,
    vendor,
    budget,
    // A stopped source waits for a person with everything it wants.
    orders: () => (poller.health().state === 'stopped' ? [] : book.known().filter(isAsked)),
    isRowASummary: (detailsId) => summaries.has(detailsId),
    onDetails: (orderKey, details) => {
      const wanted = book.applyDetails(orderKey, details)
      if (wanted === null) return
      dependencies.carryOut(wanted)
      dependencies.onDetails()
    },
    onGone: (orderKey, answer) => dependencies.carryOut(book.applyGone(orderKey, answer)),
    onStopped: (problem) => poller.stopFor(problem),
    onFault,
  })

  const unreadRows = createUnreadRows()
  const isSeen = (id: string): boolean =>
    book.known().some(({ order: { sourceId, orderId, detailsId } }) => {
      return sourceId === source.id && (orderId === id || detailsId === id)
    })
  let reported = new Set<string>()
  /** Each unreadable row once, by id and reason, never by content. */
  const report = (rows: readonly QuarantinedRow[]): void => {
    for (const { id, reason } of rows) {
      const data = { sourceId: source.id, rowId: id, reason }
      if (!reported.has(`${id} ${reason}`)) host.log({ level: 'warn', what: 'row.quarantined', data })
    }
    reported = new Set(rows.map(({ id, reason }) => `${id} ${reason}`))
  }

  const noteRows = (answer: OpenOrders): void => {
    if (answer.extent !== 'part') report(answer.quarantined)
    if (answer.extent === 'whole') summaries.clear()
    for (const { detailsId, completeness } of answer.orders) if (completeness === 'summary') summaries.add(detailsId)
  }

  const poller = createSourcePoller({
    source,
    client,
    awaitedSince: dependencies.awaitedSince,
    clock,
    timers,
    random,
    budget,
    onOpenOrders: (answer) => {
      noteRows(answer)
      const { isVerifyingEmpty, ...wanted } = book.applyPoll(source.id, answer)
      dependencies.carryOut(wanted)
      const cameIn = wanted.alerts.filter(({ kind }) => kind === 'new').length
      const gap = dependencies.hearingLog.noteAnswer(source.id, answer.extent, cameIn)
      if (gap !== null) dependencies.onHeard(gap)
      const unreadSinceMs = unreadRows.note(answer, isSeen, clock.nowMs())
      if (unreadSinceMs !== null) dependencies.hearingLog.noteUnread(source.id, unreadSinceMs)
      fetcher.wake()
      dependencies.onCommitted()
      return { isVerifyingEmpty }
    },
    onHealth: dependencies.onChange,
    onFault,
  })
  poller.start()
  fetcher.wake()
  return {
    client,
    budget,
    health: poller.health,
    stuckSinceMs: poller.stuckSinceMs,
    overdueMs: poller.overdueMs,
    wakePoll: poller.wake,
    wakeDetails: fetcher.wake,
    stop: async () => {
      poller.stop()
      fetcher.stop()
      await client.close()
    },
  }
}
