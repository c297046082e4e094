export interface Place {
  key: string
  left: number
  top: number
  width: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * Where an arrow leads among the cards as they stand on the screen (any number of columns, several sections).
 *
 * @param places in reading order, px
 * @returns the next key; the same one at an edge; the first card when nothing was selected; null without cards
 */
export function moveSelection(
  places: readonly Place[],
  selectedKey: string | null,
  direction: Direction,
): string | null {
  const index = places.findIndex((place) => place.key === selectedKey)
  const from = places[index]
  if (from === undefined) return places[0]?.key ?? null
  if (direction === 'left' || direction === 'right')
    return (places[index + (direction === 'left' ? -1 : 1)] ?? from).key
  const sign = direction === 'down' ? 1 : -1
  const beyond = places.filter((place) => (place.top - from.top) * sign > 1)
  if (beyond.length === 0) return from.key
  const nearestRow = Math.min(...beyond.map((place) => (place.top - from.top) * sign))
  const row = beyond.filter((place) => (place.top - from.top) * sign < nearestRow + 1)
  const distance = (place: Place): number => Math.abs(place.left + place.width / 2 - (from.left + from.width / 2))
  return row.reduce((best, place) => (distance(place) < distance(best) ? place : best)).key
}
