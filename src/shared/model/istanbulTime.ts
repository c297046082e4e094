/**
 * Time as the shop has it. Everything inside is epoch ms; people see Istanbul's time wherever the computer's own clock
 * is set, and vendors' zone-less times are read as Istanbul's.
 */

const ZONE = 'Europe/Istanbul'
/** Turkey has kept UTC+3 all year since 2016. */
const OFFSET_MS = 3 * 3_600_000
const DAY_MS = 86_400_000

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * ISO 8601 without a zone, which is Turkish local time, with 0..9 digits of a second; one with a zone is taken by it.
 *
 * @returns epoch ms, or null for nothing, nonsense and .NET's year 1.
 */
export function parseIstanbulTime(text: string | null): number | null {
  const match = ISO.exec(text ?? '')
  if (match === null) return null
  const [, date, minutes, seconds, fraction, zone] = match
  const milliseconds = (fraction ?? '').slice(0, 3).padEnd(3, '0')
  const wall = `${date}T${minutes}${seconds ?? ':00'}.${milliseconds}`
  const atMs = zone === undefined ? fromWall(wall) : Date.parse(wall + withColon(zone))
  return atMs >= Date.UTC(2000, 0) && atMs < Date.UTC(2100, 0) ? atMs : null
}

const withColon = (zone: string): string => (/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone)

const fromWall = (wall: string): number => Date.parse(`${wall}Z`) - OFFSET_MS

/** `2026-01-05T20:05:12.345`: the wall clock of Istanbul, without a zone. */
export const istanbulWall = (atMs: number): string => new Date(atMs + OFFSET_MS).toISOString().slice(0, -1)

/** `2026-01-05`: the day in Istanbul. */
export const dayIsoOf = (atMs: number): string => istanbulWall(atMs).slice(0, 10)

/** @returns its first millisecond and the first of the next day, epoch ms; NaN for a day that does not exist */
export function boundsOfDay(dayIso: string): { fromMs: number; untilMs: number } {
  const fromMs = fromWall(`${dayIso}T00:00:00.000`)
  return { fromMs, untilMs: fromMs + DAY_MS }
}

const numeric = { timeZone: ZONE, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const
const clock = new Intl.DateTimeFormat('tr-TR', numeric)
const clockWithSeconds = new Intl.DateTimeFormat('tr-TR', { ...numeric, second: '2-digit' })
const date = new Intl.DateTimeFormat('tr-TR', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' })

const spelledIn = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { timeZone: ZONE, day: 'numeric', month: 'long', weekday: 'long' })
const spelled = { tr: spelledIn('tr-TR'), en: spelledIn('en-GB') }

/** `20:05` */
export const formatClock = (atMs: number): string => clock.format(atMs)

/** `20:05:12` */
export const formatClockSeconds = (atMs: number): string => clockWithSeconds.format(atMs)

/** `05.01.2026 20:05` */
export const formatDateTime = (atMs: number): string => `${date.format(atMs)} ${clock.format(atMs)}`

/** `20:05` today, `05.01.2026 20:05` on any other day. */
export const formatMoment = (atMs: number, nowMs: number): string =>
  dayIsoOf(atMs) === dayIsoOf(nowMs) ? formatClock(atMs) : formatDateTime(atMs)

/** `5 Ocak Pazartesi`: the date spelled, so that nobody takes another day for today. */
export const spellDay = (atMs: number, language: 'tr' | 'en'): string => spelled[language].format(atMs).replace(',', '')

/** `5 Ocak Pazartesi 20:05` */
export const spellMoment = (atMs: number, language: 'tr' | 'en'): string =>
  `${spellDay(atMs, language)} ${formatClock(atMs)}`
