/**
 * Time as the shop has it. Everything inside is epoch ms; people see Istanbul's time wherever the computer's own clock
 * is set, and vendors' zone-less times are read as Istanbul's.
 */

const ZONE = 'Europe/Istanbul'
/** Turkey has kept UTC+3 all year since 2016. */
export const OFFSET_MS = 3 * 3_600_000
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

/** A moment as it came; `isUnreadable`: something stands there, and nobody knows when it is. Epoch ms. */
export interface Moment {
  atMs: number | null
  isUnreadable: boolean
}

/** `05.12.2026 19:30`, as Turkish tills write it. */
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})[T ,]+(\d{1,2}):(\d{2})(:\d{2})?$/
/** Below this a number counts seconds: as ms it would be a day of 1973. */
const SECONDS_BELOW = 100_000_000_000

/**
 * A moment in any of the shapes that vendors send: epoch seconds or ms, as a number or as digits in a text, ISO 8601 with
 * or without a zone, or a Turkish date. Without a zone it is Istanbul's. Nothing, 0 and .NET's year 1 are none.
 */
export function readMoment(value: unknown): Moment {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  const isNone = value === undefined || value === null || /^0*(\.0*)?$/.test(text) || text.startsWith('0001-01-01')
  if (isNone && typeof value !== 'object') return { atMs: null, isUnreadable: false }
  if (value === null) return { atMs: null, isUnreadable: false }
  const atMs = /^\d{9,16}(\.\d+)?$/.test(text) ? ofEpoch(Number(text)) : parseIstanbulTime(isoOf(text))
  return { atMs, isUnreadable: atMs === null }
}

function ofEpoch(number: number): number | null {
  const atMs = Math.round(number < SECONDS_BELOW ? number * 1000 : number)
  return atMs >= Date.UTC(2000, 0) && atMs < Date.UTC(2100, 0) ? atMs : null
}

function isoOf(text: string): string {
  const [, day = '', month = '', year = '', hour = '', minute = '', second = ''] = DAY_FIRST.exec(text) ?? []
  if (year === '') return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}${second}`
}

/** `2026-01-05T20:05:12.345`: the wall clock of Istanbul, without a zone. */
export const istanbulWall = (atMs: number): string => new Date(atMs + OFFSET_MS).toISOString().slice(0, -1)

/** The hour of the day in Istanbul, 0..23. */
export const hourOf = (atMs: number): number => Number(istanbulWall(atMs).slice(11, 13))

/** `2026-01-05`: the calendar's day in Istanbul. */
export const dayIsoOf = (atMs: number): string => istanbulWall(atMs).slice(0, 10)

/** @returns its first millisecond and the first of the next day, epoch ms; NaN for a day that does not exist */
export function boundsOfDay(dayIso: string): { fromMs: number; untilMs: number } {
  const fromMs = fromWall(`${dayIso}T00:00:00.000`)
  return { fromMs, untilMs: fromMs + DAY_MS }
}

/** `05:00` in ms after midnight. */
export const clockMs = (clockText: string): number => {
  const [hours = 0, minutes = 0] = clockText.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

/**
 * `2026-01-05`: the shop's day that a moment belongs to. What happens after midnight and before the day ends belongs to
 * the evening before.
 *
 * @param dayEndsAt when the shop's day ends, by Istanbul's clock: `05:00`
 */
export const businessDayOf = (atMs: number, dayEndsAt: string): string => dayIsoOf(atMs - clockMs(dayEndsAt))

/**
 * The shop's day, from its end of the day before to its own.
 *
 * @returns its first millisecond and the first of the next day, epoch ms; NaN for a day that does not exist
 */
export function boundsOfBusinessDay(dayIso: string, dayEndsAt: string): { fromMs: number; untilMs: number } {
  const { fromMs, untilMs } = boundsOfDay(dayIso)
  return { fromMs: fromMs + clockMs(dayEndsAt), untilMs: untilMs + clockMs(dayEndsAt) }
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

/** `20:05:12` today, `05.01.2026 20:05` on any other day: today it is compared with paper and clocks. */
export const formatExactMoment = (atMs: number, nowMs: number): string =>
  dayIsoOf(atMs) === dayIsoOf(nowMs) ? formatClockSeconds(atMs) : formatDateTime(atMs)

/** `5 Ocak Pazartesi`: the date spelled, so that nobody takes another day for today. */
export const spellDay = (atMs: number, language: 'tr' | 'en'): string => spelled[language].format(atMs).replace(',', '')

/** `5 Ocak Pazartesi 20:05` */
export const spellMoment = (atMs: number, language: 'tr' | 'en'): string =>
  `${spellDay(atMs, language)} ${formatClock(atMs)}`
