import type { Card } from '../../shared/contract/snapshot.ts'

export type UnseenCard = Card & { alert: NonNullable<Card['alert']> }

const isUnseen = (card: Card): card is UnseenCard => card.alert !== null

/** It ended and nobody had to be called because of that: what is left to do is to know of it. A cancellation calls. */
const hasEndedQuietly = ({ isGone, alert }: UnseenCard): boolean => isGone && alert.kind !== 'cancelled'

export interface UnseenCards {
  /** To be looked at and done something about, the oldest first. */
  calling: UnseenCard[]
  /** Over before anybody saw them, the last to end first. */
  ended: UnseenCard[]
}

/** What waits for somebody, whatever the search leaves of the board. Pure. */
export function unseenCards(cards: readonly Card[]): UnseenCards {
  const unseen = cards.filter(isUnseen)
  const age = (left: UnseenCard, right: UnseenCard): number =>
    left.alert.oldestSinceMs - right.alert.oldestSinceMs || left.firstSeenMs - right.firstSeenMs
  return {
    calling: unseen.filter((card) => !hasEndedQuietly(card)).toSorted(age),
    ended: unseen
      .filter(hasEndedQuietly)
      .toSorted((left, right) => (right.ended?.atMs ?? 0) - (left.ended?.atMs ?? 0) || age(left, right)),
  }
}
