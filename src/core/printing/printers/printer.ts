import type { Problem } from '../../../shared/contract/problems.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import type { Replacement } from '../render/replacements.ts'

/** A printer as a shop has set it up: what a slip becomes for it, and the way to it. */
export interface Printer extends PrinterTransport {
  /** The slip as this printer takes it. Called before anything is committed: what fails here was never half sent. */
  prepare(document: SlipDocument): Promise<PreparedSlip>
}

export interface PreparedSlip {
  bytes: Uint8Array
  /** Letters that could not be printed as they came. */
  replacements: readonly Replacement[]
}

/** One way to a printer. Adding a way is a file in `printers/` and a line in `openPrinter.ts`. */
export interface PrinterTransport {
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
  /** `cannotConfirm`: it was asked to say when it is done, and does not know how; left out: it was not asked. */
  | { kind: 'sent'; said: string | null; cannotConfirm?: boolean }
  | { kind: 'notSent'; problem: Problem; isHeld: boolean; said: string | null }
  | { kind: 'uncertain'; problem: Problem; said: string | null }
