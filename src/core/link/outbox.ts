import type { Clock } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'
import type { LinkSession } from './linkSession.ts'

interface OutboxDependencies {
  clock: Clock
  ledger: Pick<Ledger, 'addLinkEvents' | 'readLinkEvents' | 'removeLinkEvents'>
  attempt<T>(work: (session: LinkSession) => Promise<T>): Promise<T | null>
  onFault(error: unknown): void
}

export interface Outbox {
  /** On record first; told at once where the server answers. */
  add(account: string, bodies: readonly string[]): void
  /** Tells what waits. */
  send(): void
  /** The server may have lost what it was told of late. */
  repeat(): void
}

const REPEATED_MS = 600_000
const REPEATED = 500

/** What other counters have yet to be told, in order. */
export function createOutbox({ clock, ledger, attempt, onFault }: OutboxDependencies): Outbox {
  let recent: { account: string; body: string; atMs: number }[] = []
  let isSending = false
  let isCalledAgain = false

  const keep = (account: string, bodies: readonly string[]): void => {
    try {
      ledger.addLinkEvents(account, bodies, clock.nowMs())
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      // A full disk keeps nobody from being told now.
      for (const body of bodies) void attempt((session) => session.publish(account, body))
    }
  }

  const sendAll = async (): Promise<void> => {
    for (let waiting = ledger.readLinkEvents(); waiting.length > 0; waiting = ledger.readLinkEvents()) {
      for (const { id, account, body } of waiting) {
        const isTold = await attempt(async (session) => {
          await session.publish(account, body)
          return true
        })
        if (isTold === null) return
        ledger.removeLinkEvents([id])
        recent.push({ account, body, atMs: clock.monotonicMs() })
      }
    }
    recent = recent.filter(({ atMs }) => clock.monotonicMs() - atMs < REPEATED_MS).slice(-REPEATED)
  }

  const send = async (): Promise<void> => {
    isCalledAgain = true
    if (isSending) return
    isSending = true
    try {
      while (isCalledAgain) {
        isCalledAgain = false
        await sendAll()
      }
    } catch (error) {
      onFault(error)
    } finally {
      isSending = false
    }
  }

  return {
    add: (account, bodies) => {
      keep(account, bodies)
      void send()
    },
    send: () => void send(),
    repeat: () => {
      const again = recent.filter(({ atMs }) => clock.monotonicMs() - atMs < REPEATED_MS)
      recent = []
      for (const { account, body } of again) keep(account, [body])
      void send()
    },
  }
}
