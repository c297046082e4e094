import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { lastHeardKey, type Ledger } from '../ledger/ledger.ts'
import { type Hours, isWithin } from '../../shared/settings/hours.ts'
import { deleteSetAside } from '../ledger/setAsideFiles.ts'
import type { OrderBook } from './orderBook.ts'

/** How a source is doing, as far as its open orders' customers are concerned. */
export type Hearing =
  /** It answers: what is open is open. */
  | 'answering'
  /** It has not answered yet, and is expected to: it was asked first, or answered last, minutes ago. */
  | 'awaited'
  /** It is asked again and again, and does not answer. */
  | 'silent'

interface RetentionDependencies {
  ledger: Ledger
  book: Pick<OrderBook, 'known' | 'eraseCustomerDataBefore'>
  /** Absolute path of the ledger; null: it is in memory alone. */
  ledgerFile: string | null
  retentionHours(): number
  /** When orders are expected; null: always. */
  openingHours(): Hours | null
  /** Slips that Tezgah has put into folders of the shop. */
  slipFolders: {
    /** Deletes those that are older than their folders say. @returns how many @throws LedgerError */
    tidy(nowMs: number): Promise<number>
    /** Deletes all but these orders'. @returns how many, and the folders in which some are left @throws LedgerError */
    erase(spared: readonly KnownOrder[]): Promise<{ count: number; leftIn: string[] }>
  }
  /** Of the sources that are asked at all, by id. Of any other (disabled, stopped, removed) nothing is expected. */
  hearing(): ReadonlyMap<string, Hearing>
}

export interface Retention {
  /**
   * A person wants it: every customer goes, but for the orders that are open at a source that is asked; then no byte of
   * them is left in the data folder, nor a slip that Tezgah has put into a folder of the shop. Whatever the clock says.
   *
   * @returns of how many orders, how many slips, and the folders in which some are left @throws LedgerError
   */
  eraseNow(): Promise<{ count: number; slips: number; slipsLeftIn: string[] }>
  /**
   * Takes out of the record what need not be there any more; called at least once an hour.
   *
   * @param nowMs epoch ms: a time that can be believed
   * @throws LedgerError
   */
  tidy(nowMs: number): { erased: number; purged: number; deleted: number }
  /**
   * Deletes slips that are older than their folders say. @param nowMs epoch ms: a time that can be believed
   *
   * @returns how many @throws LedgerError
   */
  tidySlips(nowMs: number): Promise<number>
}

const HOUR_MS = 3_600_000
/** A closed order's keys, times and states stay this long, to prove what happened; a season is enough. */
const RECORD_KEPT_MS = 90 * 24 * HOUR_MS
/** Writing a large file anew takes a second or two, in which nothing else is done: once in the quiet hours. */
const CLEAR_EVERY_MS = 12 * HOUR_MS
/** What was erased is in no byte of the file after a day: a computer that is off at night writes it anew by day. */
const CLEAR_AT_LAST_MS = 23 * HOUR_MS
/** Under these values stand when the file was last cleared, and since when that is owed: believed times, epoch ms. */
const CLEARED_KEY = 'clearedAt'
const OWED_SINCE_KEY = 'clearingOwedSince'
/** Where no opening hours are set, or the shop never shuts. */
const NIGHT: Hours = { from: '03:00', until: '06:00' }

/** How long what is on record of customers and orders stays. */
export function createRetention(dependencies: RetentionDependencies): Retention {
  const { ledger, book, ledgerFile } = dependencies

  /** Sources of open orders whose orders count as over since the source was last heard. */
  const notHeard = (isHeard: (hearing: Hearing | undefined) => boolean): string[] => {
    const hearing = dependencies.hearing()
    const ids = new Set(
      book
        .known()
        .filter(isOpen)
        .map(({ order }) => order.sourceId),
    )
    return [...ids].filter((id) => !isHeard(hearing.get(id)))
  }

  const readTime = (key: string): number | null => {
    const text = ledger.readValue(key) ?? ''
    return text === '' ? null : Number(text)
  }

  const isQuiet = (nowMs: number): boolean => {
    const opening = dependencies.openingHours()
    return opening === null || opening.from === opening.until ? isWithin(NIGHT, nowMs) : !isWithin(opening, nowMs)
  }

  /** Whether the file is to be written anew now. What is kept of it outlives a restart. @throws LedgerError */
  const isClearingDue = (nowMs: number): boolean => {
    const clearedMs = readTime(CLEARED_KEY)
    if (!ledger.isClearingOwed()) {
      if (clearedMs === null) ledger.writeValue(CLEARED_KEY, String(nowMs))
      return false
    }
    // An earlier version has not said since when.
    if (clearedMs === null) return true
    const owedSinceMs = readTime(OWED_SINCE_KEY)
    if (owedSinceMs === null || owedSinceMs > nowMs) ledger.writeValue(OWED_SINCE_KEY, String(nowMs))
    else if (nowMs - owedSinceMs >= CLEAR_AT_LAST_MS) return true
    return isQuiet(nowMs) && Math.abs(nowMs - clearedMs) >= CLEAR_EVERY_MS
  }

  return {
    eraseNow: async () => {
      // What is open keeps its customer, and its slip may not have been looked at yet.
      const asked = dependencies.hearing()
      const spared = book.known().filter((known) => isOpen(known) && asked.has(known.order.sourceId))
      const count = book.eraseCustomerDataBefore(
        Number.MAX_SAFE_INTEGER,
        notHeard((hearing) => hearing !== undefined),
      )
      ledger.clearErased()
      ledger.writeValue(OWED_SINCE_KEY, '')
      if (ledgerFile !== null)
        deleteSetAside(ledgerFile, { writtenBeforeMs: Number.POSITIVE_INFINITY, nowMs: Number.POSITIVE_INFINITY })
      const slips = await dependencies.slipFolders.erase(spared)
      return { count, slips: slips.count, slipsLeftIn: slips.leftIn }
    },
    tidySlips: dependencies.slipFolders.tidy,
    tidy: (nowMs) => {
      ledger.correctTimesAfter(nowMs)
      for (const [id, hearing] of dependencies.hearing())
        if (hearing === 'answering') ledger.writeValue(lastHeardKey(id), String(nowMs))
      const beforeMs = nowMs - dependencies.retentionHours() * HOUR_MS
      const erased = book.eraseCustomerDataBefore(
        beforeMs,
        notHeard((hearing) => hearing === 'answering' || hearing === 'awaited'),
      )
      ledger.indexForSearch()
      const purged = ledger.purgeBefore(nowMs - RECORD_KEPT_MS)
      ledger.dispatch.purgeBefore(nowMs - RECORD_KEPT_MS)
      if (isClearingDue(nowMs)) {
        ledger.clearErased()
        ledger.writeValue(CLEARED_KEY, String(nowMs))
        ledger.writeValue(OWED_SINCE_KEY, '')
      } else if (erased > 0) ledger.emptyLog()
      const deleted = ledgerFile === null ? 0 : deleteSetAside(ledgerFile, { writtenBeforeMs: beforeMs, nowMs })
      return { erased, purged, deleted }
    },
  }
}

const isOpen = ({ state }: KnownOrder): boolean => state === 'open'
