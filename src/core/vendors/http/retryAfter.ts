/** However long a vendor asks to wait: a shop must not be left unheard for a year. */
export const MAX_RETRY_AFTER_MS = 600_000

/**
 * Reads a Retry-After header: seconds or an HTTP date. @param nowMs wall time, epoch ms
 *
 * @returns ms, 0..10 min, or undefined when there is none or it is nonsense.
 */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return limited(Number(text) * 1000)
  // Date.parse takes almost anything ("soon 5"): only what has a clock time is believed.
  if (!/\d{1,2}:\d{2}:\d{2}/.test(text)) return undefined
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : limited(atMs - nowMs)
}

const limited = (ms: number): number => Math.round(Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS))
