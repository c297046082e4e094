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
  let sinceMs: number | null = null
  let isNoted = false

  const write = (untilMs: number | null): void => {
    if (sinceMs === null || (untilMs ?? clock.nowMs()) - sinceMs < LEAST_MS) return
    isNoted = untilMs === null
    try {
      ledger.noteLinkOutage({ fromMs: sinceMs, untilMs })
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  return {
    begin: () => void (sinceMs ??= clock.nowMs()),
    end: () => {
      write(clock.nowMs())
      sinceMs = null
      isNoted = false
    },
    note: () => (isNoted ? undefined : write(null)),
    sinceMs: () => sinceMs,
    trouble: () => {
      if (sinceMs === null || clock.nowMs() - sinceMs < ALARM_AFTER_MS) return null
      return { problem: { code: 'linkDown' }, sinceMs }
    },
  }
}
