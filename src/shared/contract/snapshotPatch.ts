import { inBoardOrder } from '../model/boardOrder.ts'
import type { Card, Snapshot } from './snapshot.ts'

type Rest = Omit<Snapshot, 'cards'>

/** What makes one snapshot of the next: a board of hundreds is not sent anew because one card has changed. */
export interface SnapshotPatch {
  /** The snapshot that it is for; on any other it means nothing. */
  fromRunId: string
  fromRev: number
  rev: number
  /** All but the cards: what differs, whole. */
  rest: Partial<Rest>
  /** Cards that are new or different. */
  cards: Card[]
  /** Keys of the cards that are there no more. */
  removed: string[]
}

const isSame = (left: unknown, right: unknown): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right)

/** Both of one run of the core. Pure. */
export function patchBetween(before: Snapshot, after: Snapshot): SnapshotPatch {
  const { cards: cardsBefore, ...restBefore } = before
  const { cards: cardsAfter, ...restAfter } = after
  const known = new Map(cardsBefore.map((card) => [card.key, card]))
  const keys = new Set(cardsAfter.map(({ key }) => key))
  const differing = Object.entries(restAfter).filter(([name, value]) => !isSame(restBefore[name as keyof Rest], value))
  return {
    fromRunId: before.runId,
    fromRev: before.rev,
    rev: after.rev,
    rest: Object.fromEntries(differing),
    cards: cardsAfter.filter((card) => !isSame(known.get(card.key), card)),
    removed: cardsBefore.filter(({ key }) => !keys.has(key)).map(({ key }) => key),
  }
}

/**
 * Cards that have not changed stay the very same objects, so that nothing is drawn again for them. Pure.
 *
 * @returns null: the patch is for another snapshot
 */
export function applyPatch(before: Snapshot, patch: SnapshotPatch): Snapshot | null {
  if (before.runId !== patch.fromRunId || before.rev !== patch.fromRev) return null
  const changed = new Map(patch.cards.map((card) => [card.key, card]))
  const removed = new Set(patch.removed)
  const kept = before.cards.filter(({ key }) => !removed.has(key) && !changed.has(key))
  const cards = changed.size + removed.size === 0 ? before.cards : [...kept, ...changed.values()].toSorted(inBoardOrder)
  return { ...before, ...patch.rest, cards }
}
