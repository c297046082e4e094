import { readPaymentNames } from './paymentNameRows.ts'
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import { alertParts, insertAlert, withdrawAlerts } from './alertRows.ts'
import { companions, CorruptDatabase, type Database, openDatabase, PRIVATE_MODE } from './database.ts'
import { readDay } from './dayRows.ts'
import { dispatchRecordOn } from './dispatchRows.ts'
import { erasedSpaceParts, noteErased } from './erasedSpace.ts'
import { forgetHearing, hearingParts, purgeHearing } from './hearingRows.ts'
import { readHistory, writeHistory } from './historyRows.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import * as orders from './knownOrderRows.ts'
import { lastHeardKey, type Ledger, LedgerError, LOSS_KEY, UNREAD_LOSS_KEY } from './ledger.ts'
import { orderSubject } from '../../shared/model/printJob.ts'
import { ledgerPageParts } from './ledgerPageRows.ts'
import { goesOn, keepMark, watchFiles } from './ledgerMark.ts'
import { packedParts } from './packedRows.ts'
import { migrations } from './migrations.ts'
import { doubtOpenJobs, PrintJobRows } from './printJobRows.ts'
import type { LinkLedger } from './linkLedger.ts'
import { linkParts } from './linkRows.ts'
import type { WebhookLedger } from './webhookLedger.ts'
import { webhookParts } from './webhookRows.ts'
import { purgeReconciliations, reconciliationParts } from './reconciliationRows.ts'
import { purgeRestarts, restartParts } from './restartRows.ts'
import { readStatistics } from './statisticsRows.ts'
import { copyForOlder } from './setAsideFiles.ts'

/**
 * Opens (or makes) the ledger. A file that is broken, or from a newer Tezgah, is set aside under a new name and never
 * written to: the next poll then takes a fresh baseline, so that nothing floods the printer.
 *
 * @param file absolute path of the ledger; `:memory:`: one that is never on a disk
 * @param isReplacing this process had another record here and lost it
 * @throws LedgerError `ledgerInUse` when another Tezgah holds it, `ledgerUnavailable` when the disk refuses
 */
export function openLedger(file: string, isReplacing = false): Ledger {
  const { db, setAside, isFresh } = openWhole(file)
  try {
    return assemble(db, setAside, continuityOf(db, file, { setAside, isFresh, isReplacing }))
  } catch (error) {
    db.close()
    throw error
  }
}

type Continuity = Pick<Ledger, 'isRecordLost' | 'isInPlace' | 'keepMark'>

function assemble(db: Database, setAside: string | null, continuity: Continuity): Ledger {
  const jobs = new PrintJobRows(db)
  const { moveJob, ...jobParts } = jobs.parts()
  return {
    setAside,
    ...continuity,
    ...orderParts(db, jobs),
    ...alertParts(db),
    ...hearingParts(db),
    ...reconciliationParts(db),
    ...restartParts(db),
    ...ledgerPageParts(db, (orderKey) => jobs.of(orderSubject(orderKey))),
    ...jobParts,
    moveJob: (jobId, from, to, step) => {
      // Another Tezgah may have begun a record of its own in this place.
      if (to === 'sending' && !continuity.isInPlace()) throw new LedgerError('ledgerUnavailable', 'not in its place')
      return moveJob(jobId, from, to, step)
    },
    ...valueParts(db),
    ...packedParts(db),
    dispatch: dispatchRecordOn(db, jobs),
    ...erasedSpaceParts(db),
    ...webhookParts(db),
    ...linkParts(db),
    close: () => db.close(),
  }
}

interface Origin {
  setAside: string | null
  isFresh: boolean
  isReplacing: boolean
}

