import type { ErrorCode } from '../../shared/contract/problems.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import { stoppingCodes } from '../vendors/posClient.ts'

/** What the poll remembers of itself between two answers. */
export interface Pace {
  consecutiveFailures: number
  /** 1: as set. Grows when the vendor says "too fast", shrinks by small steps while all is well. */
  slowdown: number
}

export const initialPace: Pace = { consecutiveFailures: 0, slowdown: 1 }

export type PollOutcome = { ok: true } | { ok: false; code: ErrorCode; retryAfterMs?: number | undefined }

export interface PollPlan {
  pace: Pace
  /** Until the next poll; null: none until a person acts. */
  delayMs: number | null
}

/** The pauses after failures in a row. */
const pollPause = { firstMs: 2_000, lastMs: 60_000 }
/** A shop whose cable is out harms nobody by asking, and should be back within seconds of it being plugged in. */
const offlinePause = { firstMs: 2_000, lastMs: 15_000 }
/** A vendor that has failed again and again is left alone for the longest pause at once. */
const breakerPause = { firstMs: 60_000, lastMs: 60_000 }
/** Whoever sets the clock is noticed at once; until then there is no reason to hurry. */
const clockPause = { firstMs: 60_000, lastMs: 60_000 }
const BREAKER_AFTER = 5
const MAX_SLOWDOWN = 8

/**
 * When to ask again. Pure.
 *
 * @param intervalMs the source's own pace
 * @param limitMs the vendor's limit: never sooner than this, whatever happened
 * @param random 0 <= value < 1
 */
export function planNextPoll(
  pace: Pace,
  outcome: PollOutcome,
  { intervalMs, limitMs, random }: { intervalMs: number; limitMs: number; random: number },
): PollPlan {
  if (outcome.ok) {
    const slowdown = Math.max(1, pace.slowdown * 0.95 - 0.01)
    return { pace: { consecutiveFailures: 0, slowdown }, delayMs: Math.max(limitMs, intervalMs * pace.slowdown) }
  }
  const consecutiveFailures = pace.consecutiveFailures + 1
  if (stoppingCodes.has(outcome.code)) return { pace: { ...pace, consecutiveFailures }, delayMs: null }
  if (outcome.code === 'rateLimited') {
    const slowdown = Math.min(MAX_SLOWDOWN, pace.slowdown * 1.5)
    const told =
      outcome.retryAfterMs ?? Math.max(intervalMs * slowdown, backoffMs(consecutiveFailures, random, pollPause))
    // Jitter only ever adds: sooner than told would be rude, and all tills of a chain must not come back at once.
    return { pace: { consecutiveFailures, slowdown }, delayMs: Math.max(limitMs, told) + random * 1_000 }
  }
  const wait = backoffMs(consecutiveFailures, random, pauseAfter(outcome.code, consecutiveFailures))
  return { pace: { ...pace, consecutiveFailures }, delayMs: Math.max(limitMs, wait, outcome.retryAfterMs ?? 0) }
}

function pauseAfter(code: ErrorCode, consecutiveFailures: number): { firstMs: number; lastMs: number } {
  if (code === 'clockWrong') return clockPause
  if (code === 'offline') return offlinePause
  return consecutiveFailures >= BREAKER_AFTER ? breakerPause : pollPause
}
