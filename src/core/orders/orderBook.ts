import type { Order } from '../../shared/model/order.ts'
import { type KnownOrder, lookedUpOrder } from '../../shared/model/knownOrder.ts'
import type { Acknowledger, Commit, Ledger } from '../ledger/ledger.ts'
import type { OpenAlert } from '../../shared/model/alert.ts'
import { isSameWish, needsPerson, type PrintJob } from '../../shared/model/printJob.ts'
import { diffOrders } from './diffOrders.ts'
import type { OpenOrders } from '../vendors/posClient.ts'
import {
  type BookSettings,
  type Effects,
  effectsOfDetails,
  effectsOfEvents,
  effectsOfGone,
  effectsOfHeld,
  emptyEffects,
  type GoneAnswer,
  isNoNews,
  joinEffects,
} from './effects.ts'
import { OrderGroups } from './orderGroups.ts'
import { pairNewOrders } from './overlap.ts'
import { OpenAlerts } from './openAlerts.ts'
import { goneAmong, justGone } from './formerOrders.ts'
import { effectsOfHandOver, type HandOver } from './handOver.ts'
import { RecordLoss } from './recordLoss.ts'

/** What is to be done after a commit: alerts to be shown to people, slips to be printed. */
export interface Wanted {
  alerts: readonly OpenAlert[]
  jobs: readonly PrintJob[]
  /** Orders of which something new is on record. */
  orderKeys: readonly string[]
}

const nothing: Wanted = { alerts: [], jobs: [], orderKeys: [] }

/**
 * The orders Tezgah knows, as the ledger has them. Every change goes: pure function -> one transaction -> memory, and
 * what it wants done is returned. When the transaction fails, nothing has happened.
 */
export class OrderBook {
  readonly #ledger: Ledger
  readonly #nowMs: () => number
  readonly #settings: () => BookSettings
  readonly #known = new Map<string, KnownOrder>()
  readonly #baselineSources: Set<string>
  readonly #alerts: OpenAlerts
  readonly #groups: OrderGroups
  readonly #loss: RecordLoss
  /** What an earlier record has left and this one, in memory alone, cannot print. */
  #leftOver: Pick<HandOver, 'slipsWanted' | 'openJobs'> = { slipsWanted: new Set(), openJobs: [] }
  /** Orders on record that cannot be read any more. */
  readonly unreadableKeys: readonly string[]

