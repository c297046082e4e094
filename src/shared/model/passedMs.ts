/** A clock that is set right by less than this was not set back. */
const SET_BACK_MS = 60_000

/**
 * How long ago a moment was by the wall clock, ms. A moment that is yet to come was noted before the clock was set back,
 * nobody knows how long ago: it counts as infinitely long, so that whatever waits for time to pass is due. Pure.
 */
export const passedMs = (sinceMs: number, nowMs: number): number =>
  sinceMs - nowMs > SET_BACK_MS ? Number.POSITIVE_INFINITY : nowMs - sinceMs
