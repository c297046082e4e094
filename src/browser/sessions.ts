import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { LogEntry } from '../core/host.ts'

/** A one-time address that was asked for and never opened. The first one, printed at the start, does not expire. */
const TOKEN_LIFE_MS = 10 * 60_000
const MAX_TOKENS = 20
/** More screens than a counter has; the oldest gives way. */
const MAX_SESSIONS = 20

/** Remembers the digests of sessions, so that a kiosk's page goes on by itself after a restart. Never the ids. */
export interface SessionRecord {
  read(): readonly string[]
  write(digests: readonly string[]): void
}

export interface Sessions {
  /** A fresh one-time token for an address. @param lifeMs null: until it is used. */
  issueToken(lifeMs?: number | null): string
  /** Trades a token for a session id, once; null when it is unknown, used or too old. */
  redeem(token: string): string | null
  has(sessionId: string): boolean
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares digests, so that neither length nor content shows in the time it takes. */
const matches = (a: Buffer, b: Buffer): boolean => timingSafeEqual(a, b)

export function createSessions(record: SessionRecord, monotonicMs: () => number): Sessions {
  let tokens: { digest: Buffer; expiresMs: number }[] = []
  let sessions: Buffer[] = record
    .read()
    .map((hex) => Buffer.from(hex, 'hex'))
    .filter((bytes) => bytes.length === 32)
    .slice(-MAX_SESSIONS)
  const save = (): void => record.write(sessions.map((bytes) => bytes.toString('hex')))

  return {
    issueToken(lifeMs = TOKEN_LIFE_MS) {
      const token = randomBytes(32).toString('base64url')
      const expiresMs = lifeMs === null ? Number.POSITIVE_INFINITY : monotonicMs() + lifeMs
      tokens = [...tokens.slice(1 - MAX_TOKENS), { digest: digest(token), expiresMs }]
      return token
    },
    redeem(token) {
      const offered = digest(token)
      const found = tokens.filter((known) => matches(known.digest, offered))
      tokens = tokens.filter((known) => !found.includes(known) && known.expiresMs > monotonicMs())
      if (!found.some((known) => known.expiresMs > monotonicMs())) return null
      const id = randomBytes(32).toString('base64url')
      sessions = [...sessions.slice(1 - MAX_SESSIONS), digest(id)]
      save()
      return id
    },
    has(sessionId) {
      const offered = digest(sessionId)
      return sessions.filter((known) => matches(known, offered)).length > 0
    },
  }
}

const digestsSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(100)

/**
 * Digests of the open sessions, in a file only its owner can read. Losing it costs one more one-time address, so a
 * broken or unwritable file is logged and otherwise ignored.
 */
export function createSessionFile(path: string, log: (entry: LogEntry) => void): SessionRecord {
  return {
    read() {
      try {
        const parsed = digestsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
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
