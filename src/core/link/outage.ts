import type { Trouble } from '../alerts/alarms.ts'
import type { Clock } from '../host.ts'
import { type Ledger, LedgerError } from '../ledger/ledger.ts'

interface OutageDependencies {
  clock: Clock
  ledger: Pick<Ledger, 'noteLinkOutage'>
}

/** While the link's server does not answer: on record, and an alarm when it lasts. */
export interface Outage {
  /** Goes on with the one that there is. */
  begin(): void
  end(): void
  /** Puts on record what goes on; called again and again. */
  note(): void
  /** Wall time; null: there is none. */
  sinceMs(): number | null
  trouble(): Trouble | null
}

const ALARM_AFTER_MS = 60_000
/** A moment is no outage: nobody was kept from anything. */
const LEAST_MS = 500

export function createOutage({ clock, ledger }: OutageDependencies): Outage {
  /** Wall time for people, monotonic time for how long it lasts. */
  let since: { wallMs: number; monotonicMs: number } | null = null
  let isNoted = false

  const lastedMs = (): number => (since === null ? 0 : clock.monotonicMs() - since.monotonicMs)

  const write = (isOver: boolean): void => {
    if (since === null || lastedMs() < LEAST_MS) return
    isNoted = !isOver
    const { wallMs } = since
    try {
      ledger.noteLinkOutage({ fromMs: wallMs, untilMs: isOver ? Math.floor(wallMs + lastedMs()) : null })
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  return {
    begin: () => void (since ??= { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }),
    end: () => {
      write(true)
      since = null
      isNoted = false
    },
    note: () => (isNoted ? undefined : write(false)),
    sinceMs: () => since?.wallMs ?? null,
    trouble: () => {
      if (since === null || lastedMs() < ALARM_AFTER_MS) return null
      return { problem: { code: 'linkDown' }, sinceMs: since.wallMs }
    },
  }
}
