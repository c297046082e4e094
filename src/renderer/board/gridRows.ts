import type { Card } from '../../shared/contract/snapshot.ts'
import type { Arranged } from './boardCards.ts'
import type { Direction } from './moveSelection.ts'

export type GridRow =
  | { kind: 'cards'; part: keyof Arranged; cards: readonly Card[]; firstIndex: number }
  | { kind: 'title'; part: 'scheduled' }

/** The board as rows of so many columns: what is current, then, under a title, what is for later. Pure. */
export function gridRows({ current, scheduled }: Arranged, columnCount: number): GridRow[] {
  const title: GridRow[] = scheduled.length > 0 ? [{ kind: 'title', part: 'scheduled' }] : []
  return [...rowsOf('current', current, columnCount), ...title, ...rowsOf('scheduled', scheduled, columnCount)]
}

const rowsOf = (part: keyof Arranged, cards: readonly Card[], columnCount: number): GridRow[] =>
  Array.from({ length: Math.ceil(cards.length / columnCount) }, (_, row) => ({
    kind: 'cards',
    part,
    firstIndex: row * columnCount,
    cards: cards.slice(row * columnCount, (row + 1) * columnCount),
  }))

/** In which row a card stands; -1: in none. Pure. */
export const rowOf = (rows: readonly GridRow[], key: string | null): number =>
  rows.findIndex((row) => row.kind === 'cards' && row.cards.some((card) => card.key === key))

/** The card beside this one; null: there is none, or this one is in no row. Pure. */
export function nextInRows(rows: readonly GridRow[], key: string, direction: Direction): string | null {
  const lines = rows.flatMap((row) => (row.kind === 'cards' ? [row.cards] : []))
  const line = lines.findIndex((cards) => cards.some((card) => card.key === key))
  if (line < 0) return null
  const column = lines[line]?.findIndex((card) => card.key === key) ?? 0
  if (direction === 'left' || direction === 'right') {
    const all = lines.flat()
    const index = all.findIndex((card) => card.key === key) + (direction === 'right' ? 1 : -1)
    return all[index]?.key ?? null
  }
  const next = lines[line + (direction === 'down' ? 1 : -1)]
  return next?.[Math.min(column, next.length - 1)]?.key ?? null
}
