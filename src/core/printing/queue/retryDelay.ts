const FIRST_MS = 1000
const CAP_MS = 30_000

/** Doubles from one second up to half a minute; half of it is jitter. @param failures in a row, from 1 */
export function retryDelayMs(failures: number, random: number): number {
  const full = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(full / 2 + (full / 2) * random)
}
