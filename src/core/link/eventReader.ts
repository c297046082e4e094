import type { Timers } from '../host.ts'
import { EVENTS_AT_ONCE, type LinkSession } from './linkSession.ts'

interface ReaderDependencies {
  timers: Timers
  /** Accounts whose events matter here. */
  accounts(): readonly string[]
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  take(account: string, body: string): void
  /** All that there was has been taken. */
  caughtUp(): void
}

export interface EventReader {
  /** Reads until this session ends, each event once however often a session ends. */
  run(session: LinkSession): void
  /** What was read so far may be told anew. */
  rewind(): void
  stop(): void
}

const WITHOUT_ACCOUNTS_MS = 1_000

/** Follows what other counters tell: from where it was left, so that a lost connection loses nothing. */
export function createEventReader({ timers, accounts, attempt, take, caughtUp }: ReaderDependencies): EventReader {
  const cursors = new Map<string, string>()
  let reading: LinkSession | null = null

  const readOnce = async (session: LinkSession): Promise<boolean> => {
    const wanted = new Map([...new Set(accounts())].map((account) => [account, cursors.get(account) ?? null]))
    if (wanted.size === 0) {
      await new Promise<void>((resolve) => void timers.after(WITHOUT_ACCOUNTS_MS, resolve))
      return reading === session
    }
    const events = await attempt((live) => (live === session ? session.read(wanted) : Promise.resolve([])))
    if (events === null || reading !== session) return false
    for (const { account, id, body } of events) {
      cursors.set(account, id)
      take(account, body)
    }
    if (events.length < EVENTS_AT_ONCE) caughtUp()
    return true
  }

  return {
    run: (session) => {
      reading = session
      const loop = async (): Promise<void> => {
        while (reading === session && (await readOnce(session)));
      }
      void loop()
    },
    rewind: () => cursors.clear(),
    stop: () => void (reading = null),
  }
}
