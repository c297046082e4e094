import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { LogEntry } from '../core/host.ts'
import type { SessionRecord } from './sessions.ts'

const content = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(100)

/**
 * Digests of the open sessions, in a file only its owner can read. Losing it costs one more one-time address, so a
 * broken or unwritable file is logged and otherwise ignored.
 */
export function createSessionFile(path: string, log: (entry: LogEntry) => void): SessionRecord {
  return {
    read() {
      try {
        const parsed = content.safeParse(JSON.parse(readFileSync(path, 'utf8')))
        return parsed.success ? parsed.data : []
      } catch {
        return []
      }
    },
    write(digests) {
      try {
        writeFileSync(path, JSON.stringify(digests), { mode: 0o600 })
      } catch (error) {
        log({
          level: 'warn',
          what: 'sessions.notSaved',
          data: { reason: error instanceof Error ? error.name : 'unknown' },
        })
      }
    },
  }
}
