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
 * @param timeoutMs how long a slip may take into the folder, or a question about it
 * @param isShared whether others on this computer may read the slips; left out: only this user
 */
export function openFolderPrinter({
  path: folder,
  isShared = false,
  keepDays,
  timeoutMs = 30_000,
}: {
  path: string
  isShared?: boolean | undefined
  keepDays?: number | undefined
  timeoutMs?: number
}): PrinterTransport<'files'> {
  const key = `folder:${folder}`
  const mode = isShared ? 0o666 : 0o600
  /** PDFs that are not ours, as they were when they were read. */
  const foreign = new Map<string, number>()
  return {
    takes: 'files',
    send: (files, signal) => oneAtATime(key, () => send(files, signal)),
    check: (signal) => oneAtATime(key, () => check(signal)),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    try {
      await inTime(async () => {
        await makeFolder()
        await deleteOld(await readdir(folder))
        await access(folder, constants.W_OK)
      }, signal)
      return { isReady: true }
    } catch (error) {
      return { isReady: false, isHeld: false, ...faultOf(error) }
    }
  }

  /** Each call of a network folder that hangs holds one of the few threads there are: nothing else is asked of it then. */
  async function inTime(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    if (signal.aborted || stuck.has(key)) throw noAnswer()
    const working = work()
    const { promise: cutOff, reject } = Promise.withResolvers<never>()
    const giveUp = (): void => {
      stuck.add(key)
      void working.catch(() => undefined).finally(() => stuck.delete(key))
      reject(noAnswer())
    }
    const timer = setTimeout(giveUp, timeoutMs)
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await Promise.race([working, cutOff])
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  async function makeFolder(): Promise<void> {
    if (!isAbsolute(folder)) throw Object.assign(new Error('not an absolute path'), { code: 'ENOENT' })
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }

  async function send(files: PayloadOf<'files'>, signal: AbortSignal): Promise<SendOutcome> {
    const slip: Keeping = { name: null, isNaming: false, isGivenUp: false }
    try {
      await inTime(async () => {
        await makeFolder()
        slip.name = await keep(files, slip)
        await deleteOld(await readdir(folder))
      }, signal)
    } catch (error) {
      slip.isGivenUp = true
      const fault = faultOf(error)
      if (slip.name === null) {
        if (slip.isNaming && fault.said === NO_ANSWER) return { kind: 'uncertain', ...fault }
        // Whatever had its name already has been taken back.
        return { kind: 'notSent', isHeld: false, ...fault }
      }
    }
    return { kind: 'confirmed', said: slip.name }
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

  async function keep({ name, png, pdf }: PayloadOf<'files'>, slip: Keeping): Promise<string> {
    const number = String(highest(await readdir(folder)) + 1).padStart(3, '0')
    const base = join(folder, `${number}-${name}`)
    const parts = [
      { from: join(folder, `.${number}.pdf.part`), to: `${base}.pdf`, bytes: pdf },
      { from: join(folder, `.${number}.png.part`), to: `${base}.png`, bytes: png },
    ]
    const named: string[] = []
    try {
      for (const { from, bytes } of parts) await writeWhole(from, bytes, mode)
      if (slip.isGivenUp) throw noAnswer()
      slip.isNaming = true
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

/** Folders with a call that has not come back. */
const stuck = new Set<string>()

/** A slip on its way into the folder. */
interface Keeping {
  /** Set once it is there, whole. */
  name: string | null
  /** From here on it may have its name. */
  isNaming: boolean
  /** Nobody waits for it any more: it is given no name. */
  isGivenUp: boolean
}

const NO_ANSWER = 'no answer'
const noAnswer = (): Error => Object.assign(new Error(NO_ANSWER), { code: NO_ANSWER })

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
  if (said === NO_ANSWER) return { problem: { code: 'printerTimedOut' }, said }
  return { problem: { code: fullCodes.includes(said) ? 'folderFull' : 'folderUnwritable' }, said }
}
