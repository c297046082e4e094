import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogEntry } from '../core/host.ts'

const MAX_BYTES = 2_000_000
const MAX_TEXT = 300

/**
 * Appends entries as JSON lines to `<folder>/tezgah.log`; at the cap the file becomes `tezgah.old.log` and a new one
 * begins. A disk that cannot be written loses the entry, never the app.
 */
export function createLogFile(folder: string, nowMs: () => number, maxBytes = MAX_BYTES): (entry: LogEntry) => void {
  const path = join(folder, 'tezgah.log')
  return (entry) => {
    try {
      mkdirSync(folder, { recursive: true })
      const found = statSync(path, { throwIfNoEntry: false })
      if (found !== undefined && process.platform !== 'win32' && (found.mode & 0o077) !== 0) closeToOthers(path)
      if ((found?.size ?? 0) >= maxBytes) renameSync(path, join(folder, 'tezgah.old.log'))
      appendFileSync(path, `${lineOf(entry, nowMs())}\n`, { mode: 0o600 })
    } catch (error) {
      process.stderr.write(`log: ${describeFault(error)['fault']}\n`)
    }
  }
}

function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o600)
  } catch {
    // Another user's file, or no modes here: an entry is worth more.
  }
}

function lineOf(entry: LogEntry, atMs: number): string {
  const data = Object.entries(entry.data ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, MAX_TEXT) : value,
  ])
  return JSON.stringify({
    at: new Date(atMs).toISOString(),
    level: entry.level,
    what: entry.what,
    ...Object.fromEntries(data),
  })
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
