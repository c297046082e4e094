import { constants } from 'node:fs'
import { access, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import { isMadeByTezgah } from '../render/pdf.ts'
import type { PayloadOf, PrinterTransport, Readiness, SendOutcome } from './printer.ts'
import { oneAtATime } from './oneAtATime.ts'

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']
/** File systems without hard links (FAT, some network folders). */
const noLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']

/**
 * A folder that gets a PDF and a PNG of each slip, numbered in order. Both are on the disk, flushed, before either has
 * its name, and no file is ever overwritten; so here `confirmed` is what is known. The folder is made if only its last
 * part is missing: a stick that is not plugged in must not be mistaken for an empty place.
 *
 * @param keepDays slips of ours that are older are deleted when the next one comes, or when it is asked how the folder is
 * @param isShared whether others on this computer may read the slips; left out: only this user
 */
export function openFolderPrinter({
  path: folder,
  isShared = false,
  keepDays,
}: {
  path: string
  isShared?: boolean | undefined
  keepDays?: number | undefined
}): PrinterTransport<'files'> {
  const key = `folder:${folder}`
  const mode = isShared ? 0o666 : 0o600
  /** PDFs that are not ours, as they were when they were read. */
  const foreign = new Map<string, number>()
  return {
    takes: 'files',
    send: (files, signal) => oneAtATime(key, () => send(files, signal)),
    check: () => oneAtATime(key, check),
  }

  async function check(): Promise<Readiness> {
    try {
      await makeFolder()
      await deleteOld(await readdir(folder))
      await access(folder, constants.W_OK)
      return { isReady: true }
    } catch (error) {
      return { isReady: false, isHeld: false, ...faultOf(error) }
    }
  }

  async function makeFolder(): Promise<void> {
    if (!isAbsolute(folder)) throw Object.assign(new Error('not an absolute path'), { code: 'ENOENT' })
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }

  async function send(files: PayloadOf<'files'>, signal: AbortSignal): Promise<SendOutcome> {
    if (signal.aborted) return { kind: 'notSent', problem: { code: 'printerTimedOut' }, isHeld: false, said: null }
    try {
      await makeFolder()
      const name = await keep(files)
      await deleteOld(await readdir(folder))
      return { kind: 'confirmed', said: name }
    } catch (error) {
      // Whatever had its name already has been taken back.
      return { kind: 'notSent', isHeld: false, ...faultOf(error) }
    }
  }

  /** Of our own slips alone; one that cannot be deleted stays for the next time. */
  async function deleteOld(names: readonly string[]): Promise<void> {
    if (keepDays === undefined) return
    const found = await Promise.all(
      names
        .filter((name) => PDF_NAME.test(name))
        .map((name) => join(folder, name))
        .map((path) =>
          stat(path).then(
            ({ mtimeMs, size }) => ({ path, mtimeMs, size }),
            () => null,
          ),
        ),
    )
    const newestFirst = found.filter((file) => file !== null).sort((left, right) => right.mtimeMs - left.mtimeMs)
    // Our files tell the time among themselves: a clock that is wrong must not empty the folder.
    let newestMs: number | null = null
    for (const file of newestFirst) {
      if (newestMs !== null && newestMs - file.mtimeMs <= keepDays * DAY_MS) continue
      if (!(await isOurs(file))) continue
      if (newestMs === null) newestMs = file.mtimeMs
      // The PDF last: it alone says whose both are.
      else for (const type of ['png', 'pdf']) await rm(file.path.replace(/pdf$/, type), { force: true }).catch(() => {})
    }
  }

  /** Whoever keeps files of his own in the folder may number them as well. */
  async function isOurs({ path, mtimeMs, size }: { path: string; mtimeMs: number; size: number }): Promise<boolean> {
    if (size > LARGEST_PDF || foreign.get(path) === mtimeMs) return false
    const isPdfOfOurs = await readFile(path).then(isMadeByTezgah, () => false)
    if (!isPdfOfOurs) foreign.set(path, mtimeMs)
    return isPdfOfOurs
  }

  async function keep({ name, png, pdf }: PayloadOf<'files'>): Promise<string> {
    const number = String(highest(await readdir(folder)) + 1).padStart(3, '0')
    const base = join(folder, `${number}-${name}`)
    const parts = [
      { from: join(folder, `.${number}.pdf.part`), to: `${base}.pdf`, bytes: pdf },
      { from: join(folder, `.${number}.png.part`), to: `${base}.png`, bytes: png },
    ]
    const named: string[] = []
    try {
      for (const { from, bytes } of parts) await writeWhole(from, bytes, mode)
      for (const { from, to } of parts) {
        await giveName(from, to)
        named.push(to)
      }
      await flushFolder(folder)
      return `${number}-${name}`
    } catch (error) {
      for (const path of named) await rm(path, { force: true })
      throw error
    } finally {
      for (const { from } of parts) await rm(from, { force: true }).catch(() => undefined)
    }
  }
}

const DAY_MS = 86_400_000
/** `012-siparis-127.pdf` */
const PDF_NAME = /^\d{3,9}-.+\.pdf$/
/** A slip has an end; this is far beyond it. */
const LARGEST_PDF = 4_000_000

/** The highest number a file in the folder begins with. */
const highest = (names: readonly string[]): number =>
  Math.max(0, ...names.map((name) => Number(/^\.?(\d{1,9})[-.]/.exec(name)?.[1] ?? 0)))

async function writeWhole(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  // What an earlier crash left under this name was never a slip.
  await rm(path, { force: true })
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Never over another file: a link fails where the name is taken, a rename would not. */
async function giveName(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (!noLinkCodes.includes(codeOf(error))) throw error
    const isTaken = await access(to).then(
      () => true,
      () => false,
    )
    if (isTaken) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' })
    await rename(from, to)
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file systems keep names in their journal.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown'

function faultOf(error: unknown): { problem: { code: ErrorCode }; said: string } {
  const said = codeOf(error)
  return { problem: { code: fullCodes.includes(said) ? 'folderFull' : 'folderUnwritable' }, said }
}
