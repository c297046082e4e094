import { beforeEach, expect, test } from 'vitest'
import { readEvent } from '../../../src/core/link/linkKeys.ts'
import { createSharedAlerts, type SharedAlerts } from '../../../src/core/link/sharedAlerts.ts'
import { accountOf } from '../../../src/core/vendors/http/account.ts'
import { type Order, orderKey } from '../../../src/shared/model/order.ts'
import type { Settings } from '../../../src/shared/settings/settings.ts'
import { anOrder } from '../../support/anOrder.ts'
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
    find: (key) => opened.book.find(key)?.order ?? null,
    account: (sourceId) => ({ ...accountOf('restomenum', { apiKey: sourceId }), id: sourceId }),
    orderKeysOf: (account, orderId) => [orderKey(account, orderId)],
    counterName: () => counterName,
    tell: (account, events) => {
      for (const event of events) {
        const body = JSON.stringify({ ...event, member: counterName, counterName })
        told.push({ account, body })
        for (const other of others()) take(other, account, body)
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

function take({ shared }: Counter, account: string, body: string): void {
  const event = readEvent(body)
  if (event === null) throw new Error(`it cannot be read: ${body}`)
  shared.take(account, event)
}

/** Also to the alerts that have just come up: another counter may have seen them first. */
const heard = (counter: Counter, orders: Order[], sourceId = 'shop'): void => {
  hear(counter.book, sourceId, orders)
  counter.shared.unseenElsewhere(counter.book.openAlerts())
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
  for (const { account, body } of [...told]) take(second, account, body)
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
  expect([first.open(), second.open()]).toEqual([['changed shop/1'], ['changed shop/1', 'changed shop/1']])
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
