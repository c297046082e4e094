import { orderSubject } from '../../../src/shared/model/printJob.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderBook } from '../../../src/core/orders/orderBook.ts'
import { dayReportOf } from '../../../src/core/report/dayReport.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { defaultSettings } from '../../../src/shared/settings/settings.ts'
import { aLine, anOrder, asSummary } from '../../support/anOrder.ts'
import { acknowledge, freshFile, hear, openBook } from '../../support/openBook.ts'

const one = anOrder({ orderId: '1' })
const two = anOrder({ orderId: '2' })

describe('OrderBook, over the life of an order', () => {
  it('shows an order that comes back as open, not as what it was when it went', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [two])
    hear(book, 'shop', [asSummary(one), two])
    book.applyDetails('shop/1', one)
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [two])
    book.applyGone('shop/1', {
      details: { ...one, phase: 'cancelled', closedAtMs: 9, cancelReason: 'Stok yok' },
      isStillOpen: false,
    })
    hear(book, 'shop', [asSummary(one), two])
    const back = book.find('shop/1')?.order
    expect([back?.phase, back?.closedAtMs, back?.cancelReason]).toEqual(['open', null, null])
    book.applyDetails('shop/1', one)
    expect(alerts).toEqual(['new shop/1', 'cancelled shop/1', 'reopened shop/1'])
  })

  it('tells that a cancellation was taken back, and prints the next one again', () => {
    const { book, ledger, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    ledger.moveJob(jobs[0]?.id ?? 0, ['wanted'], 'sending', { atMs: 5 })
    const cancelled = { ...one, phase: 'cancelled' as const }
    hear(book, 'shop', [cancelled])
    hear(book, 'shop', [cancelled])
    hear(book, 'shop', [one])
    acknowledge(book, ['shop/1'])
    hear(book, 'shop', [cancelled])
    expect(alerts).toEqual(['new shop/1', 'cancelled shop/1', 'reopened shop/1', 'cancelled shop/1'])
    expect(jobs.map((job) => job.kind)).toEqual(['order', 'cancelled', 'cancelled'])
  })

  it('takes one packet that is listed with and without its uuid for one', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [anOrder({ orderId: 'uuid-1', detailsId: '1' }), one])
    expect(alerts).toHaveLength(1)
  })

  it('does not call a packet new that comes back with a uuid it did not have', () => {
    const { book, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [two])
    hear(book, 'shop', [one, two])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [two])
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    acknowledge(book, ['shop/1'])
    hear(book, 'shop', [anOrder({ orderId: 'uuid-1', detailsId: '1' }), two])
    expect(alerts).toEqual(['new shop/1', 'reopened shop/1'])
    expect(jobs).toHaveLength(1)
  })

  it('begins anew with a source that was taken away and comes again: a baseline, no flood', () => {
    const file = freshFile()
    const first = openBook(file)
    hear(first.book, 'shop', [one])
    hear(first.book, 'shop', [one, two])
    first.book.forgetSource('shop')
    expect([first.book.known(), first.book.openAlerts()]).toEqual([[], []])
    hear(first.book, 'shop', [one, two, anOrder({ orderId: '3' })])
    expect(first.alerts).toEqual(['new shop/2'])
    expect(first.jobs).toHaveLength(1)
    expect(first.book.known().map((known) => [known.order.key, known.isBaseline])).toEqual([
      ['shop/1', true],
      ['shop/2', true],
      ['shop/3', true],
    ])
    first.close()
    const second = openBook(file)
    expect(second.book.known()).toEqual(first.book.known())
  })

  it('has the memory and the file erase the same', () => {
    const file = freshFile()
    const customer = {
      name: 'Ayşe',
      phones: [],
      addressLabel: null,
      address: 'Moda',
      region: null,
      city: null,
      directions: null,
      company: null,
      coordinates: null,
    }
    const named = anOrder({ orderId: '1', customer, note: 'Zil', courier: 'Hasan', paymentMethod: 'Ayşe öder' })
    const first = openBook(file)
    hear(first.book, 'shop', [])
    hear(first.book, 'shop', [named])
    for (let poll = 0; poll < 2; poll++) hear(first.book, 'shop', [])
    const [job] = first.jobs
    expect(first.ledger.readJobsOf(orderSubject('shop/1'))).toHaveLength(1)
    first.ledger.moveJob(job?.id ?? 0, ['wanted'], 'dropped', {
      atMs: 9,
      note: { code: 'printerSaid', said: 'Ayşe vazgeçti' },
    })
    first.ledger.addJob(
      {
        subject: orderSubject('shop/1'),
        label: '#12',
        kind: 'copy',
        printerId: 'till',
        routeId: null,
        dedupe: '',
        reason: 'Ayşe istedi',
        changes: null,
      },
      9,
    )
    expect(first.ledger.readJobsOf(orderSubject('shop/1'))[1]?.reason).toBe('Ayşe istedi')
    expect(first.book.eraseCustomerDataBefore(1_000_000)).toBe(1)
    // Its alert has not been seen: it is still there, in memory as in the file.
    expect(first.book.known()[0]?.order).toEqual(first.ledger.readOrder('shop/1')?.order)
    expect(JSON.stringify([first.book.known(), first.ledger.readJobsOf(orderSubject('shop/1'))])).not.toMatch(
      /Ayşe|Moda|Zil/,
    )
    first.close()
    for (const name of readdirSync(dirname(file))) {
      const bytes = readFileSync(join(dirname(file), name), 'utf8')
      for (const word of ['Ayşe', 'Moda', 'Hasan']) expect(bytes).not.toContain(word)
    }
  })

  it.each<[string, (book: OrderBook, paid: Order) => void]>([
    ['the whole row', (book, paid) => hear(book, 'shop', [paid])],
    ['another amount', (book, paid) => hear(book, 'shop', [asSummary(paid)])],
    ['details', (book, paid) => void book.applyDetails('shop/1', paid)],
    ['a successor', (book, paid) => hear(book, 'shop', [{ ...paid, key: 'shop/2', orderId: '2', detailsId: '2' }])],
    [
      'why it has gone',
      (book, paid) => {
        for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [])
        book.applyGone('shop/1', { details: paid, isStillOpen: false })
      },
    ],
  ])('an order that was erased while it was open counts as what its vendor says since: %s', (_what, tell) => {
    const { book, ledger } = openBook(freshFile())
    const open = anOrder({ orderId: '1', code: 'T-1', totalKurus: 10_000, paymentMethod: 'Multinet' })
    const card = { name: 'Kredi Kartı', amountKurus: 20_000, isCash: false, isDebit: false, foreignCurrency: null }
    const paid = { ...open, totalKurus: 20_000, paidKurus: 20_000, paymentMethod: 'Kredi Kartı', payments: [card] }
    hear(book, 'shop', [])
    hear(book, 'shop', [open])
    expect(book.eraseCustomerDataBefore(1_000_000, ['shop'])).toBe(1)
    expect(ledger.readOrder('shop/1')?.money).toMatchObject({ mealCard: 10_000 })
    tell(book, paid)
    expect([book.find('shop/1')?.money, ledger.readOrder('shop/1')?.money]).toEqual([null, null])
  })

  it('tells once of a line that is cancelled in part, however often it is read and whatever its order has come to', () => {
    const { book, alerts, ledger } = openBook(freshFile())
    const left = aLine({ id: 'l1', quantity: 1 })
    const cancelled = aLine({ id: 'l1', quantity: 2, cancelled: true })
    const partly = anOrder({ orderId: '1', lines: [left, cancelled] })
    hear(book, 'shop', [])
    hear(book, 'shop', [anOrder({ orderId: '1', lines: [aLine({ id: 'l1', quantity: 3 })] })])
    for (const phase of ['open', 'preparing', 'ready', 'onTheWay'] as const) hear(book, 'shop', [{ ...partly, phase }])
    expect(alerts).toEqual(['new shop/1', 'changed shop/1'])
    const told = ledger
      .readHistory('shop/1')
      .flatMap(({ happening }) => (happening.what === 'changed' ? happening.changes : []))
    expect(told).toMatchObject([
      { before: { quantity: 3, cancelled: false }, after: { quantity: 1, cancelled: false } },
      { before: null, after: { quantity: 2, cancelled: true } },
    ])
  })

  it('erases how an order was paid, in its words, beside however many other ways of paying', () => {
    const file = freshFile()
    const { book, ledger, close } = openBook(file)
    const others = Array.from({ length: 450 }, (_, index) =>
      anOrder({ orderId: `o${index}`, paymentMethod: `Yol ${index}`, payments: [] }),
    )
    const payment = { amountKurus: 100, isCash: null, isDebit: false, foreignCurrency: null }
    const words = { paymentMethod: 'Ayşe öder', payments: [{ ...payment, name: 'Ayşe verdi' }] }
    hear(book, 'shop', [])
    hear(book, 'shop', [anOrder({ orderId: '1', ...words }), ...others])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', others)
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    expect(book.eraseCustomerDataBefore(1_000_000)).toBe(1)
    expect(ledger.readOrder('shop/1')?.order.payments).toEqual([{ ...payment, name: '?' }])
    expect(ledger.readPaymentNames()).toHaveLength(400)
    expect(ledger.readPaymentNames().every(({ count }) => count === 1)).toBe(true)
    ledger.clearErased()
    close()
    for (const name of readdirSync(dirname(file)))
      expect(readFileSync(join(dirname(file), name), 'utf8')).not.toContain('Ayşe')
  })

  it('keeps which purse the money filled when the customers are erased', () => {
    const { book, ledger } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [anOrder({ orderId: '1', totalKurus: 10_000, paymentMethod: 'Multinet (Ayşe)' })])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [])
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    const collected = () =>
      dayReportOf('1970-01-01', ledger.readDay(0, 1_000_000), { nowMs: 9, settings: defaultSettings, proof: [] })
        .toCollect
    const before = collected()
    expect(before.mealCardKurus).toBe(10_000)
    expect(book.eraseCustomerDataBefore(1_000_000)).toBe(1)
    expect(JSON.stringify(ledger.readOrder('shop/1'))).not.toContain('Ayşe')
    expect(collected()).toEqual(before)
  })
})
