import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LedgerError } from './ledger.ts'

/** Where the ledger is kept as it was before a newer version changed its tables. @param version of the new tables */
export const copyForOlder = (file: string, version: number): string => `${file}.before-v${version}`

/**
 * Deletes ledgers that were set aside or copied, with what belongs to them: they hold customers like the ledger itself.
 *
 * @param file absolute path of the ledger
 * @param writtenBeforeMs epoch ms: those last written before this; what was written after now counts as written now
 * @returns how many files were deleted
 * @throws LedgerError `ledgerUnavailable` when one of them cannot be; the others are
 */
export function deleteSetAside(
  file: string,
  { writtenBeforeMs, nowMs }: Record<'writtenBeforeMs' | 'nowMs', number>,
): number {
  const deletions = setAsideOf(file).map((path): boolean | LedgerError => {
    try {
      const { mtimeMs } = statSync(path)
      if (mtimeMs >= writtenBeforeMs) {
        if (mtimeMs > nowMs) utimesSync(path, nowMs / 1_000, nowMs / 1_000)
        return false
      }
      rmSync(path)
      return true
    } catch (refusal) {
      return new LedgerError('ledgerUnavailable', refusal)
    }
  })
  const refusal = deletions.find((deletion) => deletion instanceof LedgerError)
  if (refusal) throw refusal
  return deletions.filter((isDeleted) => isDeleted === true).length
}

const setAsideMarks = ['.broken-', '.before-v']

function setAsideOf(file: string): string[] {
  const folder = dirname(file)
  try {
    const isSetAside = (name: string): boolean => setAsideMarks.some((mark) => name.startsWith(basename(file) + mark))
    const names = readdirSync(folder).filter(isSetAside)
    return names.map((name) => join(folder, name))
  } catch (refusal) {
    throw new LedgerError('ledgerUnavailable', refusal)
  }
}
