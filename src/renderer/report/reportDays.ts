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
