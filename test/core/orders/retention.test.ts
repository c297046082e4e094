import { expect, it, onTestFinished } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { OrderBook } from '../../../src/core/orders/orderBook.ts'
import { createRetention, type Retention } from '../../../src/core/orders/retention.ts'
import type { Hours } from '../../../src/shared/settings/hours.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { freshFile, settings } from '../../support/openBook.ts'

const HOUR_MS = 3_600_000
/** Midnight in Istanbul. */
const MIDNIGHT_MS = Date.UTC(2026, 0, 4, 21)

interface Given {
  openingHours: Hours | null
  /** Of each hour, counted from one midnight, in which Tezgah runs. */
  hours: readonly number[]
  /** At which of them a customer's time has come; left out: at all but the first. */
  erasedAt?: readonly number[]
  /** Tezgah is started anew each hour. */
  isRestarted?: boolean
}

/** Tidies each of the hours. @returns at which of them the file was written anew */
function clearedAt({ openingHours, hours, erasedAt = hours.slice(1), isRestarted = false }: Given): number[] {
  const file = freshFile()
  let ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  const cleared: number[] = []
  let hour = 0
  const nowMs = (): number => MIDNIGHT_MS + hour * HOUR_MS
  const open = (): Retention =>
    createRetention({
      ledger: {
        ...ledger,
        clearErased: () => {
          const isWritten = ledger.clearErased()
          if (isWritten) cleared.push(hour)
          return isWritten
        },
      },
      book: new OrderBook(ledger, nowMs, () => settings),
      ledgerFile: file,
      retentionHours: () => 24,
      openingHours: () => openingHours,
      slipFolders: { tidy: async () => 0, erase: async () => ({ count: 0, leftIn: [] }) },
      hearing: () => new Map(),
    })
  const closedADayAgo = (): void => {
    const order = anOrder({ orderId: String(hour), note: 'Zil bozuk' })
    const times = { firstSeenMs: nowMs() - 25 * HOUR_MS, goneAtMs: nowMs() - 24 * HOUR_MS - 1 }
    ledger.commit({
      sourceId: order.sourceId,
      atMs: times.firstSeenMs,
      isBaseline: false,
      known: [aKnownOrder(order, { ...times, state: 'gone', goneWhy: 'closed' })],
      alerts: [],
      jobs: [],
      history: [],
    })
  }
  let retention = open()
  for (hour of hours) {
    if (isRestarted) {
      ledger.close()
      ledger = openLedger(file)
      retention = open()
    }
    if (erasedAt.includes(hour)) closedADayAgo()
    retention.tidy(nowMs())
  }
  return cleared
}

const upTo = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

it('writes the file anew in the quiet hours alone, once a night', () => {
  expect(clearedAt({ openingHours: null, hours: upTo(3, 80) })).toEqual([27, 51, 75])
})

it('takes for quiet what is outside the opening hours, also over midnight', () => {
  const openingHours = { from: '10:00', until: '02:00' }
  expect(clearedAt({ openingHours, hours: upTo(13, 80) })).toEqual([26, 50, 74])
})

it('keeps to the night where the shop never shuts', () => {
  const openingHours = { from: '00:00', until: '00:00' }
  expect(clearedAt({ openingHours, hours: upTo(10, 80) })).toEqual([27, 51, 75])
})

it('writes nothing anew because Tezgah was started again in the shop’s hours', () => {
  const openingHours = { from: '10:00', until: '02:00' }
  expect(clearedAt({ openingHours, hours: upTo(11, 80), isRestarted: true })).toEqual([26, 50, 74])
})

it('leaves what was erased in the file for a day at most, whenever the computer is on', () => {
  // Off at night: then it is done by day after all, when it is started.
  const days = [upTo(9, 22), upTo(33, 46), upTo(57, 70), upTo(81, 94)].flat()
  const erasedAt = [12, 20, 35, 60, 61, 90]
  for (const isRestarted of [false, true])
    expect(clearedAt({ openingHours: null, hours: days, erasedAt, isRestarted })).toEqual([35, 83])
})
