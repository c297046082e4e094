import type { Language } from '../settings/settings.ts'
import en from './en.json' with { type: 'json' }
import tr from './tr.json' with { type: 'json' }

/** All words of Tezgah. Turkish is written first; English has the same keys and placeholders (a test holds them to it). */
export type Words = typeof tr

/** The words of a slip. They are printed as they stand, so headings are upper case already. */
export type SlipWords = Words['slip']
/** The words of the end-of-day report on paper. */
export type ReportWords = Words['reportSlip']

export const resources: Record<Language, Words> = { tr, en }

/**
 * Fills `{{name}}` placeholders, for the places that have no i18n library: notices, the tray, dialogs of the doors.
 * A placeholder without a value stays as it is, so that a test or a person notices.
 */
export function fillWords(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))
}
