import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMadeByTezgah } from '../render/pdf.ts'
import { slipFileName } from '../render/slipFileName.ts'
import { folderKey, inTime } from './folderCalls.ts'
import { oneAtATime } from './oneAtATime.ts'

/** A slip that stays: what it is called, and when its order was first seen, epoch ms. */
export interface SparedSlip {
  name: string
  sinceMs: number
}

export interface DeletedSlips {
  count: number
  /** They are there still. */
  refused: number
  /** None of Tezgah's is left. */
  isEmpty: boolean
}

/** Deletes slips from the folders of folder printers: what Tezgah has made, and no other file. */
export interface FolderSlips {
  /**
   * Those older than so many days. @param nowMs epoch ms: a time that can be believed
   *
   * @throws when the folder cannot be reached
   */
  deleteOld(folder: string, keepDays: number, nowMs: number): Promise<DeletedSlips>
  /** All but those that are given. @throws when the folder cannot be reached */
  deleteAll(folder: string, spared: readonly SparedSlip[]): Promise<DeletedSlips>
}

const DAY_MS = 86_400_000
/** `012-siparis-127.pdf` */
const PDF_NAME = /^\d{3,9}-(.+)\.pdf$/
/** What a crash has left of a slip. */
const PART_NAME = /^\.\d{3,9}\.(pdf|png)\.part$/
/** A slip has an end; this is far beyond it. */
const LARGEST_PDF = 4_000_000

interface SlipFile {
  path: string
  /** Without number and ending. */
  name: string
  mtimeMs: number
  size: number
}

/** @param timeoutMs how long one folder may take */
export function createFolderSlips(timeoutMs?: number): FolderSlips {
  /** PDFs that are not ours, as they were when they were read. */
  const foreign = new Map<string, number>()

  const filesIn = async (folder: string): Promise<{ slips: SlipFile[]; parts: string[] }> => {
    const names = await readdir(folder).catch(async (error: unknown) => {
      // The first slip makes it; where its place is not there either, a stick may not be plugged in.
      await stat(dirname(folder))
      if (codeOf(error) !== 'ENOENT') throw error
      return []
    })
    const found = await Promise.all(
      names.map(async (file): Promise<SlipFile | null> => {
        const name = PDF_NAME.exec(file)?.[1]
        const path = join(folder, file)
        const state = name === undefined ? null : await stat(path).catch(() => null)
        return name === undefined || state === null ? null : { path, name, mtimeMs: state.mtimeMs, size: state.size }
      }),
    )
    const parts = names.filter((name) => PART_NAME.test(name)).map((name) => join(folder, name))
    return { slips: found.filter((file) => file !== null), parts }
  }

  /** Whoever keeps files of his own in the folder may number them as well. */
  const isOurs = async ({ path, mtimeMs, size }: SlipFile): Promise<boolean> => {
    if (size > LARGEST_PDF || foreign.get(path) === mtimeMs) return false
    const isPdfOfOurs = await readFile(path).then(isMadeByTezgah, () => false)
    if (!isPdfOfOurs) foreign.set(path, mtimeMs)
    return isPdfOfOurs
  }

  /** One that cannot be deleted stays for the next time. */
  const deleteSlips = async (
    slips: readonly SlipFile[],
    isOver: (slip: SlipFile) => boolean,
  ): Promise<DeletedSlips> => {
    const done = { count: 0, refused: 0 }
    for (const slip of slips.filter(isOver)) {
      if (!(await isOurs(slip))) continue
      // The PDF last: it alone says whose both are.
      const isGone = (await deleted(slip.path.replace(/pdf$/, 'png'))) && (await deleted(slip.path))
      if (isGone) done.count++
      else done.refused++
    }
    const ownCount = slips.filter((slip) => foreign.get(slip.path) !== slip.mtimeMs).length
    return { ...done, isEmpty: ownCount === done.count }
  }

  const within = (folder: string, work: () => Promise<DeletedSlips>): Promise<DeletedSlips> =>
    oneAtATime(folderKey(folder), () => inTime(folder, work, timeoutMs === undefined ? {} : { timeoutMs }))

  return {
    deleteOld: (folder, keepDays, nowMs) =>
      within(folder, async () => {
        const { slips } = await filesIn(folder)
        // What a clock that was ahead has written counts from now on.
        for (const slip of slips.filter(({ mtimeMs }) => mtimeMs > nowMs + DAY_MS))
          if (await isOurs(slip)) await utimes(slip.path, nowMs / 1_000, nowMs / 1_000).catch(() => undefined)
        return deleteSlips(slips, ({ mtimeMs }) => nowMs - mtimeMs > keepDays * DAY_MS)
      }),
    deleteAll: (folder, spared) =>
      within(folder, async () => {
        const { slips, parts } = await filesIn(folder)
        for (const part of parts) await deleted(part)
        // By another clock, perhaps, than the order's.
        const isSpared = ({ name, mtimeMs }: SlipFile): boolean =>
          spared.some((one) => slipFileName(one.name) === name && mtimeMs >= one.sinceMs - DAY_MS)
        return deleteSlips(slips, (slip) => !isSpared(slip))
      }),
  }
}

/** @returns whether it is not there any more */
const deleted = (path: string): Promise<boolean> =>
  rm(path, { force: true }).then(
    () => true,
    () => false,
  )

const codeOf = (error: unknown): unknown => (error instanceof Error ? (error as NodeJS.ErrnoException).code : null)
