import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type Database, PRIVATE_MODE } from './database.ts'
import { markFileOf } from './ledger.ts'

/**
 * Which record is expected in a folder, and how far it had come. The same stands in the ledger, where it is always
 * written first: a ledger of another id, or one that has not come as far, is not the record that was kept here.
 */
const markSchema = z.object({ ledgerId: z.string().min(1), generation: z.number().int().nonnegative() })
type Mark = z.infer<typeof markSchema>

/** @returns the mark beside the ledger; `unreadable`: there is one that says nothing; null: there is none */
function readMark(file: string): Mark | 'unreadable' | null {
  try {
    return markSchema.safeParse(JSON.parse(readFileSync(markFileOf(file), 'utf8'))).data ?? 'unreadable'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable'
  }
}

/** Whole or not at all. @returns whether it is on the disk */
function writeMark(file: string, mark: Mark): boolean {
  const draft = `${markFileOf(file)}.part`
  try {
    // What an earlier crash left may be open to others.
    rmSync(draft, { force: true })
    writeFileSync(draft, JSON.stringify(mark), { mode: PRIVATE_MODE, flush: true })
    renameSync(draft, markFileOf(file))
    return true
  } catch {
    return false
  }
}

/** What there is to know of a ledger that has just been opened, before it is held against its mark. */
export interface OpenedFile {
  file: string
  db: Database
  /** It has just been made. */
  isFresh: boolean
  /** Something that was there in its place could not be used, or was lost while this process had it. */
  isKnownToBeLost: boolean
}

/** Whether the ledger goes on with the record that was kept in this folder. A first start has nothing to go on with. */
export function goesOn({ file, db, isFresh, isKnownToBeLost }: OpenedFile): boolean {
  if (isKnownToBeLost) return false
  const own = readOwn(db)
  const mark = readMark(file)
  // Before the first generation no mark may have been written; a ledger of an earlier Tezgah has neither.
  if (mark === null) return own === null || own.generation === 0
  if (mark === 'unreadable') return !isFresh
  return own !== null && own.ledgerId === mark.ledgerId && own.generation >= mark.generation
}

/** Keeps ledger and mark together. */
export interface MarkKeeper {
  /** Counts on when something was written since. @throws LedgerError when the ledger takes nothing */
  keep(): void
}

/** @param isNewRecord it does not go on with an earlier one */
export function keepMark(file: string, db: Database, isNewRecord: boolean): MarkKeeper {
  const found = isNewRecord ? null : readOwn(db)
  let own: Mark = found ?? { ledgerId: crypto.randomUUID(), generation: 0 }
  if (found === null) writeOwn(db, own)
  let isMarked = writeMark(file, own)
  let writtenRows = totalChanges(db)
  return {
    keep: () => {
      if (isMarked && totalChanges(db) === writtenRows) return
      own = { ...own, generation: own.generation + 1 }
      writeOwn(db, own)
      writtenRows = totalChanges(db)
      // A mark that could not be written is behind, and still true of this ledger.
      isMarked = writeMark(file, own)
    },
  }
}

const OWN_KEY = 'mark'

function readOwn(db: Database): Mark | null {
  const [row] = db.all('SELECT value FROM value WHERE key = ?', OWN_KEY)
  return row === undefined ? null : (markSchema.safeParse(JSON.parse(String(row['value']))).data ?? null)
}

const writeOwn = (db: Database, own: Mark): void =>
  void db.run(
    'INSERT INTO value (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    OWN_KEY,
    JSON.stringify(own),
  )

const totalChanges = (db: Database): number => Number(db.all('SELECT total_changes() AS rows')[0]?.['rows'])

/**
 * Watches the files under an open ledger: deleted, replaced by others or emptied, they can still be read and written
 * through what is open here, and nothing of that would be there after a restart. Asking costs two looks at the folder.
 *
 * @returns whether all of them are still the ones that were opened
 */
export function watchFiles(file: string): () => boolean {
  const seen = new Map<string, { id: string; size: number }>()
  const isInPlace = (path: string): boolean => {
    const before = seen.get(path)
    const now = look(path)
    if (now === 'unknown') return true
    if (now === null) return before === undefined
    seen.set(path, now)
    // The log is empty after it was written back; the file itself never is.
    return before === undefined || (before.id === now.id && (path !== file || now.size > 0))
  }
  const paths = [file, `${file}-wal`]
  let areInPlace = paths.every(isInPlace)
  // What has once been elsewhere stays lost, whoever puts a file in its place.
  return () => (areInPlace &&= paths.every(isInPlace))
}

/** null: there is no such file; `unknown`: the system does not say. */
function look(path: string): { id: string; size: number } | 'unknown' | null {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    return found === undefined ? null : { id: `${found.dev} ${found.ino}`, size: Number(found.size) }
  } catch {
    return 'unknown'
  }
}
