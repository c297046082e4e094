import type { Database } from './database.ts'
import type { Ledger } from './ledger.ts'

/** Set with every erasure and taken away when the file holds nothing of it any more, so that a kill cannot forget it. */
const OWED = 'clearingOwed'

export const noteErased = (db: Database): void =>
  void db.run(`INSERT OR REPLACE INTO value (key, value) VALUES (?, '1')`, OWED)

const emptyLog = (db: Database): void => void db.all('PRAGMA wal_checkpoint(TRUNCATE)')

const isOwed = (db: Database): boolean => db.all('SELECT 1 FROM value WHERE key = ?', OWED).length > 0

export const erasedSpaceParts = (db: Database): Pick<Ledger, 'emptyLog' | 'isClearingOwed' | 'clearErased'> => ({
  emptyLog: () => emptyLog(db),
  isClearingOwed: () => isOwed(db),
  clearErased: () => {
    emptyLog(db)
    if (!isOwed(db)) return false
    // `secure_delete` does not reach what a row leaves behind when its page is divided: the file is written anew.
    db.run('VACUUM')
    db.run('DELETE FROM value WHERE key = ?', OWED)
    emptyLog(db)
    return true
  },
})
