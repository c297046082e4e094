import { expect, it, onTestFinished } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { OrderBook } from '../../../src/core/orders/orderBook.ts'
import { createRetention } from '../../../src/core/orders/retention.ts'
import type { Hours } from '../../../src/shared/settings/hours.ts'
import { freshFile, settings } from '../../support/openBook.ts'

const HOUR_MS = 3_600_000
/** Midnight in Istanbul. */
const MIDNIGHT_MS = Date.UTC(2026, 0, 4, 21)

/** Tidies each hour of the given ones, counted from one midnight. @returns at which of them the file was written anew */
function clearedAt(openingHours: Hours | null, hours: readonly number[]): number[] {
  const file = freshFile()
  const ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  const cleared: number[] = []
  let hour = 0
  const nowMs = (): number => MIDNIGHT_MS + hour * HOUR_MS
  const clearErased = (): boolean => {
    cleared.push(hour)
    return ledger.clearErased()
  }
  const retention = createRetention({
    ledger: { ...ledger, clearErased },
    book: new OrderBook(ledger, nowMs, () => settings),
    ledgerFile: file,
    retentionHours: () => 24,
    openingHours: () => openingHours,
    slipFolders: { tidy: async () => 0, erase: async () => ({ count: 0, leftIn: [] }) },
    hearing: () => new Map(),
  })
  for (hour of hours) retention.tidy(nowMs(), hour * HOUR_MS)
  return cleared
}

const upTo = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

it('writes the file anew in the quiet hours alone, once a night', () => {
  expect(clearedAt(null, upTo(4, 80))).toEqual([4, 27, 51, 75])
})

it('takes for quiet what is outside the opening hours, also over midnight', () => {
  expect(clearedAt({ from: '10:00', until: '02:00' }, upTo(26, 80))).toEqual([26, 50, 74])
})

it('does it by day after all once a day and a half have gone by, where the computer is off at night', () => {
  const days = [upTo(10, 22), upTo(34, 46), upTo(58, 70), upTo(82, 94)].flat()
  expect(clearedAt(null, days)).toEqual([10, 46, 82])
})
