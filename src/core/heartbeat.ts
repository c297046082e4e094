import type { Clock, Timers } from './host.ts'

const HEARTBEAT_MS = 1_000
/** A heartbeat this late means that the machine slept or stood still: whatever was waited for is overdue. */
const GAP_MS = 15_000

interface HeartbeatListener {
  /** Time has passed that nobody was awake for, or the clock was set. */
  onGap(): void
  onBeat(monotonicMs: number): void
  onFault(error: unknown): void
}

/** Once a second, whatever happens: a beat that throws is a fault, never the last one. */
export function createHeartbeat(
  clock: Clock,
  timers: Timers,
  listener: HeartbeatListener,
): { start(): void; stop(): void } {
  let cancel: (() => void) | null = null
  let last = { wallMs: 0, monotonicMs: 0 }

  const arm = (): void => {
    last = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    cancel?.()
    cancel = timers.after(HEARTBEAT_MS, beat)
  }

  const beat = (): void => {
    const [wallMs, monotonicMs] = [clock.nowMs() - last.wallMs, clock.monotonicMs() - last.monotonicMs]
    // Set back, the wall clock has jumped as well.
    const gapMs = Math.max(wallMs, monotonicMs, monotonicMs - wallMs)
    arm()
    try {
      if (gapMs > GAP_MS) listener.onGap()
      listener.onBeat(last.monotonicMs)
    } catch (error) {
      listener.onFault(error)
    }
  }

  return {
    start: arm,
    stop: () => {
      cancel?.()
      cancel = null
    },
  }
}
