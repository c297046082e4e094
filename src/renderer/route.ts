import { type JournalFilter, journalFilters } from './journal/arrangeJobs.ts'

/** As they stand from left to right. */
export const settingsTabs = [
  'sources',
  'printers',
  'routes',
  'couriers',
  'counters',
  'sounds',
  'webhook',
  'general',
  'support',
] as const
export type SettingsTab = (typeof settingsTabs)[number]

/** What the screen shows. */
export type Route =
  | { name: 'board' }
  | { name: 'order'; key: string }
  /** An Adisyo order asked for by its id; it may not be on the board. */
  | { name: 'lookup'; sourceId: string; orderId: string }
  | { name: 'settings'; tab: SettingsTab }
  /** `printerId` null: of all printers. */
  | { name: 'journal'; filter: JournalFilter; printerId: string | null }
  /** `dayIso` null: today. */
  | { name: 'report'; dayIso: string | null }
  | { name: 'about' }
  /** `dayIso` null: today; `recall`: what has just left the board. */
  | { name: 'ledger'; dayIso: string | null | 'recall' }
  | { name: 'packing' }
  /** The set-up that leads through all of it; which step is open is not a page. */
  | { name: 'setup' }
  | { name: 'help' }
  | { name: 'statistics' }
  /** `courierId` null: the hand-over. */
  | { name: 'courier'; courierId: string | null }

/** Each page's word in the address; what follows it are its parts. */
const words = {
  order: 'siparis',
  lookup: 'adisyo',
  settings: 'ayarlar',
  journal: 'fisler',
  report: 'gunsonu',
  about: 'hakkinda',
  ledger: 'defter',
  packing: 'paketleme',
  setup: 'kurulum',
  help: 'yardim',
  statistics: 'istatistik',
  courier: 'kurye',
} as const satisfies Partial<Record<Route['name'], string>>

/** Of the ledger: what has just left. */
const RECALL = 'son'

const partsOf = (route: Route): readonly (string | null)[] => {
  if (route.name === 'board') return []
  if (route.name === 'order') return [words.order, route.key]
  if (route.name === 'lookup') return [words.lookup, route.sourceId, route.orderId]
  if (route.name === 'settings') return [words.settings, route.tab]
  if (route.name === 'journal') return [words.journal, route.filter, route.printerId]
  if (route.name === 'about') return [words.about]
  if (route.name === 'ledger') return [words.ledger, route.dayIso === 'recall' ? RECALL : route.dayIso]
  if (route.name === 'packing') return [words.packing]
  if (route.name === 'setup') return [words.setup]
  if (route.name === 'help') return [words.help]
  if (route.name === 'statistics') return [words.statistics]
  if (route.name === 'courier') return [words.courier, route.courierId]
  return [words.report, route.dayIso]
}

/** The address of a page within this screen: `#/gunsonu/2026-11-26`. Pure. */
export const addressOf = (route: Route): string =>
  `#/${partsOf(route)
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`

/** The page that an address names; the board where it names none. Pure; the address is untrusted. */
export function routeAt(hash: string): Route {
  const [word, first, second] = decodedParts(hash)
  if (word === words.order && first !== undefined) return { name: 'order', key: first }
  if (word === words.lookup && first !== undefined && second !== undefined)
    return { name: 'lookup', sourceId: first, orderId: second }
  if (word === words.settings) return { name: 'settings', tab: oneOf(settingsTabs, first) }
  if (word === words.journal)
    return { name: 'journal', filter: oneOf(journalFilters, first), printerId: second ?? null }
  if (word === words.packing) return { name: 'packing' }
  if (word === words.setup) return { name: 'setup' }
  if (word === words.courier) return { name: 'courier', courierId: first ?? null }
  if (word === words.report) return { name: 'report', dayIso: isDay(first) ? first : null }
  if (word === words.about) return { name: 'about' }
  if (word === words.ledger)
    return { name: 'ledger', dayIso: first === RECALL ? 'recall' : isDay(first) ? first : null }
  if (word === words.help) return { name: 'help' }
  if (word === words.statistics) return { name: 'statistics' }
  return { name: 'board' }
}

/** The same for all tabs, filters and days of one page: those are ways of looking at it, not other pages. */
export const placeOf = (route: Route): string =>
  route.name === 'order' || route.name === 'lookup' ? addressOf(route) : route.name

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)

const oneOf = <T extends string>(choices: readonly [T, ...T[]], text: string | undefined): T =>
  choices.find((choice) => choice === text) ?? choices[0]

function decodedParts(hash: string): string[] {
  if (!hash.startsWith('#/')) return []
  try {
    return hash.slice(2).split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return []
  }
}
