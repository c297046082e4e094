import { beforeEach, expect, test } from 'vitest'
import { readEvent } from '../../../src/core/link/linkKeys.ts'
import { createOrderKeys } from '../../../src/core/link/orderKeys.ts'
import { createSharedAlerts, type SharedAlerts } from '../../../src/core/link/sharedAlerts.ts'
import { accountOf } from '../../../src/core/vendors/http/account.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import type { Settings } from '../../../src/shared/settings/settings.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { freshFile, hear, openBook, type OpenedBook, settings } from '../../support/openBook.ts'

/** Two counters that tell each other at once what is seen, each on a book and a ledger of its own. */

interface Counter extends OpenedBook {
  shared: SharedAlerts
  /** Kind and order of what nobody has seen here. */
  open(): string[]
  /** A person here says "seen". @param upToAlertId left out: to everything */
  see(key: string, upToAlertId?: number): void
}

const sources = ['shop', 'twin']
const together: Settings = { ...settings, overlaps: 'together' }

let told: { account: string; body: string }[] = []
beforeEach(() => void (told = []))

function aCounter(counterName: string, others: () => readonly Counter[]): Counter {
  const opened = openBook(freshFile(), together)
  for (const source of sources) hear(opened.book, source, [])
  const shared = createSharedAlerts({
    ledger: opened.ledger,
    book: opened.book,
    isOn: () => true,
    account: (sourceId) => ({ ...accountOf('restomenum', { apiKey: sourceId }), id: sourceId }),
    orderKeysOf: createOrderKeys({
      sourceIds: () => sources,
      account: (sourceId) => ({ id: sourceId }),
      known: () => opened.book.known(),
    }),
    counterName: () => counterName,
    tell: (account, events) => {
      for (const event of events) {
        const body = JSON.stringify({ ...event, member: counterName, counterName })
        told.push({ account, body })
        for (const other of others()) take(other, [{ account, body }])
      }
    },
    onChange: () => undefined,
  })
  return {
    ...opened,
    shared,
    open: () => opened.book.openAlerts().map(({ kind, orderKey: key }) => `${kind} ${key}`),
    see: (key, upToAlertId = Number.MAX_SAFE_INTEGER) => shared.acknowledge([key], upToAlertId, 'card'),
  }
}

function take({ shared }: Counter, events: typeof told): void {
  for (const { account, body } of events) {
    const event = readEvent(body)
    if (event === null) throw new Error(`it cannot be read: ${body}`)
    shared.take(account, event)
  }
  shared.caughtUp()
}

/** The alerts that have just come up may have been seen at another counter first. @returns those that people are called for */
function heard({ book, shared }: Counter, orders: Order[], sourceId = 'shop'): string[] {
  const { alerts, orderKeys } = book.applyPoll(sourceId, { orders, quarantined: [], extent: 'whole', failure: null })
  return shared.unseenElsewhere(alerts, orderKeys).map(({ kind, orderKey: key }) => `${kind} ${key}`)
}

function twoCounters(): { first: Counter; second: Counter } {
  const first: Counter = aCounter('Kasa 1', () => [second])
  const second: Counter = aCounter('Kasa 2', () => [first])
  return { first, second }
}

const order = (over: Partial<Order> = {}): Order => anOrder({ orderId: '1', code: 'T-1', ...over })
const lastOf = ({ book }: Counter): number => book.openAlerts().at(-1)?.id ?? 0

test.each<[string, Partial<Order>, Partial<Order>]>([
  ['cancelled, reopened and cancelled again', { phase: 'cancelled' }, {}],
  ['changed, changed back and changed again', { note: 'Acılı' }, { note: null }],
])('of an order that is %s the second time rings at both, whatever was seen of the first', (_, there, back) => {
  const { first, second } = twoCounters()
  const say = (over: Partial<Order>): void => [first, second].forEach((counter) => heard(counter, [order(over)]))
  for (const over of [{}, there, back]) {
    say(over)
    first.see('shop/1')
    expect([first.open(), second.open()]).toEqual([[], []])
  }
  say(there)
  expect(second.open()).toHaveLength(1)
  // Also when all of it is read again, as after a restart.
  take(second, [...told])
  expect(second.open()).toHaveLength(1)
  first.see('shop/1')
  expect(second.open()).toEqual([])
})

test('what came between the screen and the touch keeps ringing at both', () => {
  const { first, second } = twoCounters()
  const say = (over: Partial<Order>): void => [first, second].forEach((counter) => heard(counter, [order(over)]))
  say({})
  first.see('shop/1')
  say({ note: 'Acılı' })
  const shown = lastOf(first)
  say({ note: 'Acısız' })
  first.see('shop/1', shown)
  expect([first.open(), second.open()]).toEqual([['changed shop/1'], ['changed shop/1']])
  first.see('shop/1')
  expect([first.open(), second.open()]).toEqual([[], []])
})

test('what is one with an order is seen with it, and keeps it ringing where it has not been seen', () => {
  const { first, second } = twoCounters()
  const other = (over: Partial<Order> = {}): Order => order({ sourceId: 'twin', key: 'twin/1', ...over })
  for (const counter of [first, second]) {
    heard(counter, [order()])
    heard(counter, [other()], 'twin')
  }
  first.see('shop/1')
  expect([first.open(), second.open()]).toEqual([[], []])
  // Only the second one has heard of this change of the twin.
  heard(second, [other({ note: 'Kapıyı çalma' })], 'twin')
  for (const counter of [first, second]) heard(counter, [order({ note: 'Acılı' })])
  expect(second.open()).toEqual(['changed twin/1', 'changed shop/1'])
  first.see('shop/1')
  expect([first.open(), second.open()]).toEqual([[], ['changed twin/1', 'changed shop/1']])
  second.see('shop/1')
  expect(second.open()).toEqual([])
})

