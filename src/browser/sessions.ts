import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { LogEntry } from '../core/host.ts'
import type { OpenScreen } from '../shared/contract/screens.ts'
import { digestOf, isSameDigest, isSameSecret } from '../system/sameSecret.ts'
import type { SessionGrant } from './sessionGrant.ts'

/** A one-time address that was asked for and never opened. The first one, printed at the start, does not expire. */
const TOKEN_LIFE_MS = 10 * 60_000
const MAX_TOKENS = 20
/** More screens than a counter has. */
const MAX_SESSIONS = 20
/** A screen that nobody has used for this long is signed out; one in use never is. */
const UNUSED_LIFE_MS = 30 * 86_400_000
/** A new screen may take the place of one that has been closed for this long, and of no other: an open one asks all the time. */
const GIVES_WAY_MS = 5 * 60_000
/** Of one session. */
const MAX_TABS = 4
const CHALLENGE_LIFE_MS = 60_000
const MAX_CHALLENGES = 50
/** That a session is in use is written down this often at most. */
const SAVED_EVERY_MS = 3_600_000

const sessionSchema = z.object({
  id: z.string().min(1).max(64),
  /** What the page proves to know when Tezgah has been started anew. */
  resumeKey: z.string().min(32).max(100),
  /** The browser, as it names itself. */
  label: z.string().max(300),
  openedMs: z.number(),
  lastUsedMs: z.number(),
})
type Session = z.infer<typeof sessionSchema>

/** Remembers the sessions, so that a kiosk's page goes on by itself after a restart. */
export interface SessionRecord {
  read(): readonly Session[]
  write(sessions: readonly Session[]): void
}

export interface Sessions {
  /** A fresh one-time token for an address. @param lifeMs null: until it is used. */
  issueToken(lifeMs?: number | null): string
  /** Trades a token for a session, once. `tooMany`: every place is taken by a screen in use; the token stays good. */
  redeem(token: string, label: string): SessionGrant | 'unknown' | 'tooMany'
  /** The session of a page that was loaded again and kept its secret; null when it is of no session. */
  renew(secret: string): SessionGrant | null
  /** @returns what a page of an earlier run signs with its resume key to go on */
  challenge(): string
  /** @param proof hex, HMAC-SHA256 of `challenge:port` under the session's resume key. @returns null when it is none */
  resume(id: string, challenge: string, proof: string, port: number): SessionGrant | null
  /** The id of the session whose secret this is, now in use; null: of none. */
  idOf(secret: string): string | null
  list(): OpenScreen[]
  /** Its page is refused from now on. @returns false when there is none */
  signOut(id: string): boolean
  /** Calls back with the id of each session that ends. */
  onEnd(listener: (id: string) => void): void
  /** Writes down what is in use. */
  save(): void
}

const randomText = (): string => randomBytes(32).toString('base64url')