  constructor(ledger: Ledger, nowMs: () => number, settings: () => BookSettings) {
    this.#ledger = ledger
    this.#nowMs = nowMs
    this.#settings = settings
    this.#groups = new OrderGroups({ ledger, nowMs, settings, find: (key) => this.find(key) })
    this.#baselineSources = ledger.readBaselineSources()
    this.#loss = new RecordLoss(ledger, nowMs)
    const { known: remembered, unreadableKeys } = ledger.readKnownOrders()
    this.unreadableKeys = unreadableKeys
    for (const known of remembered) this.#known.set(known.order.key, known)
    this.#alerts = new OpenAlerts(ledger)
    for (const { orderKey } of this.#alerts.all()) {
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

  /**
   * The orders that are one with this one, by key: the first seen at the head, and itself among them. Itself alone where no
   * other source has it, or where such orders are two.
   */
  group(orderKey: string): string[] {
    return this.#groups.of(orderKey)
  }

  openAlerts(): readonly OpenAlert[] {
    return this.#alerts.all()
  }

  /** A valid answer of one source, or a part of one. `isVerifyingEmpty`: an empty answer is not believed yet. */
  applyPoll(sourceId: string, { orders, quarantined, extent }: OpenOrders): Wanted & { isVerifyingEmpty: boolean } {
    const atMs = this.#nowMs()
    const isBaseline = !this.#baselineSources.has(sourceId)
    // The baseline is taken with the end of the first reading, whole or not: what comes later is new.
    const isBaselineTaken = isBaseline && extent !== 'part'
    const known = this.known().filter((entry) => entry.order.sourceId === sourceId && entry.state === 'open')
    const compared = diffOrders(known, orders, {
      nowMs: atMs,
      isBaseline,
      unreadableIds: quarantined.map((row) => row.id),
      extent,
      justGone: justGone(this.#ledger, this.#known, { sourceId, orders, nowMs: atMs }),
      gone: goneAmong(this.#ledger, this.#known, orders),
    })
    const { diff, history } = pairNewOrders(compared, this.known())
    const { isVerifyingEmpty } = diff
    const changedKeys = new Set(diff.changed.map(({ order }) => order.key))
    const held = known.filter((entry) => entry.isChangeHeld && !changedKeys.has(entry.order.key))
    const eventKeys = diff.events.map((event) => event.known.order.key)
    const twins = new Map(diff.events.map((event) => [event.known.order.key, event.known.twinOf]))
    const context = this.#groups.context([...eventKeys, ...held.map(({ order }) => order.key)], twins)
    const effects = joinEffects(effectsOfEvents(diff.events, context), effectsOfHeld(held, context))
    const isInDoubt = this.#loss.isInDoubt(sourceId)
    const endsDoubt = isInDoubt && extent === 'whole' && quarantined.length === 0
    const all = { ...effects, known: [...diff.changed, ...effects.known], history: [...effects.history, ...history] }
    if (all.known.length === 0 && !isBaselineTaken && !endsDoubt) return { ...nothing, isVerifyingEmpty }
    const wanted = this.#commit(sourceId, all, isBaselineTaken, atMs, {
      // The lost record may have had it, and its slip may be on paper.
      ...(isInDoubt && { doubted: all.known.map(({ order }) => order.key) }),
      ...(endsDoubt && { values: this.#loss.endOf(sourceId) }),
    })
    if (endsDoubt) this.#loss.noteEnd(sourceId)
    return { ...wanted, isVerifyingEmpty }
  }

  /** Details of an open order have come in. null: they say what is known. */
  applyDetails(orderKey: string, details: Order): Wanted | null {
    const known = this.#known.get(orderKey)
    if (known === undefined || known.state !== 'open' || isNoNews(known, details)) return null
    const effects = effectsOfDetails(known, details, this.#groups.context([orderKey]))
    return this.#commit(known.order.sourceId, effects, false, this.#nowMs())
  }

  /** The vendor has been asked why an order is in its list no more. */
  applyGone(orderKey: string, answer: GoneAnswer): Wanted {
    const known = this.#known.get(orderKey)
    if (known === undefined || (known.state === 'open' && !known.isUnlisted)) return nothing
    const atMs = this.#nowMs()
    const gone: KnownOrder = { ...known, state: 'gone', isUnlisted: false, goneAtMs: known.goneAtMs ?? atMs }
    const effects = effectsOfGone(gone, answer, this.#groups.context([orderKey]))
    return this.#commit(known.order.sourceId, effects, false, atMs)
  }

  /** An order that was looked up by hand and is now wanted on paper: it is remembered, but never on the board. */
  remember(order: Order): void {
    if (this.find(order.key) !== null) return
    const atMs = this.#nowMs()
    const known = lookedUpOrder(order, atMs)
    const history = [{ orderKey: order.key, what: 'lookedUp' as const }]
    this.#commit(order.sourceId, { ...emptyEffects(), known: [known], history }, false, atMs, {
      doubted: this.#loss.mayHaveKnown(order) ? [order.key] : [],
    })
  }

  /** What the next record has to know of this one. @throws LedgerError when it cannot be read any more */
  handOver(isViewOnly: boolean): HandOver {
    const alerts = this.#alerts.all()
    const baselineSources = this.#baselineSources
    if (isViewOnly) return { known: this.known(), alerts, baselineSources, ...this.#leftOver }
    const openJobs = this.#ledger.readOpenJobs()
    // A slip may still wait for its printer when its order is over.
    const keys = new Set([
      ...this.#known.keys(),
      ...openJobs.flatMap(({ subject }) => (subject.kind === 'order' ? subject.key : [])),
    ])
    const known = [...keys].map((key) => this.find(key)).filter((one) => one !== null)
    return { known, alerts, baselineSources, slipsWanted: keys, openJobs }
  }

  /**
   * Goes on with what an earlier record of this process knew, wherever this one does not know it. Alerts of it that have
   * been shown are not shown again; the others are left to whoever shows them after a start.
   *
   * @param isViewOnly nothing is printed from here: slips are left for the record after this one
   */
  takeOver(handOver: HandOver, isViewOnly: boolean): void {
    const { slipsWanted, openJobs } = handOver
    if (isViewOnly) this.#leftOver = { slipsWanted, openJobs }
    const sourceIds = new Set([...handOver.baselineSources, ...handOver.known.map(({ order }) => order.sourceId)])
    for (const sourceId of sourceIds) {
      const isSourceKnown = this.#baselineSources.has(sourceId)
      const isKnown = (orderKey: string): boolean => this.find(orderKey) !== null
      const next = { isSourceKnown, isKnown, settings: this.#settings() }
      const effects = effectsOfHandOver(isViewOnly ? { ...handOver, openJobs: [] } : handOver, sourceId, next)
      const isBaseline = !isSourceKnown && handOver.baselineSources.has(sourceId)
      if (effects.known.length === 0 && !isBaseline) continue
      const doubted = this.#loss.isInDoubt(sourceId) ? effects.known.map(({ order }) => order.key) : []
      const { alerts, jobs } = this.#commit(sourceId, effects, isBaseline, this.#nowMs(), { doubted })
      const isShown = ({ orderKey, kind }: OpenAlert): boolean =>
        handOver.alerts.some((one) => one.orderKey === orderKey && one.kind === kind && one.raisedAtMs !== null)
      const shown = alerts.filter(isShown)
      if (shown.length > 0) this.noteRaised(shown)
      this.#askAgain(jobs, openJobs.filter(needsPerson))
    }
  }

  /** A person was asked about these before: they are not sent unasked now. */
  #askAgain(jobs: readonly PrintJob[], asked: readonly PrintJob[]): void {
    const wasAsked = (job: PrintJob): boolean => asked.some((one) => isSameWish(job, one))
    const step = { atMs: this.#nowMs(), isPossibleDuplicate: true, problem: 'printUncertain' } as const
    const moves = jobs
      .filter(wasAsked)
      .map(({ id }) => ({ jobId: id, from: ['wanted'], to: 'needsHuman', step }) as const)
    if (moves.length > 0) this.#ledger.moveJobs(moves)
  }

  /** @param upToAlertId the last alert that was on the screen: later ones have not been seen */
  acknowledge(orderKeys: readonly string[], upToAlertId: number, by: Acknowledger): void {
    const atMs = this.#nowMs()
    const keys = this.#groups.ofAll(orderKeys)
    this.#ledger.acknowledge(keys, atMs, upToAlertId, by)
    this.#alerts.acknowledge(new Set(keys), upToAlertId, atMs)
    this.#dropFinished(keys)
  }

  /** What was acknowledged, left out: a moment ago, waits for somebody again. @returns whether anything does */
  unacknowledge(orderKeys: readonly string[], counterName: string, given?: readonly OpenAlert[]): boolean {
    const atMs = this.#nowMs()
    const alerts = given ?? this.#alerts.undoable(new Set(this.#groups.ofAll(orderKeys)), atMs)
    if (alerts.length === 0) return false
    this.#alerts.reopen(alerts, (ids) => this.#ledger.unacknowledge(ids, atMs, counterName))
    for (const { orderKey } of alerts) {
      const known = this.find(orderKey)
      if (known) this.#known.set(orderKey, known)
    }
    return true
  }

  /** They have been shown. @throws LedgerError when that cannot be written down: a later run shows them again */
  noteRaised(alerts: readonly OpenAlert[]): void {
    const ids = new Set(alerts.map(({ id }) => id))
    const raisedAtMs = this.#nowMs()
    this.#ledger.noteAlertsRaised([...ids], raisedAtMs)
    this.#alerts.noteRaised(ids, raisedAtMs)
  }

  /** A source is taken away: nothing of it waits for anybody any more. */
  forgetSource(sourceId: string): void {
    // What nobody has seen of it waits for somebody as the same order of another source.
    for (const { order } of this.#groups.uncalled(this.#alerts.all(), sourceId)) {
      const alerts = [{ orderKey: order.key, kind: 'new' as const }]
      this.#commit(order.sourceId, { ...emptyEffects(), alerts }, false, this.#nowMs())
    }
    this.#ledger.forgetSource(sourceId, this.#nowMs())
    this.#baselineSources.delete(sourceId)
    const forgotten = new Set(this.known().flatMap(({ order }) => (order.sourceId === sourceId ? [order.key] : [])))
    for (const key of forgotten) this.#known.delete(key)
    this.#alerts.drop(forgotten)
  }

  /**
   * Erases what says who the customer was, in the ledger and here.
   *
   * @param notHeard sources whose open orders count as closed when the source was last heard
   * @returns how many orders were cleaned.
   */
  eraseCustomerDataBefore(closedBeforeMs: number, notHeard: readonly string[] = []): number {
    const count = this.#ledger.eraseCustomerDataBefore(closedBeforeMs, notHeard, this.#settings().paymentMeanings)
    if (count === 0) return 0
    const left = new Set(notHeard)
    for (const { order, state } of this.known()) {
      const erased = state === 'gone' || left.has(order.sourceId) ? this.#ledger.readOrder(order.key) : null
      if (erased) this.#known.set(order.key, erased)
    }
    this.#alerts.forgetErased()
    return count
  }

  #commit(
    sourceId: string,
    effects: Effects,
    isBaseline: boolean,
    atMs: number,
    along: Pick<Commit, 'doubted' | 'values'> = {},
  ): Wanted {
    const { alerts, jobs } = this.#ledger.commit({ sourceId, atMs, isBaseline, ...effects, ...along })
    if (isBaseline) this.#baselineSources.add(sourceId)
    for (const known of effects.known) {
      this.#known.set(known.order.key, known)
      this.#groups.committed(known)
    }
    this.#alerts.drop(new Set(effects.withdrawn))
    const added = this.#alerts.add(alerts, effects.history)
    this.#dropFinished(effects.known.map((known) => known.order.key))
    return { alerts: added, jobs, orderKeys: effects.known.map(({ order }) => order.key) }
  }

  #dropFinished(orderKeys: readonly string[]): void {
    const alerted = new Set(this.#alerts.all().map((alert) => alert.orderKey))
    for (const orderKey of orderKeys) {
      const known = this.#known.get(orderKey)
      if (known?.state === 'gone' && known.goneWhy !== null && !alerted.has(orderKey)) this.#known.delete(orderKey)
    }
  }
}
