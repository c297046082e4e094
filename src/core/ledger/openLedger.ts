import { existsSync, renameSync } from 'node:fs'
import type { AlertKind, OpenAlert } from '../../shared/model/alert.ts'
import { CorruptDatabase, type Database, openDatabase, type Row } from './database.ts'
import { readDay, readJobSteps } from './dayRows.ts'
import * as orders from './knownOrderRows.ts'
import type { HistoryEntry, HistoryNote } from '../../shared/model/history.ts'
import { type Ledger, LedgerError } from './ledger.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { migrations } from './migrations.ts'
import * as jobs from './printJobRows.ts'

/**
 * Opens (or makes) the ledger. A file that is broken, or from a newer Tezgah, is set aside under a new name and never
 * written to: the next poll then takes a fresh baseline, so that nothing floods the printer.
 *
 * @param file absolute path of the ledger
 * @throws LedgerError `ledgerInUse` when another Tezgah holds it, `ledgerUnavailable` when the disk refuses
 */
export function openLedger(file: string): Ledger {
  const { db, setAside } = openWhole(file)
  const jobCache = createJobCache(db)
  return {
    setAside,
    ...orderParts(db, jobCache),
    ...alertParts(db),
    ...jobParts(db, jobCache),
    ...valueParts(db),
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

const writeHistory = (db: Database, note: HistoryNote, atMs: number): void => {
  db.run(
    'INSERT INTO history (order_key, at_ms, what, detail) VALUES (?, ?, ?, ?)',
    note.orderKey,
    atMs,
    note.what,
    note.detail,
  )
}

/** The board asks for every order's slips at every change; only the orders whose slips moved are read again. */
function createJobCache(db: Database): {
  read(orderKey: string): PrintJob[]
  forget(orderKey: string | null): void
  clear(): void
} {
  const cache = new Map<string, PrintJob[]>()
  return {
    read: (orderKey) => {
      if (cache.size > 20_000) cache.clear()
      const found = cache.get(orderKey) ?? jobs.readJobsOfOrder(db, orderKey)
      cache.set(orderKey, found)
      return found
    },
    forget: (orderKey) => {
      if (orderKey !== null) cache.delete(orderKey)
    },
    clear: () => cache.clear(),
  }
}

type JobCache = ReturnType<typeof createJobCache>

type OrderParts = Pick<
  Ledger,
  | 'readKnownOrders'
  | 'readBaselineSources'
  | 'commit'
  | 'readOrder'
  | 'readOrderByDetailsId'
  | 'readHistory'
  | 'readDay'
  | 'readJobSteps'
  | 'forgetSource'
  | 'eraseCustomerDataBefore'
  | 'purgeBefore'
>

function orderParts(db: Database, jobCache: JobCache): OrderParts {
  return {
    readKnownOrders: () => orders.readOpenOrders(db),
    readBaselineSources: () => new Set(db.all('SELECT source_id FROM source').map((row) => String(row['source_id']))),
    commit: (commit) =>
      db.transaction(() => {
        if (commit.isBaseline) {
          db.run('INSERT OR IGNORE INTO source (source_id, baseline_at_ms) VALUES (?, ?)', commit.sourceId, commit.atMs)
        }
        for (const known of commit.known) orders.writeOrder(db, known)
        const alerts = commit.alerts.flatMap(({ orderKey, kind }) => insertAlert(db, orderKey, kind, commit.atMs))
        for (const note of commit.history) writeHistory(db, note, commit.atMs)
        for (const job of commit.jobs) jobCache.forget(job.orderKey)
        const added = commit.jobs.map((job) => jobs.insertJob(db, job, commit.atMs)).filter((job) => job !== null)
        return { alerts, jobs: added }
      }),
    readOrder: (orderKey) => orders.readOrder(db, orderKey),
    readOrderByDetailsId: (sourceId, detailsId) => orders.readOrderByDetailsId(db, sourceId, detailsId),
    readDay: (fromMs, untilMs) => readDay(db, fromMs, untilMs),
    readJobSteps: (jobId) => readJobSteps(db, jobId),
    readHistory: (orderKey) =>
      db
        .all('SELECT at_ms, order_key, what, detail FROM history WHERE order_key = ? ORDER BY id', orderKey)
        .map((row): HistoryEntry => ({
          atMs: Number(row['at_ms']),
          orderKey,
          what: String(row['what']),
          detail: row['detail'] === null ? null : String(row['detail']),
        })),
    forgetSource: (sourceId, atMs) => db.transaction(() => orders.forgetSource(db, sourceId, atMs)),
    eraseCustomerDataBefore: (closedBeforeMs) => {
      const count = db.transaction(() => orders.eraseCustomerDataBefore(db, closedBeforeMs))
      if (count > 0) jobCache.clear()
      return count
    },
    purgeBefore: (closedBeforeMs) => {
      const count = db.transaction(() => orders.purgeBefore(db, closedBeforeMs))
      if (count > 0) jobCache.clear()
      return count
    },
  }
}

const ALERT_COLUMNS = 'id, order_key, kind, wanted_at_ms, raised_at_ms'

/** A second "new" of one order is the same alert: nothing is added. */
const insertAlert = (db: Database, orderKey: string, kind: AlertKind, atMs: number): OpenAlert[] =>
  db
    .all(
      `INSERT INTO alert (order_key, kind, wanted_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${ALERT_COLUMNS}`,
      orderKey,
      kind,
      atMs,
    )
    .map(toAlert)

const toAlert = (row: Row): OpenAlert => ({
  id: Number(row['id']),
  orderKey: String(row['order_key']),
  kind: row['kind'] as AlertKind,
  wantedAtMs: Number(row['wanted_at_ms']),
  raisedAtMs: row['raised_at_ms'] === null ? null : Number(row['raised_at_ms']),
})

function alertParts(db: Database): Pick<Ledger, 'readOpenAlerts' | 'acknowledge' | 'noteAlertsRaised'> {
  return {
    readOpenAlerts: () =>
      db.all(`SELECT ${ALERT_COLUMNS} FROM alert WHERE acknowledged_at_ms IS NULL ORDER BY id`).map(toAlert),
    acknowledge: (orderKeys, atMs, upToAlertId) =>
      db.transaction(() => {
        for (const orderKey of orderKeys) {
          const closed = db.all(
            `UPDATE alert SET acknowledged_at_ms = ? WHERE order_key = ? AND acknowledged_at_ms IS NULL AND id <= ?
             RETURNING kind`,
            atMs,
            orderKey,
            upToAlertId,
          )
          for (const row of closed) {
            writeHistory(db, { orderKey, what: 'acknowledged', detail: String(row['kind']) }, atMs)
          }
        }
      }),
    noteAlertsRaised: (alertIds, atMs) =>
      db.transaction(() => {
        for (const id of alertIds) db.run('UPDATE alert SET raised_at_ms = ? WHERE id = ?', atMs, id)
      }),
  }
}

type JobParts = Pick<Ledger, 'addJob' | 'readOpenJobs' | 'readJob' | 'readJobsOfOrder' | 'readRecentJobs' | 'moveJob'>

function jobParts(db: Database, jobCache: JobCache): JobParts {
  return {
    addJob: (job, atMs) =>
      db.transaction(() => {
        jobCache.forget(job.orderKey)
        const added = jobs.insertJob(db, job, atMs)
        if (added === null) throw new Error(`job ${job.dedupe} of ${job.orderKey} is wanted already`)
        return added
      }),
    readOpenJobs: () => jobs.readOpenJobs(db),
    readJob: (jobId) => jobs.readJob(db, jobId),
    readJobsOfOrder: (orderKey) => jobCache.read(orderKey),
    readRecentJobs: (limit) => jobs.readRecentJobs(db, limit),
    moveJob: (jobId, from, to, step) => {
      const moved = db.transaction(() => jobs.moveJob(db, jobId, from, to, step))
      jobCache.forget(moved.orderKey)
      return moved
    },
  }
}

function valueParts(db: Database): Pick<Ledger, 'readValue' | 'writeValue'> {
  return {
    readValue: (key) => {
      const [row] = db.all('SELECT value FROM value WHERE key = ?', key)
      return row ? String(row['value']) : null
    },
    writeValue: (key, value) => {
      db.run(
        'INSERT INTO value (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        key,
        value,
      )
    },
  }
}
