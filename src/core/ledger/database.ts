import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { LedgerError } from './ledger.ts'

export type Row = Record<string, unknown>

/** The little of SQLite that the ledger needs. Every fault of the disk comes out as a LedgerError. */
export interface Database {
  run(sql: string, ...values: SQLInputValue[]): number
  all(sql: string, ...values: SQLInputValue[]): Row[]
  /** All or nothing, on the disk when it returns. */
  transaction<T>(work: () => T): T
  close(): void
}

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26
const SQLITE_BUSY = 5
const SQLITE_CONSTRAINT = 19

/** The file is no database any more: it must be set aside, never written to. */
export class CorruptDatabase extends Error {}

/** Only this user reads and writes. On Windows the folder's list of rights decides, and a mode changes nothing there. */
export const PRIVATE_MODE = 0o600

/** What SQLite keeps beside the file; it gets the file's own mode when it is made. */
export const companions = ['', '-wal', '-shm'] as const

/** Makes the file, or takes from others what they could do with it. What is wrong with the disk, opening it will say. */
function keepPrivate(file: string): void {
  try {
    // A file that is there is not opened: closing it would take the locks of this process off it.
    if (!existsSync(file)) closeSync(openSync(file, 'ax', PRIVATE_MODE))
    for (const suffix of companions) if (existsSync(file + suffix)) chmodSync(file + suffix, PRIVATE_MODE)
  } catch {
    // Opening it as a database tells why.
  }
}

/**
 * Opens the file for this process alone: the exclusive lock is what keeps a second Tezgah off the same ledger.
 *
 * @throws CorruptDatabase, or LedgerError (`ledgerInUse`, `ledgerUnavailable`)
 */
export function openDatabase(file: string): Database {
  let connection: DatabaseSync | null = null
  if (file !== ':memory:') keepPrivate(file)
  try {
    connection = new DatabaseSync(file)
    connection.exec(
      'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;' +
        // What is erased must not stay readable in the file.
        'PRAGMA secure_delete=ON',
    )
    // Takes the lock now, and proves that the file can be written to.
    connection.exec('BEGIN EXCLUSIVE; COMMIT')
    const verdict = connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (verdict !== 'ok') throw new CorruptDatabase(String(verdict))
    return wrap(connection)
  } catch (error) {
    if (connection?.isOpen) connection.close()
    if (error instanceof CorruptDatabase) throw error
    if ([SQLITE_CORRUPT, SQLITE_NOTADB].includes(primaryCode(error))) throw new CorruptDatabase(String(error))
    throw toLedgerError(error)
  }
}

function wrap(connection: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw toLedgerError(error)
    }
  }
  return {
    run: (sql, ...values) => guarded(() => Number(prepared(sql).run(...values).lastInsertRowid)),
    all: (sql, ...values) => guarded(() => prepared(sql).all(...values) as Row[]),
    transaction: (work) =>
      guarded(() => {
        connection.exec('BEGIN IMMEDIATE')
        try {
          const result = work()
          connection.exec('COMMIT')
          return result
        } catch (error) {
          // A full disk may have rolled back already; a second ROLLBACK would hide the real fault.
          if (connection.isTransaction) connection.exec('ROLLBACK')
          throw error
        }
      }),
    close: () => {
      if (connection.isOpen) connection.close()
    },
  }
}

function primaryCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  return code & 0xff
}

/** Our own mistakes (a broken constraint, bad SQL) stay what they are: only the disk's faults are the ledger's. */
function toLedgerError(error: unknown): unknown {
  const code = primaryCode(error)
  if (error instanceof LedgerError || code === 0 || code === 1 || code === SQLITE_CONSTRAINT) return error
  return new LedgerError(code === SQLITE_BUSY ? 'ledgerInUse' : 'ledgerUnavailable', error)
}
