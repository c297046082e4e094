import { inBoardOrder } from '../model/boardOrder.ts'
import type { HeaderTimes, Snapshot, SnapshotPatch } from './snapshot.ts'

type Rest = Omit<Snapshot, 'cards'>

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
  return { ...before, ...(patch.rest as Partial<Rest>), cards }
}

/** Whether both show the same, whatever their number and moment, and whenever sources were heard. Pure. */
export function showsTheSame(before: Snapshot, after: Snapshot): boolean {
  const isSameCard = (card: Snapshot['cards'][number], index: number): boolean => isSame(before.cards[index], card)
  return (
    before.cards.length === after.cards.length &&
    after.cards.every(isSameCard) &&
    isSame(withoutTimes(before), withoutTimes(after))
  )
}

const withoutTimes = (snapshot: Snapshot): object => ({
  ...snapshot,
  cards: [],
  rev: 0,
  nowMs: 0,
  sources: snapshot.sources.map((source) => ({ ...source, lastSuccessMs: null, nextPollMs: null })),
})

export const timesOf = ({ nowMs, sources }: Snapshot): HeaderTimes => ({
  nowMs,
  sources: sources.map(({ id, lastSuccessMs, nextPollMs }) => ({ id, lastSuccessMs, nextPollMs })),
})
