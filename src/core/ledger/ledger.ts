import type { AlertKind } from '../../shared/contract/contract.ts'
import type { JobKind, JobState } from '../../shared/model/printJob.ts'
import type { Order } from '../../shared/model/order.ts'

/**
 * The durable record: what is known to be open, which alerts and slips were wanted, and what became of them.
 * Every method that writes is one committed transaction (WAL, synchronous=FULL) or throws `LedgerError`;
 * nothing may be carried out that has not been committed first.
 */
export interface Ledger {
  /** The name of a broken ledger file that was set aside when this one was opened; null when all was well. */
  readonly setAside: string | null
  /** All orders of all sources that are open, or gone without the reason being known yet. */
  readKnownOrders(): KnownOrder[]
  /** Sources whose baseline has been taken. */
  readBaselineSources(): Set<string>
  /** What one answer of a vendor means, whole: known state, wanted alerts, wanted slips. @returns the new jobs. */
  commit(commit: Commit): PrintJob[]

  readOpenAlerts(): OpenAlert[]
  /** @param upToAlertId alerts after this one have not been seen yet; left out: all have */
  acknowledge(orderKeys: readonly string[], atMs: number, upToAlertId?: number): void
  /** The host has been asked to show them. */
  noteAlertsRaised(alertIds: readonly number[], atMs: number): void

  /** A person's print: a job outside any poll. Its copy number counts the slips of this order so far. */
  addJob(job: WantedJob, atMs: number): PrintJob
  /** Jobs that are not settled, oldest first. */
  readOpenJobs(): PrintJob[]
  readJob(jobId: number): PrintJob | null
  readJobsOfOrder(orderKey: string): PrintJob[]
  readRecentJobs(limit: number): PrintJob[]
  /** Moves a job on. Throws when it is not in `from` (a stale step must never be carried out twice). */
  moveJob(jobId: number, from: readonly JobState[], to: JobState, step: JobStep): PrintJob

  readOrder(orderKey: string): KnownOrder | null
  /** The order of a source that the vendor answers details for by this id. */
  readOrderByDetailsId(sourceId: string, detailsId: string): KnownOrder | null
  readHistory(orderKey: string): HistoryEntry[]
  readJobSteps(jobId: number): JobStepEntry[]
  /** What there is of the orders first seen in [fromMs, untilMs). */
  readDay(fromMs: number, untilMs: number): DayRecord
  /** Nothing of this source waits for anybody any more; should it come again, it begins with a baseline. */
  forgetSource(sourceId: string, atMs: number): void
  /** Erases customer data of orders that closed before this. @returns how many orders were cleaned. */
  eraseCustomerDataBefore(closedBeforeMs: number): number
  /**
   * Takes orders that closed before this out of the record, with their alerts, slips and history; those that still
   * wait for a person stay. A part at a time, so that nothing waits for it. @returns how many.
   */
  purgeBefore(closedBeforeMs: number): number
  readValue(key: string): string | null
  writeValue(key: string, value: string): void
  close(): void
}

/** An order Tezgah knows, with what it remembers of it between polls. */
export interface KnownOrder {
  order: Order
  /** The order as people last knew it in full: what a change is measured against. null: details never came. */
  lastAnnounced: Order | null
  /** Of the list's row: a change of it is a change of the order. */
  listRevision: string
  firstSeenMs: number
  isBaseline: boolean
  /** Valid answers in a row that did not have it. */
  misses: number
  state: 'open' | 'gone'
  goneAtMs: number | null
  goneWhy: 'delivered' | 'cancelled' | 'closed' | 'notFound' | 'unknown' | null
  /** Details are wanted (again) and not in yet; since when. null: in, or never needed. */
  detailsWantedSinceMs: number | null
}

export interface Commit {
  sourceId: string
  atMs: number
  /** First answer of this source ever: marks its baseline as taken. */
  isBaseline: boolean
  known: KnownOrder[]
  alerts: { orderKey: string; kind: AlertKind }[]
  jobs: WantedJob[]
  history: HistoryNote[]
}

export interface OpenAlert {
  id: number
  orderKey: string
  kind: AlertKind
  wantedAtMs: number
  raisedAtMs: number | null
}

export interface WantedJob {
  orderKey: string | null
  orderLabel: string
  kind: JobKind
  printerId: string
  /** Which route wanted it: how it looks. null: whole. */
  routeId: string | null
  /**
   * One job per (order, printer, dedupe): `first`, `changed:<revision>`, `cancelled`. Wanted twice = once.
   * Of a `copy` it is ignored: each is a person's own wish and gets the next number.
   */
  dedupe: string
  reason: string | null
  /** What changed, for DEĞİŞTİ: JSON of the printing folder's own. */
  changes: string | null
}

export interface PrintJob extends WantedJob {
  id: number
  state: JobState
  /** 0: the first slip; n: KOPYA n. */
  copyNumber: number
  attempt: number
  /** The one automatic reprint after an uncertain attempt has been used: it prints as OLASI TEKRAR. */
  isPossibleDuplicate: boolean
  problem: string | null
  wantedAtMs: number
  updatedAtMs: number
  /** Not before this, wall time; null: at once. */
  notBeforeMs: number | null
}

export interface JobStep {
  atMs: number
  attempt?: number
  isPossibleDuplicate?: boolean
  /** An ErrorCode; null clears it. */
  problem?: string | null
  notBeforeMs?: number | null
  /** For the journal: the printer's own words, a reason. */
  detail?: string | null
}

export interface JobStepEntry {
  atMs: number
  state: JobState
  attempt: number
  problem: string | null
  detail: string | null
}

/** A day's orders with everything that was wanted for them. */
export interface DayRecord {
  orders: KnownOrder[]
  alerts: { orderKey: string; wantedAtMs: number; acknowledgedAtMs: number | null }[]
  jobs: PrintJob[]
}

export interface HistoryNote {
  orderKey: string
  /** seen, changed, missing, gone, reopened, alerted, acknowledged, detailsFailed, … */
  what: string
  detail: string | null
}

export interface HistoryEntry extends HistoryNote {
  atMs: number
}

/** The disk is full, the file is read-only, broken or locked. `code` is an ErrorCode. */
export class LedgerError extends Error {
  readonly code: 'ledgerUnavailable' | 'ledgerInUse'
  constructor(code: 'ledgerUnavailable' | 'ledgerInUse', cause: unknown) {
    super(`ledger: ${code}`, { cause })
    this.code = code
  }
}
