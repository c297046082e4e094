import { expect, test } from 'vitest'
import { keepLast } from '../../../src/core/link/keepLast.ts'

test('of what is remembered the oldest goes, and what is said again is as new as the last', () => {
  const map = new Map<number, string>()
  for (let key = 0; key < 20_000; key++) keepLast(map, key, 'first')
  keepLast(map, 0, 'again')
  keepLast(map, 20_000, 'last')
  expect([map.size, map.get(0), map.has(1), map.get(20_000)]).toEqual([20_000, 'again', false, 'last'])
})
