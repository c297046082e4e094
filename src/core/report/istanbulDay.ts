/**
 * Days as the shop counts them. Turkey has kept UTC+3 all year since 2016; vendors' zone-less times are read the same way.
 */
const ISTANBUL_OFFSET_MS = 3 * 3_600_000
const DAY_MS = 86_400_000

/** `2026-01-05` @param atMs epoch ms */
export const dayIsoOf = (atMs: number): string => new Date(atMs + ISTANBUL_OFFSET_MS).toISOString().slice(0, 10)

/** @returns its first millisecond and the first of the next day, epoch ms; NaN for a day that does not exist */
export function boundsOfDay(dayIso: string): { fromMs: number; untilMs: number } {
  const fromMs = Date.parse(`${dayIso}T00:00:00Z`) - ISTANBUL_OFFSET_MS
  return { fromMs, untilMs: fromMs + DAY_MS }
}
