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
/** Of what was too much, this part is asked for from then on. */
const KEPT = 0.8
/** After each minute without a refusal a little more is tried: the limit may have been another one. */
const RAISED = 1.05
/** Twelve lists, and something besides. */
const LEAST_PER_MINUTE = 20
const DEFAULT_REST_MS = 5_000

/**
 * A limit that is not published is learnt from its refusals: four fifths of what was asked in the minute before one is
 * what is asked from then on. Refusals within a minute are one lesson. Only calls that nobody waits for are held to it.
 */
export function createCallBudget(monotonicMs: () => number, onRefusal: () => void = () => {}): CallBudget {
  let calls: number[] = []
  let perMinute = Number.POSITIVE_INFINITY
  /** When it was last lowered, and lowered or raised. */
  let loweredMs = Number.NEGATIVE_INFINITY
  let movedMs = Number.NEGATIVE_INFINITY
  let notBeforeMs = Number.NEGATIVE_INFINITY

  const recent = (): number[] => {
    const fromMs = monotonicMs() - WINDOW_MS
    calls = calls.filter((atMs) => atMs > fromMs)
    return calls
  }

  return {
    noteCall: () => void recent().push(monotonicMs()),
    noteRefusal: (retryAfterMs) => {
      onRefusal()
      const nowMs = monotonicMs()
      notBeforeMs = Math.max(notBeforeMs, nowMs + (retryAfterMs ?? DEFAULT_REST_MS))
      // The refused one is not among those that the vendor took.
      recent().pop()
      if (nowMs - loweredMs < WINDOW_MS) return
      perMinute = Math.max(LEAST_PER_MINUTE, Math.floor(Math.min(perMinute, recent().length) * KEPT))
      loweredMs = nowMs
      movedMs = nowMs
    },
    get notBeforeMs() {
      return notBeforeMs
    },
    spareFromMs: () => {
      const nowMs = monotonicMs()
      if (nowMs - movedMs >= WINDOW_MS) {
        perMinute = Math.ceil(perMinute * RAISED)
        movedMs = nowMs
      }
      const made = recent()
      if (made.length < perMinute) return notBeforeMs
      // The oldest ones must leave the window first.
      return Math.max(notBeforeMs, (made[made.length - perMinute] ?? nowMs) + WINDOW_MS)
    },
  }
}
