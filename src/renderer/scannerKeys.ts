/** Between two keys of a barcode scanner; no hand is as fast over several of them, ms. */
export const SCANNER_GAP_MS = 60
/** So many keys in one burst are a scanner's; fewer may be a hand that rolls over two. */
export const LEAST_SCANNED = 3

/**
 * What a key is: the first of whatever comes, one more of a burst, the Enter behind a burst with what was scanned, or
 * nothing that a scanner types.
 */
export type ScannerKey = 'first' | 'more' | { scanned: string } | null

/**
 * Tells a barcode scanner from a hand: it types letters or digits and Enter in a burst. What it types is to be found, and
 * neither its letters nor its Enter decide anything. What goes to another place (`isElsewhere`) is another burst.
 */
export function createScannerKeys(): (key: string, atMs: number, isElsewhere?: boolean) => ScannerKey {
  let text = ''
  let lastMs = Number.NEGATIVE_INFINITY
  return (key, atMs, isElsewhere = false) => {
    const before = atMs - lastMs <= SCANNER_GAP_MS && !isElsewhere ? text : ''
    lastMs = atMs
    // A capital letter comes with its Shift.
    if (key === 'Shift') {
      text = before
      return null
    }
    text = key.length === 1 ? before + key : ''
    if (text !== '') return before === '' ? 'first' : 'more'
    if (key !== 'Enter' || before === '') return null
    return before.length >= LEAST_SCANNED ? { scanned: before } : 'more'
  }
}
