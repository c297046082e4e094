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
  sources: sourcesWithoutTimes(snapshot),
})

const sourcesWithoutTimes = ({ sources }: Snapshot): object[] =>
  sources.map((source) => ({ ...source, lastSuccessMs: null, nextPollMs: null }))

export const timesOf = ({ nowMs, sources }: Snapshot): HeaderTimes => ({
  nowMs,
  sources: sources.map(({ id, lastSuccessMs, nextPollMs }) => ({ id, lastSuccessMs, nextPollMs })),
})

/**
 * The newer snapshot, made of the older one's parts wherever they say the same, so that nothing is drawn again for them;
 * of sources, when they were heard is told apart. Pure.
 */
export function madeOfSame(before: Snapshot, after: Snapshot): Snapshot {
  const known = new Map(before.cards.map((card) => [card.key, card]))
  const cards = after.cards.map((card) => {
    const was = known.get(card.key)
    return was !== undefined && isSame(was, card) ? was : card
  })
  const isSameBoard = cards.length === before.cards.length && cards.every((card, index) => card === before.cards[index])
  const same = Object.entries(after).filter(
    ([name, value]) => name !== 'cards' && isSame(before[name as keyof Rest], value),
  )
  return {
    ...after,
    ...Object.fromEntries(same.map(([name]) => [name, before[name as keyof Rest]])),
    cards: isSameBoard ? before.cards : cards,
    sources: isSame(sourcesWithoutTimes(before), sourcesWithoutTimes(after)) ? before.sources : after.sources,
  }
}

/** Whether two snapshots differ in their cards at most, or in their number and moment. Pure. */
export const isSameButCards = (before: Snapshot, after: Snapshot): boolean =>
  Object.entries(after).every(
    ([name, value]) => ['cards', 'rev', 'nowMs'].includes(name) || before[name as keyof Rest] === value,
  )
