const ZONE = 'Europe/Istanbul'

const clock = new Intl.DateTimeFormat('tr-TR', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockWithSeconds = new Intl.DateTimeFormat('tr-TR', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const date = new Intl.DateTimeFormat('tr-TR', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' })

/** `20:05`. All take epoch ms and show Europe/Istanbul, wherever the computer's own clock is set. */
export const formatClock = (ms: number): string => clock.format(ms)

/** `20:05:12` */
export const formatClockSeconds = (ms: number): string => clockWithSeconds.format(ms)

/** `05.01.2026 20:05` */
export const formatDateTime = (ms: number): string => `${date.format(ms)} ${clock.format(ms)}`

/** `20:05` today, `05.01.2026 20:05` on any other day. */
export const formatMoment = (ms: number, nowMs: number): string =>
  date.format(ms) === date.format(nowMs) ? formatClock(ms) : formatDateTime(ms)

/** `5 Ocak Pazartesi 20:05`: the date spelled, for orders of another time. */
export function formatSpelled(ms: number, language: 'tr' | 'en'): string {
  const locale = language === 'tr' ? 'tr-TR' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { timeZone: ZONE, day: 'numeric', month: 'long', weekday: 'long' })
  return `${day.format(ms)} ${formatClock(ms)}`
}
