import { orderSubject } from '../../shared/model/printJob.ts'
import type { OpenAlert } from '../../shared/model/alert.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { BookSettings, EffectContext } from './effects.ts'
import { type Overlap, silentTwinOf } from './overlap.ts'

interface OrderGroupsDependencies {
  ledger: Pick<Ledger, 'readTwinKeys' | 'readJobsWantedOf' | 'readHistory'>
  nowMs(): number
  settings(): BookSettings
  find(orderKey: string): KnownOrder | null
}

/** Enough for what is on the board and on a few open pages. */
const TWINS_KEPT = 5_000

/** Which orders are one at several sources, as far as the shop wants such orders to be one. */
export class OrderGroups {
  readonly #of: OrderGroupsDependencies
  /** By the first of them. */
  readonly #twinKeys = new Map<string, string[]>()

  constructor(dependencies: OrderGroupsDependencies) {
    this.#of = dependencies
  }

  /** The orders that are one with this one, by key: the first seen at the head, and itself among them. */
  of(orderKey: string): string[] {
    if (!this.#areJoined()) return [orderKey]
    const primaryKey = this.#of.find(orderKey)?.twinOf ?? orderKey
    const twinKeys = this.#twinKeys.get(primaryKey) ?? this.#of.ledger.readTwinKeys(primaryKey)
    if (this.#twinKeys.size > TWINS_KEPT) this.#twinKeys.clear()
    this.#twinKeys.set(primaryKey, twinKeys)
    return [primaryKey, ...twinKeys]
  }

  ofAll(orderKeys: readonly string[]): string[] {
    return [...new Set(orderKeys.flatMap((key) => this.of(key)))]
  }

  committed({ twinOf }: KnownOrder): void {
    if (twinOf !== null) this.#twinKeys.delete(twinOf)
  }

  /** @param fresh twins that are not on record yet, by key, and which orders they are as well */
  context(orderKeys: readonly string[], fresh: ReadonlyMap<string, string | null> = new Map()): EffectContext {
    const { ledger, find, settings, nowMs } = this.#of
    const jobsOf = new Map<string, readonly PrintJob[]>()
    const overlapOf = new Map<string, Overlap>()
    for (const orderKey of orderKeys) {
      const group = this.#areJoined() ? this.of(fresh.get(orderKey) ?? orderKey) : []
      const partnerKeys = group.filter((key) => key !== orderKey)
      for (const key of [orderKey, ...partnerKeys]) jobsOf.set(key, ledger.readJobsWantedOf(orderSubject(key)))
      const partners = partnerKeys
        .map(find)
        .filter((known) => known !== null)
        .map((known) => ({ known, history: ledger.readHistory(known.order.key) }))
      if (partners.length > 0) overlapOf.set(orderKey, { history: ledger.readHistory(orderKey), partners })
    }
    return { settings: settings(), nowMs: nowMs(), jobsOf, overlapOf }
  }

  /** Orders that go on and for which nobody was called, because this source had them first and its alert waits still. */
  uncalled(alerts: readonly OpenAlert[], sourceId: string): KnownOrder[] {
    return alerts.flatMap(({ kind, orderKey }) => {
      const known = kind === 'new' ? this.#of.find(orderKey) : null
      if (known?.order.sourceId !== sourceId) return []
      return silentTwinOf(known, this.context([orderKey]).overlapOf.get(orderKey)) ?? []
    })
  }

  #areJoined(): boolean {
    return this.#of.settings().overlaps === 'together'
  }
}
