import type { Card } from '../../shared/contract/snapshot.ts'
import { orderPhases, orderTypes } from '../../shared/model/order.ts'

/** By what the board can be narrowed, as the chips stand from left to right. */
export const facets = ['source', 'channel', 'type', 'phase'] as const
export type Facet = (typeof facets)[number]

/** What each facet is narrowed to; null: to nothing. */
export type BoardFilter = Readonly<Record<Facet, string | null>>

export const noFilter: BoardFilter = { source: null, channel: null, type: null, phase: null }

export const isFiltering = (filter: BoardFilter): boolean => facets.some((facet) => filter[facet] !== null)

export interface FilterChip {
  value: string
  /** As its vendor or the shop calls it; of a type and a phase the screen has the word. */
  name: string
  /** How many the board has of it, with all other facets as they are. */
  count: number
}

const valueOf: Record<Facet, (card: Card) => string> = {
  source: (card) => card.sourceId,
  channel: (card) => card.channel.id,
  type: (card) => card.type,
  phase: (card) => card.phase,
}

/** Cards that the filter leaves on the board. Pure. */
export function filterCards(cards: readonly Card[], filter: BoardFilter, but: Facet | null = null): Card[] {
  const chosen = facets.filter((facet) => facet !== but && filter[facet] !== null)
  return cards.filter((card) => chosen.every((facet) => filter[facet] === valueOf[facet](card)))
}

/**
 * The chips of each facet that there is something to choose in. Their order is by name or by what they mean, never by
 * how many there are, so that none changes its place when an order comes or goes. Pure.
 */
export function filterChips(cards: readonly Card[], filter: BoardFilter): { facet: Facet; chips: FilterChip[] }[] {
  return facets
    .map((facet) => ({ facet, chips: chipsOf(facet, cards, filter) }))
    .filter(({ facet, chips }) => chips.length > 1 || filter[facet] !== null)
}

function chipsOf(facet: Facet, cards: readonly Card[], filter: BoardFilter): FilterChip[] {
  const names = new Map(cards.map((card) => [valueOf[facet](card), nameIn(facet, card)]))
  const chosen = filter[facet]
  // The last of what is chosen has left: the chip stays, so that it can be let go.
  if (chosen !== null && !names.has(chosen)) names.set(chosen, chosen)
  const counts = Map.groupBy(filterCards(cards, filter, facet), valueOf[facet])
  return [...names]
    .map(([value, name]) => ({ value, name, count: counts.get(value)?.length ?? 0 }))
    .sort((left, right) => rankIn(facet, left) - rankIn(facet, right) || left.name.localeCompare(right.name, 'tr'))
}

const nameIn = (facet: Facet, card: Card): string =>
  facet === 'source' ? card.sourceName : facet === 'channel' ? card.channel.name : valueOf[facet](card)

function rankIn(facet: Facet, { value }: FilterChip): number {
  const ranks: readonly string[] = facet === 'type' ? orderTypes : facet === 'phase' ? orderPhases : []
  return ranks.indexOf(value)
}
