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
  return [...groups.values()].map((members) => [
    ...members.filter(({ twinOf }) => twinOf === null),
    ...members.filter(({ twinOf }) => twinOf !== null),
  ])
}

/** It is on the board, as far as its own source says. What has left its list may be open there until the vendor has said. */
export const isOnBoard = ({ state, goneWhy }: Pick<KnownOrder, 'state' | 'goneWhy'>): boolean =>
  state === 'open' || goneWhy === null

/** Which of a group it is to be shown as: the first that goes on, else the first that is there at all. Pure. */
export const faceOf = (members: readonly KnownOrder[]): KnownOrder | undefined =>
  members.find((one) => isOnBoard(one) && !isOver(one.order)) ?? members.find(isOnBoard) ?? members[0]

/** One that is shown as one, and the keys of all that it stands for: those of a group's members that have gone included. */
export interface Face {
  face: KnownOrder
  members: readonly KnownOrder[]
  keys: readonly string[]
}

/** The groups of these orders, as what they are to be shown. Pure. */
export const facesOf = (known: readonly KnownOrder[], areJoined: boolean): Face[] =>
  groupTwins(known, areJoined).flatMap((members) => {
    const face = faceOf(members)
    return face === undefined ? [] : [{ face, members, keys: keysOf(members, areJoined) }]
  })

/** @param areJoined the first of a group, which may be gone, counts among its keys */
export function keysOf(members: readonly KnownOrder[], areJoined: boolean): string[] {
  const [only, ...more] = members
  if (only !== undefined && more.length === 0 && (!areJoined || only.twinOf === null)) return [only.order.key]
  const keys = members.flatMap(({ order, twinOf }) =>
    areJoined && twinOf !== null ? [twinOf, order.key] : [order.key],
  )
  return [...new Set(keys)]
}
