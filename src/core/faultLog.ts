import type { Host } from './host.ts'
import { LedgerError } from './ledger/ledger.ts'

/** Where faults of our own are written down. */
export interface FaultLog {
  /** Its kind, never its message: that may hold what a customer or a vendor wrote. */
  note(what: string, error: unknown): void
  /** Does something that may fail without harm to the rest; a failure is noted. */
  attempt(what: string, work: () => void): void
}

export function createFaultLog(host: Pick<Host, 'log'>): FaultLog {
  const note = (what: string, error: unknown): void =>
    host.log({ level: 'error', what, data: { error: kindOf(error) } })
  return {
    note,
    attempt: (what, work) => {
      try {
        work()
      } catch (error) {
        note(what, error)
      }
    },
  }
}

const kindOf = (error: unknown): string =>
  error instanceof LedgerError ? error.code : error instanceof Error ? error.name : typeof error
