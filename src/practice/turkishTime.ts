const TURKEY_OFFSET_MS = 3 * 3_600_000

/** `2025-01-15T16:22:23.02`: Turkish local time without a zone, trailing zeros of the fraction dropped, as Adisyo does. */
export const turkishLocal = (epochMs: number): string =>
  new Date(epochMs + TURKEY_OFFSET_MS)
    .toISOString()
    .replace(/(\.\d*?)0*Z$/, '$1')
    .replace(/\.$/, '')

/** Reads a time with a zone as it says, one without as Turkish local time. NaN when it is no time. */
export function parseTurkishLocal(text: string): number {
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
  return hasZone ? Date.parse(text) : Date.parse(`${text}Z`) - TURKEY_OFFSET_MS
}
