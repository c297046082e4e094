import type { PaymentMeanings, PaymentName } from '../../shared/model/paymentMeaning.ts'
import type { AcknowledgeHow, AlertKind, AlertOnRecord, OpenAlert } from '../../shared/model/alert.ts'
import type { HistoryEntry, HistoryNote } from '../../shared/model/history.ts'
import type { HearingGap, HearingSpan } from '../../shared/model/hearing.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { LedgerCounts, LedgerCursor, LedgerFilter, LedgerRow } from '../../shared/model/ledgerPage.ts'
import type { JobState, JobStep, JobStepEntry, JobSubject, PrintJob, WantedJob } from '../../shared/model/printJob.ts'
import type { Restart } from '../../shared/model/restart.ts'
import type { Reconciliation } from '../../shared/model/reconciliation.ts'
import type { SearchTerm } from '../../shared/model/orderSearch.ts'
import type { PackedMark } from '../../shared/model/packing.ts'
import type { DispatchRecord } from './dispatchRecord.ts'
import type { StatisticsRow } from '../../shared/model/statistics.ts'
import type { DayRecord } from '../../shared/model/report.ts'
import type { LinkLedger } from './linkLedger.ts'
import type { WebhookLedger } from './webhookLedger.ts'

/**
 * The durable record: what is known to be open, which alerts and slips were wanted, and what became of them.
 * Every method that writes is one committed transaction (WAL, synchronous=FULL) or throws `LedgerError`;
 * nothing may be carried out that has not been committed first.
 */
export interface Ledger extends WebhookLedger, LinkLedger {
  /** The name of a broken ledger file that was set aside when this one was opened; null when all was well. */
  readonly setAside: string | null
  /**
   * What was recorded here before is not in this ledger, or not all of it: its file was gone, broken, an older copy, or
   * taken away while it was in use. Every order that was known, and every slip that waits, has been put in doubt.
   */
  readonly isRecordLost: boolean
  /** Whether the files are still where they were opened: else nothing that is written is there after a restart. */
  isInPlace(): boolean
  /** Notes beside the file how far it has come, for the next start. @throws LedgerError */
  keepMark(): void
  /**
   * All orders of all sources that are open, or gone without the reason being known yet; and the keys of those whose
   * record cannot be read: should their source list them again, they are new.
   */
  readKnownOrders(): { known: KnownOrder[]; unreadableKeys: string[] }
  /** Sources whose baseline has been taken. */
  readBaselineSources(): Set<string>
  /** What one answer of a vendor means, whole: known state, wanted alerts, wanted slips. @returns what is new of it */
  commit(commit: Commit): { alerts: OpenAlert[]; jobs: PrintJob[] }

  readOpenAlerts(): OpenAlert[]
  /** The highest id of any alert, seen or not; 0: there is none. */
  readLastAlertId(): number
  /** All that this order has had, oldest first. */
  readAlertsOf(orderKey: string): AlertOnRecord[]
  /** What their orders say since these alerts, as fingerprints by the alerts' ids. */
  noteAlertContents(contentMarks: ReadonlyMap<number, string>): void
  /** @param upToAlertId alerts after this one have not been seen yet */
  acknowledge(orderKeys: readonly string[], atMs: number, upToAlertId: number, by: Acknowledger): void
  /** It was a slip of the hand: these alerts wait for somebody again. */
  unacknowledge(alertIds: readonly number[], atMs: number, counterName: string): void
  /** The host has been asked to show them. */
  noteAlertsRaised(alertIds: readonly number[], atMs: number): void

  /**
   * A person's print: a job outside any poll. Its copy number counts the slips of its subject so far.
   *
   * @param instead a job that this one takes the place of, in the same transaction
   */
  addJob(job: WantedJob, atMs: number, instead?: JobMove): PrintJob
  /** Jobs that are not settled, oldest first. */
  readOpenJobs(): PrintJob[]
  readJob(jobId: number): PrintJob | null
  /** Oldest first. */
  readJobsOf(subject: JobSubject): PrintJob[]
  /** As `readJobsOf`, and those that are wanted and not on record yet: they have no id, which is 0. Oldest first. */
  readJobsWantedOf(subject: JobSubject): PrintJob[]
  readRecentJobs(limit: number): PrintJob[]
  /**
   * Moves a job on. Throws when it is not in `from` (a stale step must never be carried out twice), and LedgerError when
   * it is to be sent and the files are not in their place any more.
   */
  moveJob(jobId: number, from: readonly JobState[], to: JobState, step: JobStep): PrintJob
  /** The same for several: all or none. */
  moveJobs(moves: readonly JobMove[]): PrintJob[]

