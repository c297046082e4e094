import type { Order } from '../../shared/model/order.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { OpenAlert } from '../../shared/model/alert.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { diffOrders, isSamePacket } from './diffOrders.ts'
import type { OpenOrders } from '../vendors/posClient.ts'
import { type EffectContext, type Effects, effectsOfDetails, effectsOfEvents, effectsOfGone } from './effects.ts'

/** What the book asks to be carried out, after it has been committed. */
export interface BookListener {
  /** New alerts, to be shown to people. */
  alertsWanted(alerts: readonly OpenAlert[]): void
  jobsWanted(jobs: readonly PrintJob[]): void
  /** Something a screen shows is different. */
  changed(): void
}

/**
 * The orders Tezgah knows, as the ledger has them. Every change goes: pure function -> one transaction -> memory ->
 * listener. When the transaction fails, nothing has happened.
 */
export class OrderBook {
  readonly #ledger: Ledger
  readonly #nowMs: () => number
  readonly #settings: () => Settings
  readonly #listener: BookListener
  readonly #known = new Map<string, KnownOrder>()
  readonly #baselineSources: Set<string>
  #alerts: OpenAlert[] = []
  /** Alerts have been committed that could not be read back yet. */
  #isAlertsStale = false
  /** Shown, but that could not be written down: the same alert must not pop up again and again. */
  readonly #raised = new Set<number>()

  constructor(ledger: Ledger, nowMs: () => number, settings: () => Settings, listener: BookListener) {
    this.#ledger = ledger
    this.#nowMs = nowMs
    this.#settings = settings
    this.#listener = listener
    this.#baselineSources = ledger.readBaselineSources()
    for (const known of ledger.readKnownOrders()) this.#known.set(known.order.key, known)
    this.#alerts = ledger.readOpenAlerts()
    for (const { orderKey } of this.#alerts) {
      const known = this.#known.get(orderKey) ?? ledger.readOrder(orderKey)
      if (known) this.#known.set(orderKey, known)
    }
  }

