/** Days are `2026-01-05`, in Istanbul, whatever this computer's own clock is set to. */
const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Istanbul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** @param ms epoch ms */
export const dayOf = (ms: number): string => day.format(ms)

/** The day `days` later (earlier when negative). Noon keeps clear of every change of clocks. */
export const shiftDay = (dayIso: string, days: number): string =>
  new Date(Date.parse(`${dayIso}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** `5 Ocak 2026 Pazartesi` */
export function spellDay(dayIso: string, language: 'tr' | 'en'): string {
  const locale = language === 'tr' ? 'tr-TR' : 'en-GB'
  const words = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    weekday: 'long',
  })
  return words.format(Date.parse(`${dayIso}T12:00:00Z`))
}