export function createSessions(record: SessionRecord, clock: { nowMs(): number; monotonicMs(): number }): Sessions {
  let tokens: { digest: Buffer; expiresMs: number }[] = []
  let challenges: { text: string; expiresMs: number }[] = []
  const listeners: ((id: string) => void)[] = []
  let savedMs = clock.monotonicMs()
  const sessions = new Map(record.read().map((session) => [session.id, session]))
  /** Of this run, by session, the newest last: a tab that was duplicated goes on with a secret of its own. */
  const secrets = new Map<string, Buffer[]>()

  /** A clock that was set back does not make a session unused for long. */
  const unusedMs = ({ lastUsedMs }: Session): number => Math.max(0, clock.nowMs() - lastUsedMs)

  const save = (): void => {
    savedMs = clock.monotonicMs()
    record.write([...sessions.values()])
  }
  const end = (id: string): void => {
    sessions.delete(id)
    secrets.delete(id)
    listeners.forEach((listener) => listener(id))
  }
  const dropUnused = (): void => {
    for (const session of sessions.values()) if (unusedMs(session) > UNUSED_LIFE_MS) end(session.id)
  }
  /** @returns false: all of them are in use */
  const makeRoom = (): boolean => {
    dropUnused()
    if (sessions.size < MAX_SESSIONS) return true
    const [longest] = [...sessions.values()].toSorted((left, right) => unusedMs(right) - unusedMs(left))
    if (longest === undefined || unusedMs(longest) < GIVES_WAY_MS) return false
    end(longest.id)
    return true
  }
  const use = (session: Session): void => {
    session.lastUsedMs = clock.nowMs()
    if (clock.monotonicMs() - savedMs > SAVED_EVERY_MS) save()
  }
  const grant = (session: Session): SessionGrant => {
    const secret = randomText()
    secrets.set(session.id, [...(secrets.get(session.id) ?? []), digestOf(secret)].slice(-MAX_TABS))
    return { id: session.id, secret, resumeKey: session.resumeKey }
  }
  const idOf = (secret: string): string | null => {
    const offered = digestOf(secret)
    const [id] = [...secrets]
      .filter(([, known]) => known.filter((each) => isSameDigest(each, offered)).length > 0)
      .map(([found]) => found)
    const session = id === undefined ? undefined : sessions.get(id)
    if (session === undefined) return null
    use(session)
    return session.id
  }

  return {
    issueToken(lifeMs = TOKEN_LIFE_MS) {
      const token = randomText()
      const expiresMs = lifeMs === null ? Number.POSITIVE_INFINITY : clock.monotonicMs() + lifeMs
      tokens = [...tokens.slice(1 - MAX_TOKENS), { digest: digestOf(token), expiresMs }]
      return token
    },
    redeem(token, label) {
      const offered = digestOf(token)
      tokens = tokens.filter((known) => known.expiresMs > clock.monotonicMs())
      const found = tokens.filter((known) => isSameDigest(known.digest, offered))
      if (found.length === 0) return 'unknown'
      if (!makeRoom()) return 'tooMany'
      tokens = tokens.filter((known) => !found.includes(known))
      const nowMs = clock.nowMs()
      const session = {
        id: randomBytes(9).toString('base64url'),
        resumeKey: randomText(),
        label: label.slice(0, 300),
        openedMs: nowMs,
        lastUsedMs: nowMs,
      }
      sessions.set(session.id, session)
      save()
      return grant(session)
    },
    renew(secret) {
      const id = idOf(secret)
      const session = id === null ? undefined : sessions.get(id)
      return session === undefined ? null : { id: session.id, secret, resumeKey: session.resumeKey }
    },
    challenge() {
      const text = randomText()
      const expiresMs = clock.monotonicMs() + CHALLENGE_LIFE_MS
      challenges = [...challenges.slice(1 - MAX_CHALLENGES), { text, expiresMs }]
      return text
    },
    resume(id, challenge, proof, port) {
      const known = challenges.find(({ text, expiresMs }) => text === challenge && expiresMs > clock.monotonicMs())
      challenges = challenges.filter((each) => each !== known)
      dropUnused()
      const session = sessions.get(id)
      if (known === undefined || session === undefined) return null
      const expected = createHmac('sha256', session.resumeKey).update(`${challenge}:${port}`).digest('hex')
      if (!isSameSecret(expected, proof)) return null
      use(session)
      return grant(session)
    },
    idOf,
    list: () =>
      [...sessions.values()].map(({ id, label, openedMs, lastUsedMs }) => ({ id, label, openedMs, lastUsedMs })),
    signOut(id) {
      if (!sessions.has(id)) return false
      end(id)
      save()
      return true
    },
    onEnd: (listener) => void listeners.push(listener),
    save,
  }
}

const recordSchema = z.array(sessionSchema).max(100)

/**
 * The sessions in a file only its owner can read. Losing it costs one more one-time address, so a broken or unwritable
 * file is logged and otherwise ignored.
 */
export function createSessionFile(path: string, log: (entry: LogEntry) => void): SessionRecord {
  return {
    read() {
      try {
        return recordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? []
      } catch {
        return []
      }
    },
    write(sessions) {
      try {
        writeFileSync(path, JSON.stringify(sessions), { mode: 0o600 })
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
