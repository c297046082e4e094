import type { Problem } from '../../shared/result.ts'

/** One way to a receipt printer. Adding a way is a file in `printers/` and a line in `openPrinter.ts`. */
export interface Printer {
  /**
   * Sends one slip. Never throws; the outcome says what is known, not what is hoped:
   * - `confirmed` the printer itself said that it is printed
   * - `sent` all bytes taken and the connection closed cleanly; the printer cannot say more
   * - `notSent` not one byte of the slip left this computer (refused, offline, paper out): safe to try again
   * - `uncertain` a part, or all, may be on paper (timeout, reset, unread)
   */
  send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
  /** Would it print now? Sends not one byte of any slip. Never throws. A printer that cannot say counts as ready. */
  check(signal: AbortSignal): Promise<Readiness>
}

export type Readiness = { isReady: true } | { isReady: false; problem: Problem; isHeld: boolean; said: string | null }

export type SendOutcome =
  | { kind: 'confirmed'; said: string | null }
  | { kind: 'sent'; said: string | null }
  | { kind: 'notSent'; problem: Problem; isHeld: boolean; said: string | null }
  | { kind: 'uncertain'; problem: Problem; said: string | null }
