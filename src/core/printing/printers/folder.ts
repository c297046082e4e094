import { constants } from 'node:fs'
import { access, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import { FOLDER_TIMEOUT_MS, folderKey, inTime, NO_ANSWER, noAnswer } from './folderCalls.ts'
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
 * @param timeoutMs how long a slip may take into the folder, or a question about it
 * @param isShared whether others on this computer may read the slips; left out: only this user
 */
export function openFolderPrinter({
  path: folder,
  isShared = false,
  timeoutMs = FOLDER_TIMEOUT_MS,
}: {
  path: string
  isShared?: boolean | undefined
  timeoutMs?: number
}): PrinterTransport<'files'> {
  const key = folderKey(folder)
  const mode = isShared ? 0o666 : 0o600
  const limits = (signal: AbortSignal) => ({ signal, timeoutMs })
  return {
    takes: 'files',
    send: (files, signal) => oneAtATime(key, () => send(files, signal)),
    check: (signal) => oneAtATime(key, () => check(signal)),
  }

  async function check(signal: AbortSignal): Promise<Readiness> {
    try {
      await inTime(
        folder,
        async () => {
          await makeFolder()
          await readdir(folder)
          await access(folder, constants.W_OK)
        },
        limits(signal),
      )
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
    const slip: Keeping = { name: null, isNaming: false, isGivenUp: false }
    try {
      await inTime(
        folder,
        async () => {
          await makeFolder()
          slip.name = await keep(files, slip)
        },
        limits(signal),
      )
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

/** A slip on its way into the folder. */
interface Keeping {
  /** Set once it is there, whole. */
  name: string | null
  /** From here on it may have its name. */
  isNaming: boolean
  /** Nobody waits for it any more: it is given no name. */
  isGivenUp: boolean
}

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
