import type { Card } from '../../shared/contract/snapshot.ts'

/** A scheduled order joins the others this long before it is due, ms: late enough not to mislead, early enough to cook. */
const SCHEDULED_LEAD_MS = 30 * 60_000

export interface Arranged {
  current: Card[]
  /** For later: apart from the others until their time comes. */
  scheduled: Card[]
}

/** The board's order: by when each is due, then by number and key, so that cards never swap places without a reason. */
export function arrangeCards(cards: readonly Card[], nowMs: number): Arranged {
  const sorted = cards.toSorted(
    (a, b) =>
      a.dueMs - b.dueMs || (a.number ?? '').localeCompare(b.number ?? '', 'tr', { numeric: true }) || compareKeys(a, b),
  )
  const isForLater = (card: Card): boolean =>
    card.scheduledForMs !== null && card.scheduledForMs - nowMs > SCHEDULED_LEAD_MS && !card.isGone
  return { current: sorted.filter((card) => !isForLater(card)), scheduled: sorted.filter(isForLater) }
}

const compareKeys = (a: Card, b: Card): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