  readOrder(orderKey: string): KnownOrder | null
  /** The orders that are open, and after them those that have gone since then, the last to go first. */
  readOrderKeysSince(goneSinceMs: number): string[]
  /** The order of a source that the vendor answers details for by this id. */
  readOrderByDetailsId(sourceId: string, detailsId: string): KnownOrder | null
  /** The keys of the orders that are this one as well, at other sources. */
  readTwinKeys(orderKey: string): string[]
  /** The orders of a source that have gone since then, the last to go first. */
  readGoneSince(sourceId: string, sinceMs: number): KnownOrder[]
  /** Orders that have all of the terms, whatever their state, those first seen last first. */
  searchOrders(terms: readonly SearchTerm[], limit: number): KnownOrder[]
  /** Makes orders that an earlier version wrote findable, a part at a time. @returns how many */
  indexForSearch(): number
  /** What has been packed of the open orders and of these. */
  readPacked(alsoOf: readonly string[]): PackedMark[]
  /** Orders of which a cancellation was told that nobody had acknowledged at that time: their keys. */
  readCancelledKeys(sinceMs: number): string[]
  /** @param isPacked false: it has not, after all */
  writePacked(mark: PackedMark, isPacked: boolean): void
  readHistory(orderKey: string): HistoryEntry[]
  readJobSteps(jobId: number): JobStepEntry[]
  /** What there is of the orders first seen in [fromMs, untilMs). */
  readDay(fromMs: number, untilMs: number): DayRecord
  /** How many orders, waits and late ones there were; counted without loading an order. */
  readStatistics(query: StatisticsQuery): StatisticsGroups
  /** Since when, and until when, each source has been heard. */
  readHearing(): HearingSpan[]
  /** Gaps in hearing that go on. */
  readOpenGaps(): HearingGap[]
  /** Gaps in hearing that have a part of [fromMs, untilMs), oldest first. */
  readGaps(fromMs: number, untilMs: number): HearingGap[]
  /** When sources were last heard, and gaps as they stand now; one is told from another by its source and beginning. */
  noteHearing(heard: readonly { sourceId: string; atMs: number }[], gaps: readonly HearingGap[]): void
  /** Something was started anew. */
  noteRestart(restart: Restart): void
  /** Of [fromMs, untilMs), oldest first. */
  readRestarts(fromMs: number, untilMs: number): Restart[]
  /** What holding a day against a vendor's books has shown. */
  addReconciliation(result: Reconciliation): void
  /** Of all sources, oldest first. */
  readReconciliations(dayIso: string): Reconciliation[]
  /** Orders first seen in [fromMs, untilMs), the newest first; sources are named by their ids. */
  readLedgerPage(query: LedgerQuery): LedgerPage
  /** How many of those there are of each kind; sources are named by their ids. */
  readLedgerCounts(fromMs: number, untilMs: number): LedgerCounts
  /** What has left the board since then, the last first. */
  readRecall(sinceMs: number, limit: number): LedgerRow[]
  /** Nothing of this source waits for anybody any more; should it come again, it begins with a baseline. */
  forgetSource(sourceId: string, atMs: number): void
  /**
   * Erases customer data of orders that closed before this; pieces stay in the log and in free space until these are
   * emptied.
   *
   * @param notHeard sources whose open orders count as closed when the source was last heard
   * @returns how many orders were cleaned.
   */
  eraseCustomerDataBefore(closedBeforeMs: number, notHeard?: readonly string[], meanings?: PaymentMeanings): number
  /** Each way of paying that a source has shown, as it words it, the most usual first. */
  readPaymentNames(): PaymentName[]
  /** Times after this were written by a clock that was wrong: what closed, or was last heard, then counts as of now. */
  correctTimesAfter(nowMs: number): void
  /** Writes what is in the log only into the file and empties the log, which holds what has been erased since. */
  emptyLog(): void
  /** Whether something was erased since the file was last written anew. */
  isClearingOwed(): boolean
  /** Empties the log, and writes the file anew when something was erased since the last time. @returns whether it did */
  clearErased(): boolean
  /**
   * Takes orders that closed before this out of the record, with their alerts, slips and history; those that still
   * wait for a person stay. A part at a time, so that nothing waits for it. @returns how many.
   */
  purgeBefore(closedBeforeMs: number): number
  /** Who carries what, and what vendors are told. What the disk refuses here is refused: nothing of it is kept back. */
  readonly dispatch: DispatchRecord
  readValue(key: string): string | null
  writeValue(key: string, value: string): void
  close(): void
}

