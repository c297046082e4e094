import { expect, it } from 'vitest'
import { createScannerKeys } from '../../src/renderer/scannerKeys.ts'

const typed = (keys: readonly [key: string, atMs: number][]) => {
  const scanned = createScannerKeys()
  return keys.map(([key, atMs]) => scanned(key, atMs)).at(-1)
}

it('digits and Enter in a burst are a scanner’s', () => {
  expect(
    typed([
      ['1', 0],
      ['2', 10],
      ['7', 20],
      ['Enter', 30],
    ]),
  ).toEqual({ digits: '127' })
})

it('a hand’s digits and Enter are not, nor is an Enter by itself or one that comes later', () => {
  expect(
    typed([
      ['1', 0],
      ['2', 150],
      ['7', 300],
      ['Enter', 450],
    ]),
  ).toBeNull()
  expect(
    typed([
      ['1', 0],
      ['2', 10],
      ['7', 20],
      ['Enter', 900],
    ]),
  ).toBeNull()
  expect(typed([['Enter', 0]])).toBeNull()
  expect(
    typed([
      ['1', 0],
      ['Enter', 10],
    ]),
  ).toBeNull()
  expect(
    typed([
      ['1', 0],
      ['2', 10],
      ['a', 20],
      ['3', 30],
      ['Enter', 40],
    ]),
  ).toBeNull()
})
