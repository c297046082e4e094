import type { Problem } from '../../../shared/contract/problems.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import type { JobNote } from '../../../shared/model/printJob.ts'
import type { PrinterHabits } from '../../../shared/model/printerHabits.ts'
import type { Paper } from '../../host.ts'

/** A slip as a kind of printer takes it. */
export type Payload =
  /** For a receipt printer. */
  | { kind: 'escpos'; bytes: Uint8Array }
  /** For an ordinary printer: a page that holds all it needs and nothing that runs. */
  | { kind: 'page'; html: string; paper: Paper }
  /** For a folder. `name`: part of the files' names. */
  | { kind: 'files'; name: string; png: Uint8Array; pdf: Uint8Array }

export type PayloadOf<K extends Payload['kind']> = Extract<Payload, { kind: K }>

export interface PreparedSlip<P extends Payload = Payload> {
  payload: P
  /** What could not be printed as it came, for the journal. */
  note: JobNote | null
}

/** A printer as a shop has set it up: what a slip becomes for it, and the transport to it. */
export interface Printer {
  /** The slip as this printer takes it. Called before anything is committed: what fails here was never half sent. */
  prepare(document: SlipDocument): Promise<PreparedSlip>
  /**
   * Sends one slip that this printer has prepared. The outcome says what is known, not what is hoped:
   * - `confirmed` the printer itself said that it is printed
   * - `sent` all bytes taken and the connection closed cleanly; the printer cannot say more
   * - `notSent` not one byte of the slip left this computer (refused, offline, paper out): safe to try again
   * - `uncertain` a part, or all, may be on paper (timeout, reset, unread)
   *
   * @param isSilenceAccepted sends also when the printer does not say how it is although it used to; otherwise that is
   *   `notSent` with `printerSilent`
   */
  send(payload: Payload, signal: AbortSignal, isSilenceAccepted?: boolean): Promise<SendOutcome>
  /** Would it print now? Sends not one byte of any slip. A printer that cannot say counts as ready. */
  check(signal: AbortSignal): Promise<Readiness>
  /** What has been learnt about it so far; null: there is nothing to learn on this transport. */
  habits(): PrinterHabits | null
}

/** One way of reaching printers, and the one kind of payload that goes this way. Never rejects. */
export interface PrinterTransport<K extends Payload['kind'] = Payload['kind']> {
  readonly takes: K
  send(payload: PayloadOf<K>, signal: AbortSignal, isSilenceAccepted?: boolean): Promise<SendOutcome>
  check(signal: AbortSignal): Promise<Readiness>
  /** Left out: there is nothing to learn. */
  habits?(): PrinterHabits
}

export type Readiness = { isReady: true } | { isReady: false; problem: Problem; isHeld: boolean; said: string | null }

export type SendOutcome =
  | { kind: 'confirmed'; said: string | null }
  /** `cannotConfirm`: it was asked to say when it is done, and does not know how; left out: it was not asked. */
  | { kind: 'sent'; said: string | null; cannotConfirm?: boolean }
  | { kind: 'notSent'; problem: Problem; isHeld: boolean; said: string | null }
  | { kind: 'uncertain'; problem: Problem; said: string | null }
