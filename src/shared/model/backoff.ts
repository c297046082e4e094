/**
 * How long to wait after a failure: a pause that doubles with each failure in a row up to the longest, the upper half of
 * it by chance, so that all tills of a chain do not come back at once. Pure.
 *
 * @param failures in a row, from 1
 * @param random 0 <= value < 1
 * @returns whole ms, at least half of `firstMs`
 */
export function backoffMs(failures: number, random: number, pause: { firstMs: number; lastMs: number }): number {
  const fullMs = Math.min(pause.lastMs, pause.firstMs * 2 ** Math.min(failures - 1, 20))
  return Math.round((fullMs * (1 + random)) / 2)
}
