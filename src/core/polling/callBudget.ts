/** How many calls a source may be asked, as far as its vendor has let us know. */
export interface CallBudget {
  /** A read of any kind begins. */
  noteCall(): void
  /** The vendor said "too many". @param retryAfterMs how long it wants to be left alone, if it said so */
  noteRefusal(retryAfterMs: number | undefined): void
  /** Monotonic: before this nothing may be asked that can wait. */
  readonly notBeforeMs: number
  /** Monotonic: when one more call that nobody waits for fits in. */
  spareFromMs(): number
}

const WINDOW_MS = 60_000
/** Of what the vendor refused, this part is asked for from then on. */
const KEPT = 0.8
/** After a while without a refusal a little more is tried: the limit may have been another one. */
const RAISED = 1.1
const RAISE_EVERY_MS = 300_000
const LEAST_PER_MINUTE = 6
const DEFAULT_REST_MS = 5_000

/**
 * A limit that is not published is learnt from its refusals: four fifths of what was asked in the minute before one is
 * what is asked from then on. Only calls that nobody waits for are held to it.
 */
export function createCallBudget(monotonicMs: () => number): CallBudget {
  let calls: number[] = []
  let perMinute = Number.POSITIVE_INFINITY
  let learntMs = 0
  let notBeforeMs = Number.NEGATIVE_INFINITY

  const recent = (): number[] => {
    const fromMs = monotonicMs() - WINDOW_MS
    calls = calls.filter((atMs) => atMs > fromMs)
    return calls
  }

  return {
    noteCall: () => void recent().push(monotonicMs()),
    noteRefusal: (retryAfterMs) => {
      const nowMs = monotonicMs()
      notBeforeMs = Math.max(notBeforeMs, nowMs + (retryAfterMs ?? DEFAULT_REST_MS))
      perMinute = Math.max(LEAST_PER_MINUTE, Math.floor(Math.min(perMinute, recent().length) * KEPT))
      learntMs = nowMs
    },
    get notBeforeMs() {
      return notBeforeMs
    },
    spareFromMs: () => {
      const nowMs = monotonicMs()
      if (nowMs - learntMs >= RAISE_EVERY_MS) {
        perMinute = Math.ceil(perMinute * RAISED)
        learntMs = nowMs
      }
      const made = recent()
      if (made.length < perMinute) return notBeforeMs
      // The oldest ones must leave the window first.
      return Math.max(notBeforeMs, (made[made.length - perMinute] ?? nowMs) + WINDOW_MS)
    },
  }
}