function continuityOf(db: Database, file: string, { setAside, isFresh, isReplacing }: Origin): Continuity {
  if (file === ':memory:') return { isRecordLost: false, isInPlace: () => true, keepMark: () => undefined }
  const isRecordLost = !goesOn({ file, db, isFresh, isKnownToBeLost: isReplacing || setAside !== null })
  if (isRecordLost) putInDoubt(db, setAside)
  const mark = keepMark(file, db, isRecordLost)
  const isInPlace = watchFiles(file)
  // In another place there may be another record, with a mark of its own.
  return { isRecordLost, isInPlace, keepMark: () => (isInPlace() ? mark.keep() : undefined) }
}

/** Whatever this ledger knows may have gone on without it. On the disk before anything is printed from it. */
function putInDoubt(db: Database, setAside: string | null): void {
  db.transaction(() => {
    writeValue(db, LOSS_KEY, `${Date.now()} ${crypto.randomUUID()}`)
    writeValue(db, UNREAD_LOSS_KEY, setAside ?? 'lost')
    db.run('UPDATE known_order SET is_in_doubt = 1')
    doubtOpenJobs(db)
  })
}

/** `isFresh`: there was no ledger, or it has been set aside. */
function openWhole(file: string): { db: Database; setAside: string | null; isFresh: boolean } {
  try {
    const db = openDatabase(file)
    try {
      return { db, setAside: null, isFresh: migrate(db, file) }
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    // A file with somebody else's tables is no ledger either; only the disk's own faults are left as they are.
    if (error instanceof LedgerError) throw error
    const setAside = `${file}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    try {
      for (const suffix of companions) {
        if (existsSync(file + suffix)) renameSync(file + suffix, setAside + suffix)
      }
    } catch (refusal) {
      throw new LedgerError('ledgerUnavailable', refusal)
    }
    const db = openDatabase(file)
    migrate(db, file)
    return { db, setAside, isFresh: true }
  }
}

/** The version before cannot read what this one makes of the ledger: whoever goes back to it finds it as it was. */
function copyForOlderVersion(db: Database, file: string): void {
  if (file === ':memory:') return
  const copy = copyForOlder(file, migrations.length)
  try {
    rmSync(copy, { force: true })
    db.run('VACUUM INTO ?', copy)
    chmodSync(copy, PRIVATE_MODE)
  } catch (refusal) {
    throw refusal instanceof LedgerError ? refusal : new LedgerError('ledgerUnavailable', refusal)
  }
}

/** @returns whether the file was empty */
function migrate(db: Database, file: string): boolean {
  const from = Number(db.all('PRAGMA user_version')[0]?.['user_version'])
  if (from > migrations.length) throw new CorruptDatabase(`ledger version ${from} is from a newer Tezgah`)
  if (from > 0 && from < migrations.length) copyForOlderVersion(db, file)
  for (const [index, statements] of migrations.entries()) {
    if (index < from) continue
    db.transaction(() => {
      // A trigger has one within its line.
      for (const statement of statements.split(/;\s*(?:\n|$)/)) if (statement.trim() !== '') db.run(statement)
      db.run(`PRAGMA user_version = ${index + 1}`)
    })
  }
  return from === 0
}

const ORDERS_READ = 5_000

type OrderParts = Omit<
  Ledger,
  | 'setAside'
  | 'close'
  | 'dispatch'
  | keyof Continuity
  | keyof ReturnType<PrintJobRows['parts']>
  | keyof ReturnType<typeof alertParts>
  | keyof ReturnType<typeof hearingParts>
  | keyof ReturnType<typeof reconciliationParts>
  | keyof ReturnType<typeof restartParts>
  | keyof ReturnType<typeof ledgerPageParts>
  | keyof ReturnType<typeof valueParts>
  | keyof ReturnType<typeof packedParts>
  | keyof ReturnType<typeof erasedSpaceParts>
  | keyof WebhookLedger
  | keyof LinkLedger
>

function orderParts(db: Database, jobs: PrintJobRows): OrderParts {
  /** Orders that were asked for since the last write, so that what waits for hours is not parsed once a second. */
  const read = new Map<string, KnownOrder | null>()
  const write = <T>(work: () => T): T => {
    read.clear()
    return db.transaction(work)
  }
  const readOrder = (orderKey: string): KnownOrder | null => {
    const found = read.has(orderKey) ? read.get(orderKey) : orders.readOrder(db, orderKey)
    if (read.size >= ORDERS_READ) read.clear()
    read.set(orderKey, found ?? null)
    return found ?? null
  }
  const changingJobs = (work: () => number): number => {
    const count = write(work)
    if (count > 0) jobs.forget()
    return count
  }
  return {
    readKnownOrders: () => orders.readOpenOrders(db),
    readBaselineSources: () => new Set(db.all('SELECT source_id FROM source').map((row) => String(row['source_id']))),
    commit: (commit) => {
      const wanted = write(() => {
        if (commit.isBaseline) {
          db.run('INSERT OR IGNORE INTO source (source_id, baseline_at_ms) VALUES (?, ?)', commit.sourceId, commit.atMs)
        }
        for (const known of commit.known) orders.writeOrder(db, known)
        for (const orderKey of commit.doubted ?? []) orders.doubtOrder(db, orderKey)
        for (const [key, value] of Object.entries(commit.values ?? {})) writeValue(db, key, value)
        writeValue(db, lastHeardKey(commit.sourceId), String(commit.atMs))
        for (const orderKey of commit.withdrawn ?? []) withdrawAlerts(db, orderKey, commit.atMs)
        for (const note of commit.history) writeHistory(db, note, commit.atMs)
        return {
          alerts: commit.alerts.flatMap((alert) => insertAlert(db, alert, commit.atMs)),
          jobs: commit.jobs.map((job) => jobs.insert(job, commit.atMs)).filter((job) => job !== null),
          moved: (commit.moves ?? []).map((move) => jobs.move(move)),
        }
      })
      jobs.committed([...wanted.jobs, ...wanted.moved])
      return wanted
    },
    readOrder,
    readOrderKeysSince: (goneSinceMs) => orders.readOrderKeysSince(db, goneSinceMs),
    readTwinKeys: (orderKey) => orders.readTwinKeys(db, orderKey),
    readGoneSince: (sourceId, sinceMs) => orders.readGoneSince(db, sourceId, sinceMs),
    readOrderByDetailsId: (sourceId, detailsId) => orders.readOrderByDetailsId(db, sourceId, detailsId),
    searchOrders: (terms, limit) => orders.searchOrders(db, terms, limit),
    indexForSearch: () => db.transaction(() => orders.indexForSearch(db)),
    readDay: (fromMs, untilMs) => readDay(db, fromMs, untilMs),
    readStatistics: (query) => readStatistics(db, query),
    readPaymentNames: () => readPaymentNames(db),
    readHistory: (orderKey) => readHistory(db, orderKey),
    forgetSource: (sourceId, atMs) =>
      write(() => {
        orders.forgetSource(db, sourceId, atMs)
        forgetHearing(db, sourceId, atMs)
      }),
    eraseCustomerDataBefore: (closedBeforeMs, notHeard = [], meanings = {}) =>
      changingJobs(() => {
        const erased = orders.eraseCustomerDataBefore(db, closedBeforeMs, notHeard, meanings)
        if (erased > 0) noteErased(db)
        return erased
      }),
    correctTimesAfter: (nowMs) => void write(() => orders.correctTimesAfter(db, nowMs)),
    purgeBefore: (closedBeforeMs) =>
      changingJobs(() => {
        purgeHearing(db, closedBeforeMs)
        purgeReconciliations(db, closedBeforeMs)
        purgeRestarts(db, closedBeforeMs)
        return orders.purgeBefore(db, closedBeforeMs)
      }),
  }
}

function valueParts(db: Database): Pick<Ledger, 'readValue' | 'writeValue'> {
  return {
    readValue: (key) => {
      const [row] = db.all('SELECT value FROM value WHERE key = ?', key)
      return row ? String(row['value']) : null
    },
    writeValue: (key, value) => writeValue(db, key, value),
  }
}

const writeValue = (db: Database, key: string, value: string): void =>
  void db.run(
    'INSERT INTO value (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  )