  /** Open orders of all sources, and gone ones whose reason is not known yet or whose alert nobody has seen yet. */
  known(): KnownOrder[] {
    return [...this.#known.values()]
  }

  /** @returns the order wherever it is remembered, null when it never was (or was erased). */
  find(orderKey: string): KnownOrder | null {
    return this.#known.get(orderKey) ?? this.#ledger.readOrder(orderKey)
  }

  openAlerts(): readonly OpenAlert[] {
    return this.#alerts
  }

  /** A whole valid answer of one source. @returns whether an empty answer is still being verified. */
  applyPoll(sourceId: string, { orders, quarantined }: OpenOrders): { isVerifyingEmpty: boolean } {
    if (this.#isAlertsStale) this.#tellAlerts()
    const atMs = this.#nowMs()
    const isBaseline = !this.#baselineSources.has(sourceId)
    const known = this.known().filter((entry) => entry.order.sourceId === sourceId && entry.state === 'open')
    const diff = diffOrders(known, orders, {
      nowMs: atMs,
      isBaseline,
      unreadableIds: quarantined.map((row) => row.id),
      gone: this.#gone(orders),
    })
    if (diff.changed.length === 0 && !isBaseline) return diff
    const effects = effectsOfEvents(diff.events, this.#context(diff.events.map((event) => event.known.order.key)))
    this.#commit(sourceId, { ...effects, known: [...diff.changed, ...effects.known] }, isBaseline, atMs)
    return diff
  }

  /** Details of an open order have come in. */
  applyDetails(orderKey: string, details: Order): void {
    const known = this.#known.get(orderKey)
    if (known === undefined || known.state !== 'open') return
    const effects = effectsOfDetails(known, details, this.#context([orderKey]))
    this.#commit(known.order.sourceId, effects, false, this.#nowMs())
  }

  /** The vendor has been asked why an order is gone. */
  applyGone(orderKey: string, answer: Parameters<typeof effectsOfGone>[1]): void {
    const known = this.#known.get(orderKey)
    if (known === undefined || known.state !== 'gone') return
    const effects = effectsOfGone(known, answer, this.#context([orderKey]))
    this.#commit(known.order.sourceId, effects, false, this.#nowMs())
  }

  /** An order that was looked up by hand and is now wanted on paper: it is remembered, but never on the board. */
  remember(order: Order): void {
    if (this.find(order.key) !== null) return
    const atMs = this.#nowMs()
    const known: KnownOrder = {
      order,
      lastAnnounced: order,
      listRevision: '',
      firstSeenMs: atMs,
      isBaseline: true,
      misses: 0,
      state: 'gone',
      goneAtMs: order.closedAtMs ?? atMs,
      goneWhy: 'unknown',
      detailsWantedSinceMs: null,
    }
    const history = [{ orderKey: order.key, what: 'lookedUp', detail: null }]
    this.#commit(order.sourceId, { known: [known], alerts: [], jobs: [], history }, false, atMs)
  }

  /** @param upToAlertId the last alert that was on the screen; left out: all that are open */
  acknowledge(orderKeys: readonly string[], upToAlertId?: number): void {
    this.#ledger.acknowledge(orderKeys, this.#nowMs(), upToAlertId)
    this.#alerts = this.#ledger.readOpenAlerts()
    this.#dropFinished(orderKeys)
    this.#listener.changed()
  }

  noteRaised(alerts: readonly OpenAlert[]): void {
    for (const alert of alerts) this.#raised.add(alert.id)
    this.#ledger.noteAlertsRaised(
      alerts.map((alert) => alert.id),
      this.#nowMs(),
    )
    for (const alert of alerts) this.#raised.delete(alert.id)
    this.#alerts = this.#ledger.readOpenAlerts()
  }

  /** A source is taken away: nothing of it waits for anybody any more. */
  forgetSource(sourceId: string): void {
    this.#ledger.forgetSource(sourceId, this.#nowMs())
    this.#baselineSources.delete(sourceId)
    const forgotten = new Set(this.known().flatMap(({ order }) => (order.sourceId === sourceId ? [order.key] : [])))
    for (const key of forgotten) this.#known.delete(key)
    this.#alerts = this.#alerts.filter((alert) => !forgotten.has(alert.orderKey))
    this.#listener.changed()
  }

  /** Erases what says who the customer was, in the ledger and here. @returns how many orders were cleaned. */
  eraseCustomerDataBefore(closedBeforeMs: number): number {
    const count = this.#ledger.eraseCustomerDataBefore(closedBeforeMs)
    if (count === 0) return 0
    for (const { order, state } of this.known()) {
      const erased = state === 'gone' ? this.#ledger.readOrder(order.key) : null
      if (erased) this.#known.set(order.key, erased)
    }
    this.#listener.changed()
    return count
  }

  #commit(sourceId: string, effects: Effects, isBaseline: boolean, atMs: number): void {
    const jobs = this.#ledger.commit({ sourceId, atMs, isBaseline, ...effects })
    // From here on it has happened: nothing that fails below may be taken for an answer that was not believed.
    if (isBaseline) this.#baselineSources.add(sourceId)
    for (const known of effects.known) this.#known.set(known.order.key, known)
    this.#isAlertsStale ||= effects.alerts.length > 0
    if (jobs.length > 0) this.#listener.jobsWanted(jobs)
    if (this.#isAlertsStale) this.#tellAlerts()
    this.#dropFinished(effects.known.map((known) => known.order.key))
    this.#listener.changed()
  }

  #tellAlerts(): void {
    this.#alerts = this.#ledger.readOpenAlerts()
    this.#isAlertsStale = false
    const untold = this.#alerts.filter((alert) => alert.raisedAtMs === null && !this.#raised.has(alert.id))
    if (untold.length > 0) this.#listener.alertsWanted(untold)
  }

  #dropFinished(orderKeys: readonly string[]): void {
    const alerted = new Set(this.#alerts.map((alert) => alert.orderKey))
    for (const orderKey of orderKeys) {
      const known = this.#known.get(orderKey)
      if (known?.state === 'gone' && known.goneWhy !== null && !alerted.has(orderKey)) this.#known.delete(orderKey)
    }
  }

  #gone(orders: readonly Order[]): Map<string, KnownOrder> {
    const gone = new Map<string, KnownOrder>()
    for (const order of orders) {
      const known = this.#known.get(order.key)
      if (known?.state === 'open') continue
      const remembered = known ?? this.#ledger.readOrder(order.key) ?? this.#sameDocument(order)
      if (remembered?.state === 'gone') gone.set(remembered.order.key, remembered)
    }
    return gone
  }

  /** A packet that had no uuid when it was known is remembered by its document's id. */
  #sameDocument(order: Order): KnownOrder | null {
    const known = this.#ledger.readOrderByDetailsId(order.sourceId, order.detailsId)
    return known && isSamePacket(known.order, order) ? known : null
  }

  #context(orderKeys: readonly string[]): EffectContext {
    return {
      settings: this.#settings(),
      jobsOf: new Map(orderKeys.map((key) => [key, this.#ledger.readJobsOfOrder(key)])),
    }
  }
}
