/** Between two keys of a barcode scanner; no hand is as fast over several of them, ms. */
const SCANNER_GAP_MS = 60
const LEAST_DIGITS = 3

/**
 * Tells a barcode scanner from a hand: it types digits and Enter in a burst. What it types is a number to be found, and
 * its Enter acknowledges nothing.
 *
 * @returns for each key: `pending` while digits come fast, the digits with the Enter behind them, else null
 */
export function createScannerKeys(): (key: string, atMs: number) => 'pending' | { digits: string } | null {
  let digits = ''
  let lastMs = Number.NEGATIVE_INFINITY
  return (key, atMs) => {
    const isFast = atMs - lastMs <= SCANNER_GAP_MS
    const before = isFast ? digits : ''
    lastMs = atMs
    digits = /^\d$/.test(key) ? before + key : ''
    if (key === 'Enter' && before.length >= LEAST_DIGITS) return { digits: before }
    return digits.length > 1 ? 'pending' : null
  }
}