/** What is counted: orders first seen in [fromMs, untilMs), which came in while Tezgah watched. */
export interface StatisticsQuery {
  fromMs: number
  untilMs: number
  nowMs: number
  /** An order that has waited this long for somebody is late, ms. */
  lateAfterMs: number
  /** Istanbul's time less UTC, ms. */
  zoneMs: number
  /** How long after midnight the shop's day ends, ms. */
  dayEndsMs: number
  /** One order of several sources counts once. */
  areJoined: boolean
}

export type StatisticsGroups = Record<'whole' | 'byDay' | 'byHour' | 'byChannel', StatisticsRow[]>

/** By which act somebody said "seen", and at which computer. */
export interface Acknowledger {
  how: AcknowledgeHow
  counterName: string
}

/** One page of the ledger's own page. */
export interface LedgerQuery {
  fromMs: number
  untilMs: number
  filter: LedgerFilter
  /** The end of the page before; null: the first. */
  before: LedgerCursor | null
  limit: number
}

export interface LedgerPage {
  rows: LedgerRow[]
  /** null: that was all. */
  next: LedgerCursor | null
}

export interface Commit {
  sourceId: string
  atMs: number
  /** First answer of this source ever: marks its baseline as taken. */
  isBaseline: boolean
  known: KnownOrder[]
  /** `id`: the one it is known by already; left out: the next one. */
  alerts: { orderKey: string; kind: AlertKind; id?: number }[]
  jobs: WantedJob[]
  /** Slips that are not wanted any more, or otherwise move on. */
  moves?: JobMove[]
  /** Orders whose open alerts nobody has to see any more. */
  withdrawn?: string[]
  /** Orders that may be on paper without this record knowing: each slip of theirs is a possible duplicate from now on. */
  doubted?: string[]
  history: HistoryNote[]
  /** Written along, by key. */
  values?: Record<string, string>
}

/** A job moves on: it must be in one of `from`. */
export interface JobMove {
  jobId: number
  from: readonly JobState[]
  to: JobState
  step: JobStep
}

/** The disk is full, the file is read-only, broken or locked. `code` is an ErrorCode. */
export class LedgerError extends Error {
  readonly code: 'ledgerUnavailable' | 'ledgerInUse'
  constructor(code: 'ledgerUnavailable' | 'ledgerInUse', cause: unknown) {
    super(`ledger: ${code}`, { cause })
    this.code = code
  }
}

/** Under this value stands when a source was last heard, epoch ms. */
export const lastHeardKey = (sourceId: string): string => `lastHeard:${sourceId}`

/** Under this value stands what a person answered to the offer to print a source's baseline: `printed` or `left`. */
export const baselineAnswerKey = (sourceId: string): string => `baselineAnswer:${sourceId}`

/** Under this value stands which loss of an earlier record it was, as `<epoch ms> <id>`; nothing: there was none. */
export const LOSS_KEY = 'loss'

/** Under this value stands the last loss after which this source has told once, whole, what is open. */
export const lossOverKey = (sourceId: string): string => `lossOver:${sourceId}`

/** Under this value stands what nobody has read yet of the last loss: the name of a file set aside, or `lost`. */
export const UNREAD_LOSS_KEY = 'unreadLoss'

/** Under this value stands since when this counter prints by itself: an epoch ms, `off`, or nothing: it always has. */
export const PRINTS_SINCE_KEY = 'printsSince'

/** Under this value stands what was seen of other programs on the same keys, as JSON. */
export const OTHER_COUNTERS_KEY = 'otherCounters'

/** Under this value stands what a person last said of the sound, as JSON. */
export const HEARD_KEY = 'heard'

/** Beside the ledger: which one is expected there, and how far it had come. A folder that has one has been a shop's. */
export const markFileOf = (ledgerFile: string): string => `${ledgerFile}.mark.json`
