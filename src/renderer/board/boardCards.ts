import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { type Arranged, arrangeCards } from './arrangeCards.ts'
import { findCards } from './findCards.ts'

/** The cards as they stand on the screen: what the search leaves, in the board's order. */
export const boardCards = (snapshot: Snapshot, find: string, nowMs: number): Arranged =>
  arrangeCards(findCards(snapshot.cards, find), nowMs)

/** Which card Enter means: the selected one while it waits, else the first that waits. */
export function cardToAcknowledge(arranged: Arranged, selectedKey: string | null): Card | null {
  const waiting = [...arranged.current, ...arranged.scheduled].filter((card) => card.alert !== null)
  return waiting.find((card) => card.key === selectedKey) ?? waiting[0] ?? null
}
