import type { Language } from '../../../shared/settings/settings.ts'

const ZONE = 'Europe/Istanbul'

const stamp = new Intl.DateTimeFormat('tr-TR', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' }

const spelled = {
  tr: new Intl.DateTimeFormat('tr-TR', { timeZone: ZONE, day: 'numeric', month: 'long', weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'long', weekday: 'long' }),
}

/** `05.01.2026 20:05`, always as in Istanbul. @param epochMs UTC */
export const formatStamp = (epochMs: number): string => stamp.format(epochMs).replace(',', '')

/** `2026-01-05`, the day in Istanbul. */
export const dayOf = (epochMs: number): string => formatStamp(epochMs).slice(0, 10).split('.').toReversed().join('-')

/** `20:05` */
export const formatHour = (epochMs: number): string => formatStamp(epochMs).slice(-5)

/** `5 OCAK PAZARTESİ`: a scheduled order's day, spelled, so that nobody takes it for today's. */
export const spellDay = (epochMs: number, language: Language): string =>
  spelled[language].format(epochMs).replace(',', '').toLocaleUpperCase(locales[language])
