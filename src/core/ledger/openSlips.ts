import { DatabaseSync } from 'node:sqlite'
import { SETTLED } from './printJobRows.ts'

/**
 * Whether slips wait in a ledger that nobody has open.
 *
 * @param file absolute path of the ledger
 * @returns true as well when it cannot be told
 */
export function hasOpenSlips(file: string): boolean {
  try {
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      return db.prepare(`SELECT 1 FROM print_job WHERE state NOT IN (${SETTLED}) LIMIT 1`).get() !== undefined
    } finally {
      db.close()
    }
  } catch {
    return true
  }
}
