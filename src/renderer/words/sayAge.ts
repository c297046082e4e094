import type { TFunction } from 'i18next'

/** `45 sn`, `12 dk`, `1 sa 5 dk`. @param ms a length of time; below zero counts as none */
export function sayAge(t: TFunction, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return seconds < 60 ? t('age.seconds', { count: seconds }) : sayMinutes(t, Math.floor(seconds / 60))
}

/** `12 dk`, `1 sa 5 dk`. */
export function sayMinutes(t: TFunction, minutes: number): string {
  if (minutes < 60) return t('age.minutes', { count: minutes })
  // Of an order for tomorrow nobody needs the minutes: its date and hour stand beside it.
  if (minutes % 60 === 0 || minutes >= 12 * 60) return t('age.wholeHours', { hours: Math.floor(minutes / 60) })
  return t('age.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** How old what a stale source said last is. @param ageMs null: not known */
export const sayStale = (t: TFunction, ageMs: number | null): string =>
  ageMs === null ? t('board.staleUnknown') : t('board.stale', { age: sayAge(t, ageMs) })
