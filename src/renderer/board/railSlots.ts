import { SETTLE_MS } from './pointerCalm.ts'

/** A place on the rail. Page times, ms. */
export interface Slot {
  key: string
  /** Of the alert that it tells. */
  sinceMs: number
  /** Since when it stands here and tells this. */
  placedMs: number
  /** When it was seen; its place then stays empty for a while. null: it waits. */
  emptiedMs: number | null
}

export type Unseen = Pick<Slot, 'key' | 'sinceMs'>

/** An order that was seen leaves its place empty for this long, ms. */
export const EMPTY_MS = 1_000

/**
 * The places of the rail as they follow from what waits. What comes in is put at the end at once; nothing else changes
 * its place before the places that have become empty have been so for a second and nobody is about to tap. Pure.
 *
 * @param unseen the oldest first
 * @returns the same array when nothing is different
 */
export function arrangeSlots(
  slots: readonly Slot[],
  unseen: readonly Unseen[],
  nowMs: number,
  isCalm: boolean,
): readonly Slot[] {
  const waiting = new Map(unseen.map((one) => [one.key, one]))
  const kept = slots.map((slot): Slot => {
    const now = waiting.get(slot.key)
    if (now === undefined) return slot.emptiedMs === null ? { ...slot, emptiedMs: nowMs } : slot
    if (slot.emptiedMs === null && now.sinceMs === slot.sinceMs) return slot
    return { ...slot, sinceMs: now.sinceMs, emptiedMs: null, placedMs: nowMs }
  })
  const known = new Set(slots.map(({ key }) => key))
  const arrived = unseen.filter(({ key }) => !known.has(key))
  const all = [...kept, ...arrived.map((one): Slot => ({ ...one, placedMs: nowMs, emptiedMs: null }))]
  const isEmptyLongEnough = all.every(({ emptiedMs }) => emptiedMs === null || nowMs - emptiedMs >= EMPTY_MS)
  const next = isCalm && isEmptyLongEnough ? inOrder(all, unseen, nowMs) : all
  return next.length === slots.length && next.every((slot, index) => slot === slots[index]) ? slots : next
}

function inOrder(slots: readonly Slot[], unseen: readonly Unseen[], nowMs: number): Slot[] {
  const indexOf = new Map(slots.map(({ key }, index) => [key, index]))
  return unseen.flatMap(({ key }, index) => {
    const before = indexOf.get(key)
    const slot = slots[before ?? -1]
    if (slot === undefined) return []
    return before === index ? slot : { ...slot, placedMs: nowMs }
  })
}

/** Whether time alone will change something: a place is empty, or the order is not yet the right one. */
export const isUnsettled = (slots: readonly Slot[], unseen: readonly Unseen[]): boolean =>
  slots.length !== unseen.length || slots.some(({ key }, index) => key !== unseen[index]?.key)

/** How often what is unsettled is looked at again, ms. */
export const UNSETTLED_STEP_MS = SETTLE_MS / 3
