import type { Clock, Timers } from '../../host.ts'

export interface Pace {
  /** Waits until the next call may start, and counts it as started. False: aborted meanwhile. */
  turn(signal: AbortSignal): Promise<boolean>
  /** The call never reached the vendor: it does not count. */
  forget(): void
}

/** At most so many starts within any window. @param windowMs with one start in it: the gap between two of them, ms */
export function createPace(host: { clock: Clock; timers: Timers }, windowMs: number, startsInWindow = 1): Pace {
  /** Of the latest calls, oldest first; who waits has its start in here already, so that nobody takes it. */
  let starts: number[] = []
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
      if (signal.aborted) return false
      const nowMs = host.clock.monotonicMs()
      const startMs = Math.max(nowMs, (starts.at(-startsInWindow) ?? Number.NEGATIVE_INFINITY) + windowMs)
      starts = [...starts, startMs].slice(-startsInWindow)
      if (startMs > nowMs) await wait(startMs - nowMs, signal)
      if (!signal.aborted) return true
      starts = starts.filter((each) => each !== startMs)
      return false
    },
    forget: () => {
      starts = starts.slice(0, -1)
    },
  }
}
