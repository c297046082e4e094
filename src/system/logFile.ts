import { access, appendFileSync, chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import type { LogEntry } from '../core/host.ts'

const MAX_BYTES = 2_000_000
const MAX_TEXT = 300
/** A disk that takes nothing for so long must not fill the memory: what comes then is counted instead. */
const MAX_WAITING_CHARACTERS = 500_000
/** A folder that is deleted while in use is made anew this soon. */
const LOOK_EVERY_MS = 30_000

export interface LogFile {
  /** Takes an entry and returns at once; a disk that cannot be written loses it, never the app. */
  log(entry: LogEntry): void
  /** Resolves when all that was taken so far is in the file, or lost. */
  written(): Promise<void>
  /** Puts into the file what is not there yet, before anything else happens: for a process that is about to end. */
  flush(): void
}

/** Of this process: when it ends, whatever is the reason, their last lines are written before it is gone. */
const open = new Set<LogFile>()
process.on('exit', () => {
  for (const file of open) file.flush()
})

/**
 * Entries as JSON lines in `<folder>/tezgah.log`; at the cap the file becomes `tezgah.old.log` and a new one begins. A line
 * that was being written when the process ended may be there twice.
 */
export function createLogFile(folder: string, nowMs: () => number, maxBytes = MAX_BYTES): LogFile {
  const path = join(folder, 'tezgah.log')
  /** Not known to be in the file, oldest first. */
  const waiting: string[] = []
  let waitingCharacters = 0
  let lostCount = 0
  let stream: RotatingFileStream | null = null
  let lookedMs = performance.now()
  let whenWritten: (() => void)[] = []

  const settle = (count: number): void => {
    for (const line of waiting.splice(0, count)) waitingCharacters -= line.length
    if (waiting.length > 0) return
    for (const tell of whenWritten) tell()
    whenWritten = []
  }

  const openStream = (): RotatingFileStream => {
    closeToOthers(path)
    const opened = createStream((index) => (index === null ? 'tezgah.log' : 'tezgah.old.log'), {
      path: folder,
      size: `${maxBytes}B`,
      rotate: 1,
      mode: 0o600,
    })
    opened.on('error', (error) => {
      process.stderr.write(`log: ${describeFault(error)['fault']}\n`)
      if (stream === opened) giveUp()
    })
    return opened
  }

  /** The next entry tries anew. */
  const giveUp = (): void => {
    stream = null
    lostCount += waiting.length
    settle(waiting.length)
  }

  const lookWhetherItIsThere = (): void => {
    if (performance.now() - lookedMs < LOOK_EVERY_MS) return
    lookedMs = performance.now()
    access(path, (error) => {
      if (error === null || waiting.length > 0) return
      stream?.end()
      stream = null
    })
  }

  const write = (line: string): void => {
    waiting.push(line)
    waitingCharacters += line.length
    stream ??= openStream()
    const target = stream
    target.write(line, (error) => {
      // One that failed has been given up with all that waited.
      if (error || stream !== target) return
      settle(1)
      lookWhetherItIsThere()
    })
  }

  const file: LogFile = {
    log: (entry) => {
      if (waitingCharacters > MAX_WAITING_CHARACTERS) {
        lostCount += 1
        return
      }
      if (lostCount > 0) write(lineOf({ level: 'warn', what: 'log.lost', data: { count: lostCount } }, nowMs()))
      lostCount = 0
      write(lineOf(entry, nowMs()))
    },
    written: () => (waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => whenWritten.push(resolve))),
    flush: () => {
      if (waiting.length === 0) return
      try {
        mkdirSync(folder, { recursive: true })
        appendFileSync(path, waiting.join(''), { mode: 0o600 })
      } catch {
        // Nobody is there any more who could be told.
      }
      settle(waiting.length)
    },
  }
  open.add(file)
  return file
}

function closeToOthers(path: string): void {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found !== undefined && process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(path, 0o600)
  } catch {
    // Another user's file, or no modes here: an entry is worth more.
  }
}

function lineOf(entry: LogEntry, atMs: number): string {
  const data = Object.entries(entry.data ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, MAX_TEXT) : value,
  ])
  return `${JSON.stringify({
    at: new Date(atMs).toISOString(),
    level: entry.level,
    what: entry.what,
    ...Object.fromEntries(data),
  })}\n`
}

/**
 * What may be written about an unexpected error: its kind and where it arose. Its message is left out, because it can
 * quote an address, a name or a key.
 */
export function describeFault(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // The message stands before the frames, and may have lines that look like one.
  const [, trace = ''] = (error.stack ?? '').split(`${error.message}\n`)
  const frames = (error.message === '' ? (error.stack ?? '') : trace)
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  const where = frames.slice(0, 4).map((line) =>
    line
      .trim()
      .replace(/^at /, '')
      .replace(/\(?(file:\/\/)?[^()\s]*[\\/]([^()\s]+)\)?$/, '$2'),
  )
  return { fault: error.name, code, where: where.join(' < ') }
}
