import { expect, it } from 'vitest'
import { arrangeSlots, EMPTY_MS, isUnsettled, type Slot, type Unseen } from '../../src/renderer/board/railSlots.ts'

const unseen = (...keys: string[]): Unseen[] => keys.map((key) => ({ key, sinceMs: 1 }))
const keysOf = (slots: readonly Slot[]): string[] =>
  slots.map(({ key, emptiedMs }) => (emptiedMs === null ? key : `(${key})`))
const first = arrangeSlots([], unseen('a', 'b', 'c'), 0, true)

it('leaves the place of what was seen empty, and moves nothing before a second is over and nobody taps', () => {
  const seen = arrangeSlots(first, unseen('b', 'c'), 100, true)
  expect(keysOf(seen)).toEqual(['(a)', 'b', 'c'])
  expect(keysOf(arrangeSlots(seen, unseen('b', 'c'), 100 + EMPTY_MS, false))).toEqual(['(a)', 'b', 'c'])
  const moved = arrangeSlots(seen, unseen('b', 'c'), 100 + EMPTY_MS, true)
  expect(keysOf(moved)).toEqual(['b', 'c'])
  expect(moved.map(({ placedMs }) => placedMs)).toEqual([100 + EMPTY_MS, 100 + EMPTY_MS])
})

it('puts what comes in at the end, also while somebody taps', () =>
  expect(keysOf(arrangeSlots(first, unseen('a', 'b', 'c', 'd'), 50, false))).toEqual(['a', 'b', 'c', 'd']))

it('gives what was taken back its own place, as one that has just come there', () => {
  const seen = arrangeSlots(first, unseen('b', 'c'), 100, true)
  const back = arrangeSlots(seen, unseen('a', 'b', 'c'), 300, true)
  expect([keysOf(back), back[0]?.placedMs]).toEqual([['a', 'b', 'c'], 300])
  const late = arrangeSlots(arrangeSlots(seen, unseen('b', 'c'), 2_000, true), unseen('a', 'b', 'c'), 3_000, true)
  expect(keysOf(late)).toEqual(['a', 'b', 'c'])
})

it('takes an order of which something else is told now for one that has just come', () => {
  const told = arrangeSlots(first, [{ key: 'a', sinceMs: 2 }, ...unseen('b', 'c')], 500, true)
  expect(told.map(({ placedMs }) => placedMs)).toEqual([500, 0, 0])
})

it('is the same when nothing is different', () => {
  expect(arrangeSlots(first, unseen('a', 'b', 'c'), 9_000, true)).toBe(first)
  expect([isUnsettled(first, unseen('a', 'b', 'c')), isUnsettled(first, unseen('b'))]).toEqual([false, true])
})
