import type { Card } from '../../shared/contract/snapshot.ts'
import { foldForSearch } from '../../shared/model/foldTurkish.ts'
import { type BoardFilter, filterCards } from './boardFilter.ts'

/** The cards as they stand on the board: what the search and the chips leave of what is open, in the board's order. */
export const boardCards = (cards: readonly Card[], { find, filter }: Narrowing, nowMs: number): Arranged =>
  arrangeCards(filterCards(findCards(openCards(cards), find), filter), nowMs)

/** How somebody has narrowed the board. */
export interface Narrowing {
  find: string
  filter: BoardFilter
}

/** What is on the board by itself: what is gone and unseen stands on the rail alone. */
export const openCards = (cards: readonly Card[]): Card[] => cards.filter(({ isGone }) => !isGone)

/** A scheduled order joins the others this long before it is due, ms: late enough not to mislead, early enough to cook. */
const SCHEDULED_LEAD_MS = 30 * 60_000

export interface Arranged {
  current: Card[]
  /** For later: apart from the others until their time comes. */
  scheduled: Card[]
}

/** Apart what is for later; each part in the core's order. */
export function arrangeCards(cards: readonly Card[], nowMs: number): Arranged {
  const isForLater = (card: Card): boolean =>
    card.scheduledForMs !== null && card.scheduledForMs - nowMs > SCHEDULED_LEAD_MS && !card.isGone
  return { current: cards.filter((card) => !isForLater(card)), scheduled: cards.filter(isForLater) }
}

/** Cards that have every word of the search in their number, code, channel, customer, region, note, courier or items. */
export function findCards(cards: readonly Card[], search: string): Card[] {
  const words = foldForSearch(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...cards]
  return cards.filter((card) => {
    const text = foldForSearch(searchable(card).join(' '))
    return words.every((word) => text.includes(word))
  })
}

function searchable(card: Card): string[] {
  const texts = [card.number, card.code, card.channel.name, card.sourceName, card.customerName, card.region]
  const elsewhere = card.alsoAt.flatMap(({ sourceName, number }) => [sourceName, number])
  const more = [card.note, card.courier, card.tableName, ...card.items.map((item) => item.name)]
  return [...texts, ...elsewhere, ...more].filter((text) => text !== null)
}
