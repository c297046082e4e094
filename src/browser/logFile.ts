import { appendFileSync, renameSync, statSync } from 'node:fs'
import type { LogEntry } from '../core/host.ts'

/** Past this size the file becomes `….1` (replacing the one before), so that a log never fills a disk. */
const MAX_BYTES = 5_000_000

/**
 * Appends each entry as one line of JSON: `{"at":"2026-01-05T17:05:00.000Z","level":"info","what":"…",…}`.
 *
 * @param complain told once in words when the file cannot be written; logging itself never throws.
 */
export function createLogFile(
  path: string,
  nowMs: () => number,
  complain: (sentence: string) => void,
): (entry: LogEntry) => void {
  let hasComplained = false
  return (entry) => {
    const line = JSON.stringify({ at: new Date(nowMs()).toISOString(), level: entry.level, what: entry.what, ...entry.data })
    try {
      rotate(path)
      appendFileSync(path, `${line}\n`, { mode: 0o600 })
      hasComplained = false
    } catch (error) {
      if (hasComplained) return
      hasComplained = true
      complain(`The log file cannot be written: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > MAX_BYTES) renameSync(path, `${path}.1`)
}
