import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'

/** What SQLite says when the disk refuses. */
const refusal = (errcode: number): Error => Object.assign(new Error('disk I/O'), { code: 'ERR_SQLITE_ERROR', errcode })
const SQLITE_IOERR = 10
const SQLITE_FULL = 13

export interface SickDisk {
  /** Every write fails as on a full disk. */
  isFull: boolean
  /** Every read fails as on a disk that was pulled out. */
  isUnreadable: boolean
  /** The commit with this number, counted from now, fails; null: none. */
  failingCommit: number | null
  /** Called after each commit that reached the disk. */
  committed: () => void
}

/** Makes the disk under the real ledger fail on command, at the edge where Node hands over to SQLite. */
export function sickDisk(): SickDisk {
  const disk: SickDisk = { isFull: false, isUnreadable: false, failingCommit: null, committed: () => {} }
  const real = { exec: DatabaseSync.prototype.exec, run: StatementSync.prototype.run, all: StatementSync.prototype.all }
  const refuseWrite = (sql: string): void => {
    if (disk.isFull && sql !== 'ROLLBACK' && !sql.startsWith('PRAGMA')) throw refusal(SQLITE_FULL)
    if (sql !== 'COMMIT' || disk.failingCommit === null) return
    disk.failingCommit--
    if (disk.failingCommit < 0) {
      disk.failingCommit = null
      throw refusal(SQLITE_FULL)
    }
  }
  DatabaseSync.prototype.exec = function exec(this: DatabaseSync, sql: string) {
    refuseWrite(sql)
    real.exec.call(this, sql)
    if (sql === 'COMMIT') disk.committed()
  }
  StatementSync.prototype.run = function run(this: StatementSync, ...values: SQLInputValue[]) {
    refuseWrite(this.sourceSQL)
    return Reflect.apply(real.run, this, values)
  } as StatementSync['run']
  StatementSync.prototype.all = function all(this: StatementSync, ...values: SQLInputValue[]) {
    if (disk.isUnreadable) throw refusal(SQLITE_IOERR)
    return Reflect.apply(real.all, this, values)
  } as StatementSync['all']
  onTestFinished(() => {
    DatabaseSync.prototype.exec = real.exec
    StatementSync.prototype.run = real.run
    StatementSync.prototype.all = real.all
  })
  return disk
}