const noted = (note: string | null): Order[] => [order({ note })]

test('what one counter saw as one change and the other as two is seen at both, whichever saw it', () => {
  for (const isSeenWhereOne of [true, false]) {
    const { first, second } = twoCounters()
    for (const counter of [first, second]) heard(counter, noted(null))
    first.see('shop/1')
    heard(first, noted('Acılı'))
    for (const counter of [first, second]) heard(counter, noted('Acısız'))
    expect([first.open().length, second.open().length]).toEqual([2, 1])
    if (isSeenWhereOne) second.see('shop/1')
    else first.see('shop/1')
    expect([first.open(), second.open()]).toEqual([[], []])
  }
})

test('a change that came while a counter was not asked rings there, however often the other one saw it before', () => {
  const { first, second } = twoCounters()
  const seenAtFirst = (note: string | null): void => {
    heard(first, noted(note))
    first.see('shop/1')
  }
  for (const counter of [first, second]) heard(counter, noted(null))
  for (const note of ['Acılı', null, 'Acılı', null, 'Acılı']) seenAtFirst(note)
  expect(heard(second, noted('Acılı'))).toEqual([])
  // The first one is off by now.
  expect(heard(second, noted(null))).toEqual(['changed shop/1'])
  expect(heard(second, noted('Acılı'))).toEqual(['changed shop/1'])
  expect(second.open()).toHaveLength(2)
})

test('a counter that is behind goes quiet as soon as it knows what was seen', () => {
  const { first, second } = twoCounters()
  for (const counter of [first, second]) heard(counter, noted(null))
  heard(first, noted('Acılı'))
  for (const counter of [first, second]) heard(counter, noted('Acısız'))
  heard(first, noted('Çok acılı'))
  first.see('shop/1')
  // That there is an order is known; what it said last here has been overtaken where it was seen.
  expect(second.open()).toEqual(['changed shop/1'])
  expect(heard(second, noted('Çok acılı'))).toEqual([])
  expect(second.open()).toEqual([])
})

test('a counter that is ahead keeps ringing for what came after what was seen', () => {
  const { first, second } = twoCounters()
  for (const counter of [first, second]) heard(counter, noted(null))
  heard(second, noted('Acılı'))
  first.see('shop/1')
  expect(second.open()).toEqual(['changed shop/1'])
})

test('an order that has changed since it was seen rings at a counter that was off, with its details at the latest', () => {
  const summary = asSummary(order())
  for (const note of ['Acılı', null]) {
    const { first, second } = twoCounters()
    heard(first, noted(null))
    first.see('shop/1')
    expect(heard(second, [summary])).toEqual([])
    const wanted = second.book.applyDetails('shop/1', order({ note }))
    const called = second.shared.unseenElsewhere(wanted?.alerts ?? [], wanted?.orderKeys ?? [])
    expect(called.map(({ kind }) => kind)).toEqual(note === null ? [] : ['new'])
    expect(second.open()).toEqual(note === null ? [] : ['new shop/1'])
  }
})

test('an order that was seen before its details were in is seen at a counter that has them', () => {
  const { first, second } = twoCounters()
  heard(first, [asSummary(order())])
  heard(second, [order()])
  first.see('shop/1')
  expect(second.open()).toEqual([])
})

test('of a counter with an earlier version what is seen of new orders counts, and nothing else', () => {
  const { second } = twoCounters()
  heard(second, noted(null))
  heard(second, noted('Acılı'))
  const earlier = {
    what: 'acknowledged',
    orderId: '1',
    kinds: ['new', 'changed'],
    upTo: { new: 1, changed: 1 },
    how: 'card',
  }
  take(second, [
    { account: 'shop', body: JSON.stringify({ ...earlier, mark: 'x', member: 'm', counterName: 'Kasa 1' }) },
  ])
  expect(second.open()).toEqual(['changed shop/1'])
})

test('what goes back and forth within a minute of its slip is seen where it has rung each time', () => {
  const { first, second } = twoCounters()
  for (const counter of [first, second]) heard(counter, noted(null))
  for (const note of ['Acılı', 'Acısız', 'Acılı']) heard(second, noted(note))
  // Its slip of the change keeps the first one from saying each.
  for (const { id } of first.ledger.readOpenJobs()) {
    first.ledger.moveJob(id, ['wanted'], 'sending', { atMs: 1, attempt: 1 })
    first.ledger.moveJob(id, ['sending'], 'sent', { atMs: 1 })
  }
  for (const note of ['Acılı', 'Acısız', 'Acılı']) heard(first, noted(note))
  first.see('shop/1')
  expect(second.open()).toEqual([])
})

test('what is told late ends what was there by then, and not what came to the same again', () => {
  const first = aCounter('Kasa 1', () => [])
  const second = aCounter('Kasa 2', () => [])
  for (const counter of [first, second]) for (const note of [null, 'Acılı']) heard(counter, noted(note))
  first.see('shop/1')
  for (const note of [null, 'Acılı']) heard(second, noted(note))
  expect(second.open()).toHaveLength(4)
  take(second, told)
  expect(second.open()).toEqual(['changed shop/1', 'changed shop/1'])
})

test('an order that goes on under another id is seen at a counter that knows it by its first one', () => {
  const { first, second } = twoCounters()
  heard(first, noted(null))
  const next = order({ key: 'shop/2', orderId: '2', detailsId: '2' })
  for (const counter of [first, second]) heard(counter, [next])
  expect([first.open(), second.open()]).toEqual([['new shop/1'], ['new shop/2']])
  second.see('shop/2')
  expect(first.open()).toEqual([])
})
