import { expect, it } from 'vitest'
import { createScannerKeys } from '../../src/renderer/scannerKeys.ts'

const typed = (keys: readonly [key: string, atMs: number][]) => {
  const scanned = createScannerKeys()
  return keys.map(([key, atMs]) => scanned(key, atMs))
}
const burst = (text: string): [string, number][] => [...text].map((key, index) => [key, index * 10])

it('letters or digits and Enter in a burst are a scanner’s', () => {
  for (const text of ['127', 'YS-8K2P-77', 'https://maps.example/?q=41,29'])
    expect(typed([...burst(text), ['Enter', text.length * 10]]).at(-1)).toEqual({ scanned: text })
  expect(
    typed([
      ['Shift', 0],
      ['Y', 5],
      ['Shift', 10],
      ['S', 15],
      ['1', 20],
      ['Enter', 25],
    ]),
  ).toEqual([null, 'first', null, 'more', 'more', { scanned: 'YS1' }])
})

it('a hand’s keys are each the first of what comes, and its Enter is nothing else', () => {
  const slow = [...'127'].map((key, index): [string, number] => [key, index * 150])
  expect(typed([...slow, ['Enter', 450]])).toEqual(['first', 'first', 'first', null])
  expect(typed([...burst('127'), ['Enter', 900]])).toEqual(['first', 'more', 'more', null])
  expect(typed([['Enter', 0]])).toEqual([null])
})

it('two keys and an Enter in a burst are nothing that was meant, and nothing that is found', () => {
  expect(typed([...burst('1'), ['Enter', 10]])).toEqual(['first', 'more'])
  expect(typed([...burst('op'), ['Enter', 20]])).toEqual(['first', 'more', 'more'])
})
