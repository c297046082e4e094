import { type OpenAlert, UNDO_ACKNOWLEDGE_MS } from '../../shared/model/alert.ts'
import type { HistoryNote } from '../../shared/model/history.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** The bar on the screen is gone by then, and what was pressed in its last moment has arrived, ms. */
const UNDO_GRACE_MS = 1_000

/** The alerts nobody has seen yet, oldest first, and those whose "seen" can still be taken back. In memory alone. */
export class OpenAlerts {
  readonly #ledger: Pick<Ledger, 'readHistory'>
  #open: OpenAlert[]
  #justAcknowledged: { alert: OpenAlert; atMs: number }[] = []

  constructor(ledger: Pick<Ledger, 'readHistory' | 'readOpenAlerts'>) {
    this.#ledger = ledger
    this.#open = ledger.readOpenAlerts().map((alert) => this.#withChangesOnRecord(alert))
  }

  all(): readonly OpenAlert[] {
    return this.#open
  }

  /** @param history of the same commit: it says what is different */
  add(alerts: readonly OpenAlert[], history: readonly HistoryNote[]): readonly OpenAlert[] {
    const added = alerts.map((alert) => withChanges(alert, history))
    this.#open = [...this.#open, ...added]
    return added
  }

  /** Nobody has to see them any more, and no "seen" of them can be taken back. */
  drop(orderKeys: ReadonlySet<string>): void {
    this.#open = this.#open.filter(({ orderKey }) => !orderKeys.has(orderKey))
    this.#justAcknowledged = this.#justAcknowledged.filter(({ alert }) => !orderKeys.has(alert.orderKey))
  }

  /** @param upToAlertId later ones have not been seen */
  acknowledge(orderKeys: ReadonlySet<string>, upToAlertId: number, nowMs: number): void {
    const isSeen = ({ id, orderKey }: OpenAlert): boolean => id <= upToAlertId && orderKeys.has(orderKey)
    this.#justAcknowledged = [
      ...this.#justAcknowledged.filter(({ atMs }) => canUndo(atMs, nowMs)),
      ...this.#open.filter(isSeen).map((alert) => ({ alert, atMs: nowMs })),
    ]
    this.#open = this.#open.filter((alert) => !isSeen(alert))
  }

  /** What can be taken back of these orders. */
  undoable(orderKeys: ReadonlySet<string>, nowMs: number): OpenAlert[] {
    return this.#justAcknowledged
      .filter(({ alert, atMs }) => orderKeys.has(alert.orderKey) && canUndo(atMs, nowMs))
      .map(({ alert }) => alert)
  }

  /** @param record writes it down; when that fails, nothing has happened */
  reopen(alerts: readonly OpenAlert[], record: (alertIds: number[]) => void): void {
    const ids = alerts.map(({ id }) => id)
    record(ids)
    this.#justAcknowledged = this.#justAcknowledged.filter(({ alert }) => !ids.includes(alert.id))
    this.#open = [...this.#open, ...alerts].toSorted((left, right) => left.id - right.id)
  }

  noteRaised(ids: ReadonlySet<number>, raisedAtMs: number): void {
    this.#open = this.#open.map((alert) => (ids.has(alert.id) ? { ...alert, raisedAtMs } : alert))
  }

  /** What was different may have been an address: only what is left on record is told. */
  forgetErased(): void {
    this.#open = this.#open.map((alert) => this.#withChangesOnRecord(alert))
  }

  #withChangesOnRecord(alert: OpenAlert): OpenAlert {
    if (alert.kind !== 'changed') return alert
    const entry = this.#ledger
      .readHistory(alert.orderKey)
      .find(({ atMs, happening }) => happening.what === 'changed' && atMs >= alert.wantedAtMs)
    return { ...alert, changes: entry?.happening.what === 'changed' ? entry.happening.changes : [] }
  }
}

const canUndo = (atMs: number, nowMs: number): boolean => Math.abs(nowMs - atMs) <= UNDO_ACKNOWLEDGE_MS + UNDO_GRACE_MS

function withChanges(alert: OpenAlert, history: readonly HistoryNote[]): OpenAlert {
  const note = history.find(({ orderKey, what }) => what === 'changed' && orderKey === alert.orderKey)
  return alert.kind === 'changed' && note?.what === 'changed' ? { ...alert, changes: note.changes } : alert
}
