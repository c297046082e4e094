import { existsSync, renameSync } from 'node:fs'
import { alertParts, insertAlert, withdrawAlerts } from './alertRows.ts'
import { CorruptDatabase, type Database, openDatabase } from './database.ts'
import { readDay } from './dayRows.ts'
import { erasedSpaceParts, noteErased } from './erasedSpace.ts'
import { readHistory, writeHistory } from './historyRows.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import * as orders from './knownOrderRows.ts'
import { lastHeardKey, type Ledger, LedgerError } from './ledger.ts'
import { migrations } from './migrations.ts'
import { PrintJobRows } from './printJobRows.ts'
/**
 * Opens (or makes) the ledger. A file that is broken, or from a newer Tezgah, is set aside under a new name and never
 * written to: the next poll then takes a fresh baseline, so that nothing floods the printer.
 *
 * @param file absolute path of the ledger
 * @throws LedgerError `ledgerInUse` when another Tezgah holds it, `ledgerUnavailable` when the disk refuses
 */
export function openLedger(file: string): Ledger {
  const { db, setAside } = openWhole(file)
  const jobs = new PrintJobRows(db)
  return {
    setAside,
    ...orderParts(db, jobs),
    ...alertParts(db),
    ...jobs.parts(),
    ...valueParts(db),
    ...erasedSpaceParts(db),
    close: () => db.close(),
  }
}

function openWhole(file: string): { db: Database; setAside: string | null } {
  try {
    const db = openDatabase(file)
    try {
      migrate(db)
      return { db, setAside: null }
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    // A file with somebody else's tables is no ledger either; only the disk's own faults are left as they are.
    if (error instanceof LedgerError) throw error
    const setAside = `${file}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    try {
      for (const suffix of ['', '-wal', '-shm']) {
        if (existsSync(file + suffix)) renameSync(file + suffix, setAside + suffix)
      }
    } catch (refusal) {
      throw new LedgerError('ledgerUnavailable', refusal)
    }
    const db = openDatabase(file)
    migrate(db)
    return { db, setAside }
  }
}

function migrate(db: Database): void {
  const from = Number(db.all('PRAGMA user_version')[0]?.['user_version'])
  if (from > migrations.length) throw new CorruptDatabase(`ledger version ${from} is from a newer Tezgah`)
  for (const [index, statements] of migrations.entries()) {
    if (index < from) continue
    db.transaction(() => {
      for (const statement of statements.split(';')) if (statement.trim() !== '') db.run(statement)
      db.run(`PRAGMA user_version = ${index + 1}`)
    })
  }
}

const ORDERS_READ = 5_000

type OrderParts = Omit<
  Ledger,
  | 'setAside'
  | 'close'
  | keyof ReturnType<PrintJobRows['parts']>
  | keyof ReturnType<typeof alertParts>
  | keyof ReturnType<typeof valueParts>
  | keyof ReturnType<typeof erasedSpaceParts>
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
        for (const [key, value] of Object.entries(commit.values ?? {})) writeValue(db, key, value)
        writeValue(db, lastHeardKey(commit.sourceId), String(commit.atMs))
        for (const orderKey of commit.withdrawn ?? []) withdrawAlerts(db, orderKey, commit.atMs)
        for (const note of commit.history) writeHistory(db, note, commit.atMs)
        return {
          alerts: commit.alerts.flatMap(({ orderKey, kind }) => insertAlert(db, orderKey, kind, commit.atMs)),
          jobs: commit.jobs.map((job) => jobs.insert(job, commit.atMs)).filter((job) => job !== null),
          moved: (commit.moves ?? []).map((move) => jobs.move(move)),
        }
      })
      jobs.committed([...wanted.jobs, ...wanted.moved])
      return wanted
    },
    readOrder,
    readGoneSince: (sourceId, sinceMs) => orders.readGoneSince(db, sourceId, sinceMs),
    readOrderByDetailsId: (sourceId, detailsId) => orders.readOrderByDetailsId(db, sourceId, detailsId),
    readDay: (fromMs, untilMs) => readDay(db, fromMs, untilMs),
    readHistory: (orderKey) => readHistory(db, orderKey),
    forgetSource: (sourceId, atMs) => write(() => orders.forgetSource(db, sourceId, atMs)),
    eraseCustomerDataBefore: (closedBeforeMs, notHeard = []) =>
      changingJobs(() => {
        const erased = orders.eraseCustomerDataBefore(db, closedBeforeMs, notHeard)
        if (erased > 0) noteErased(db)
        return erased
      }),
    correctTimesAfter: (nowMs) => void write(() => orders.correctTimesAfter(db, nowMs)),
    purgeBefore: (closedBeforeMs) => changingJobs(() => orders.purgeBefore(db, closedBeforeMs)),
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
