import type { ErrorCode } from '../../shared/contract/problems.ts'
import type { GapReason, HearingGap } from '../../shared/model/hearing.ts'

/** A moment by both clocks. */
export interface Moment {
  /** Epoch ms, as far as it can be believed. */
  wallMs: number
  /** null: of an earlier run of Tezgah. */
  monotonicMs: number | null
}

/** What is known of one source's hearing. */
export interface HearingState {
  /** The last whole answer; null: there has never been one. */
  heard: Moment | null
  /** The last page of a reading that goes on; null: none since the last whole answer. */
  part: Moment | null
  /** The gap that goes on; null: it is heard. */
  gap: HearingGap | null
  /** New orders of answers that were not whole, since the last one that was. */
  cameInSince: number
}

/** A state and, where the record has to follow, the gap as it is to stand there. */
export interface HearingStep {
  state: HearingState
  changed: HearingGap | null
}

/**
 * A source is silent when nothing came for this long: a minute, or half of one beyond its pace.
 *
 * @param paceMs from an answer to the next question
 */
export const silentAfterMs = (paceMs: number): number => Math.max(60_000, paceMs + 30_000)

/** How long nothing has been heard, ms. A clock that stands still while the computer sleeps is outvoted by the wall clock. */
export function silenceMs(heard: Moment, at: Moment): number {
  const byWallMs = at.wallMs - heard.wallMs
  if (heard.monotonicMs === null || at.monotonicMs === null) return byWallMs
  return Math.max(byWallMs, at.monotonicMs - heard.monotonicMs)
}

/** Why it is silent just now. */
export interface Silence {
  /** Without anything for so long it is silent: an alarm says so, and it is a gap. */
  afterMs: number
  /** So long a reading of several pages may take that goes on. */
  readingMs: number
  reason: GapReason
  problem: ErrorCode | null
}

/** Time has passed without a whole answer. Pure. */
export function noteSilence(sourceId: string, state: HearingState, at: Moment, silence: Silence): HearingStep {
  const { gap, heard, part } = state
  if (gap !== null) {
    const isKnown = gap.reasons.includes(silence.reason)
    if (isKnown && (gap.problem !== null || silence.problem === null)) return { state, changed: null }
    const reasons = isKnown ? gap.reasons : [...gap.reasons, silence.reason]
    const changed = { ...gap, reasons, problem: gap.problem ?? silence.problem }
    return { state: { ...state, gap: changed }, changed }
  }
  if (heard === null || !isSilent(heard, part, at, silence)) return { state, changed: null }
  const { reason, problem } = silence
  const opened: HearingGap = { sourceId, fromMs: heard.wallMs, untilMs: null, reasons: [reason], problem, cameIn: null }
  return { state: { ...state, gap: opened }, changed: opened }
}

function isSilent(heard: Moment, part: Moment | null, at: Moment, { afterMs, readingMs }: Silence): boolean {
  const lastedMs = silenceMs(heard, at)
  if (lastedMs < afterMs) return false
  return part === null || lastedMs >= readingMs || silenceMs(part, at) >= afterMs
}

/** An answer came that was not whole. @param cameIn new orders in it. @param at null: it ends the reading. Pure */
export const notePart = (state: HearingState, cameIn: number, at: Moment | null): HearingState => ({
  ...state,
  part: at,
  cameInSince: state.cameInSince + cameIn,
})

/** A whole answer came. @param silence why there was none before, should that have lasted. Pure */
export function noteHeard(
  sourceId: string,
  state: HearingState,
  at: Moment,
  { cameIn, silence }: { cameIn: number; silence: Silence },
): HearingStep {
  const { gap } = state.gap === null ? noteSilence(sourceId, state, at, silence).state : state
  const next: HearingState = { heard: at, part: null, gap: null, cameInSince: 0 }
  if (gap === null) return { state: next, changed: null }
  // The clock it began by was ahead of the one it ends by: how long it was is not known.
  const isBackwards = at.wallMs < gap.fromMs
  const reasons: GapReason[] =
    isBackwards && !gap.reasons.includes('clock') ? [...gap.reasons, 'clock'] : [...gap.reasons]
  const untilMs = Math.max(at.wallMs, gap.fromMs)
  return { state: next, changed: { ...gap, untilMs, reasons, cameIn: state.cameInSince + cameIn } }
}
