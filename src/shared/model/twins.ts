import type { KnownOrder } from './knownOrder.ts'
import { isOver } from './order.ts'

/**
 * Orders as people count them: one that several sources show is one group, the one that was seen first at its head. In the
 * order of their heads. Pure.
 *
 * @param areJoined false: each stands for itself
 */
export function groupTwins(known: readonly KnownOrder[], areJoined: boolean): KnownOrder[][] {
  if (!areJoined) return known.map((one) => [one])
  const groups = Map.groupBy(known, ({ order, twinOf }) => twinOf ?? order.key)
  return [...groups].map(([primaryKey, members]) =>
    members.length === 1 ? members : members.toSorted((left) => (left.order.key === primaryKey ? -1 : 1)),
  )
}

/** It is on the board, as far as its own source says. What has left its list may be open there until the vendor has said. */
export const isOnBoard = ({ state, goneWhy }: Pick<KnownOrder, 'state' | 'goneWhy'>): boolean =>
  state === 'open' || goneWhy === null

/** Which of a group it is to be shown as: the first that goes on, else the first that is there at all. Pure. */
export const faceOf = (members: readonly KnownOrder[]): KnownOrder | undefined =>
  members.find((one) => isOnBoard(one) && !isOver(one.order)) ?? members.find(isOnBoard) ?? members[0]
