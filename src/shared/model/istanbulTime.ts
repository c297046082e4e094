/** Turkey has kept UTC+3 all year since 2016. */
const ISTANBUL_OFFSET_MS = 3 * 3_600_000

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Adisyo's times: ISO 8601 without a zone, which is Turkish local time, with 0..7 digits of a second; one with a zone
 * is taken by its zone.
 *
 * @returns epoch ms, or null for nothing, nonsense and .NET's year 1.
 */
export function parseIstanbulTime(text: string | null): number | null {
  const match = ISO.exec(text ?? '')
  if (match === null) return null
  const [, date, minutes, seconds, fraction, zone] = match
  const milliseconds = (fraction ?? '').slice(0, 3).padEnd(3, '0')
  const wall = `${date}T${minutes}${seconds ?? ':00'}.${milliseconds}`
  const atMs = zone === undefined ? Date.parse(`${wall}Z`) - ISTANBUL_OFFSET_MS : Date.parse(wall + withColon(zone))
  return atMs >= Date.UTC(2000, 0) && atMs < Date.UTC(2100, 0) ? atMs : null
}

const withColon = (zone: string): string => (/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone)
