import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { acknowledge, freshFile, hear, openBook } from '../../support/openBook.ts'

const order = (over: Partial<Order> = {}): Order => anOrder({ orderId: '1', code: 'T-1', ...over })
const successor = (over: Partial<Order> = {}): Order => order({ key: 'shop/2', orderId: '2', detailsId: '2', ...over })

function aShop() {
  const opened = openBook(freshFile())
  hear(opened.book, 'shop', [])
  return { ...opened, firstSlips: () => opened.jobs.filter(({ kind }) => kind === 'order').length }
}

describe('what was over when it was first seen, and is open after all, rings and is printed', () => {
  it.each(['cancelled', 'delivered'] as const)('%s, while the list had it', (phase) => {
    const { book, alerts, firstSlips } = aShop()
    hear(book, 'shop', [order({ phase })])
    expect([alerts, firstSlips()]).toEqual([[], 0])
    hear(book, 'shop', [order()])
    expect([alerts, firstSlips()]).toEqual([['reopened shop/1'], 1])
  })

  it.each(['cancelled', 'delivered'] as const)('%s, after it had left the list', (phase) => {
    const { book, alerts, firstSlips } = aShop()
    hear(book, 'shop', [order({ phase })])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [])
    book.applyGone('shop/1', { details: order({ phase }), isStillOpen: false })
    hear(book, 'shop', [order()])
    expect([alerts.at(-1), firstSlips()]).toEqual(['reopened shop/1', 1])
  })

  it.each(['cancelled', 'delivered'] as const)('%s, under another id', (phase) => {
    const { book, alerts, firstSlips } = aShop()
    hear(book, 'shop', [order({ phase })])
    hear(book, 'shop', [successor()])
    expect(alerts.filter((alert) => alert.startsWith('reopened'))).toEqual(['reopened shop/1'])
    expect(firstSlips()).toBe(1)
  })

  it('taken back with its details, and open with the next', () => {
    const { book, ledger, alerts, firstSlips } = aShop()
    hear(book, 'shop', [asSummary(order())])
    expect([alerts, firstSlips()]).toEqual([['new shop/1'], 1])
    book.applyDetails('shop/1', order({ phase: 'cancelled' }))
    expect([book.openAlerts(), ledger.readOpenJobs()]).toEqual([[], []])
    book.applyDetails('shop/1', order())
    expect([alerts, firstSlips()]).toEqual([['new shop/1', 'reopened shop/1'], 2])
    expect(ledger.readOpenJobs()).toHaveLength(1)
  })
})

/** What is read from the record while this is done, as SQL. */
function readsOf(work: () => void): string[] {
  const { all } = StatementSync.prototype
  const reads = new Set<string>()
  StatementSync.prototype.all = function note(this: StatementSync, ...values: SQLInputValue[]) {
    reads.add(this.sourceSQL)
    return Reflect.apply(all, this, values)
  } as StatementSync['all']
  try {
    work()
  } finally {
    StatementSync.prototype.all = all
  }
  return [...reads]
}

it('looks for what has just gone by its time, and not at all while a successor is open', () => {
  const file = freshFile()
  const { book, close } = openBook(file)
  hear(book, 'shop', [])
  hear(book, 'shop', [order()])
  const isOfGone = (sql: string): boolean => sql.includes("state = 'gone' AND gone_at_ms >=")
  const reads = readsOf(() => hear(book, 'shop', [successor()])).filter(isOfGone)
  expect(book.known().map((known) => [known.order.key, known.order.detailsId])).toEqual([['shop/1', '2']])
  expect(readsOf(() => hear(book, 'shop', [successor()])).filter(isOfGone)).toEqual([])
  close()
  const db = new DatabaseSync(file)
  const plans = reads.flatMap((sql) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('shop', 1))
  db.close()
  expect(plans.map(({ detail }) => detail)).toEqual(['SEARCH known_order USING INDEX known_order_gone (gone_at_ms>?)'])
})

describe('one platform code', () => {
  it('of two that are open at the same time is no order’s own: each rings and is printed', () => {
    const { book, alerts, firstSlips } = aShop()
    hear(book, 'shop', [order()])
    hear(book, 'shop', [order(), successor(), successor({ key: 'shop/3', orderId: '3', detailsId: '3' })])
    expect([alerts, firstSlips()]).toEqual([['new shop/1', 'new shop/2', 'new shop/3'], 3])
  })

  it('whose first order comes back beside the second was two orders all along', () => {
    const { book, alerts, firstSlips } = aShop()
    hear(book, 'shop', [order()])
    acknowledge(book, ['shop/1'])
    hear(book, 'shop', [successor({ number: '7' })])
    expect(book.known().map(({ order: { key, number } }) => [key, number])).toEqual([['shop/1', '7']])
    hear(book, 'shop', [order({ number: '1' }), successor({ number: '7' })])
    expect(book.known().map(({ order: { key, number } }) => [key, number])).toEqual([
      ['shop/1', '1'],
      ['shop/2', '7'],
    ])
    expect(alerts).toContain('new shop/2')
    expect(firstSlips()).toBe(2)
  })
})
