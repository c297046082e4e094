import type { Clock, Timers } from '../../host.ts'

export interface Pace {
  /** Waits until the next call may start, and counts it as started. False: aborted meanwhile. */
  turn(signal: AbortSignal): Promise<boolean>
  /** The call never reached the vendor: it does not count. */
  forget(): void
}

/** At most one start per gap. @param gapMs ms between the starts of two calls */
export function createPace(host: { clock: Clock; timers: Timers }, gapMs: number): Pace {
  let lastStartMs = Number.NEGATIVE_INFINITY
  const wait = (delayMs: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = host.timers.after(delayMs, done)
      signal.addEventListener('abort', done)
    })
  return {
    turn: async (signal) => {
      const delayMs = lastStartMs + gapMs - host.clock.monotonicMs()
      if (delayMs > 0 && !signal.aborted) await wait(delayMs, signal)
      if (signal.aborted) return false
      lastStartMs = host.clock.monotonicMs()
      return true
    },
    forget: () => {
      lastStartMs = Number.NEGATIVE_INFINITY
    },
  }
}
