import type { Clock } from '../../host.ts'

/** Less than this is a clock that is being corrected. */
const SHORTEST_SLEEP_MS = 15_000

/**
 * Tells how long the clock that does not jump has stood still so far, ms: Linux's does while the computer sleeps, and the
 * wall clock alone shows it. Whoever sets the wall clock forward makes it seem so.
 *
 * @param clock the computer's own
 */
export function createSleepMeter(clock: Clock): () => number {
  const offset = (): number => clock.nowMs() - clock.monotonicMs()
  let lastMs = offset()
  let sleptMs = 0
  return () => {
    const nowMs = offset()
    if (nowMs - lastMs > SHORTEST_SLEEP_MS) sleptMs += nowMs - lastMs
    lastMs = nowMs
    return sleptMs
  }
}
