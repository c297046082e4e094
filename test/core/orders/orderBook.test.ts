import { describe, expect, it } from 'vitest'
import type { PrintJob } from '../../../src/shared/model/printJob.ts'
import { aChangedLine, aLine, anOrder, asSummary } from '../../support/anOrder.ts'
import { acknowledge, freshFile, hear, openBook, settings, till } from '../../support/openBook.ts'

const wish = (job: PrintJob): string => `${job.kind} ${job.subject.key} ${job.dedupe}`
const one = anOrder({ orderId: '1' })
const two = anOrder({ orderId: '2' })

describe('OrderBook', () => {
  it('neither alerts nor prints the baseline, and does both for what comes later', () => {
    const { book, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [one])
    expect([alerts, jobs]).toEqual([[], []])
    hear(book, 'shop', [one, two])
    expect(alerts).toEqual(['new shop/2'])
    expect(jobs.map(wish)).toEqual(['order shop/2 first'])
  })

  it('takes an empty first answer as the baseline too', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    expect(alerts).toEqual(['new shop/1'])
  })

  it('alerts what came while Tezgah was closed, once, and nothing again', () => {
    const file = freshFile()
    const first = openBook(file)
    hear(first.book, 'shop', [one])
    first.close()
    const second = openBook(file)
    hear(second.book, 'shop', [one, two])
    expect(second.alerts).toEqual(['new shop/2'])
    second.close()
    const third = openBook(file)
    hear(third.book, 'shop', [one, two])
    expect([third.alerts, third.jobs]).toEqual([[], []])
    expect(third.book.openAlerts().map((alert) => alert.orderKey)).toEqual(['shop/2'])
  })

  it('remembers what nobody has acknowledged across a restart, also of an order that is gone', () => {
    const file = freshFile()
    const first = openBook(file)
    hear(first.book, 'shop', [])
    hear(first.book, 'shop', [one])
    hear(first.book, 'shop', [])
    hear(first.book, 'shop', [])
    first.book.applyGone('shop/1', { details: null, why: 'notFound' })
    first.close()
    const second = openBook(file)
    expect(second.book.known().map((known) => known.order.key)).toEqual(['shop/1'])
    acknowledge(second.book, ['shop/1'])
    expect(second.book.known()).toEqual([])
  })

  it('takes back, within ten seconds, what was acknowledged by a slip of the hand, and it waits as before', () => {
    const file = freshFile()
    const { book, ledger, close, alerts } = openBook(file)
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    const waiting = book.openAlerts()
    acknowledge(book, ['shop/1'])
    expect(book.openAlerts()).toEqual([])
    expect(book.unacknowledge(['shop/2'], 'Kasa PC')).toBe(false)
    expect(book.unacknowledge(['shop/1'], 'Kasa PC')).toBe(true)
    expect(book.openAlerts()).toEqual(waiting)
    expect(book.unacknowledge(['shop/1'], 'Kasa PC')).toBe(false)
    expect(alerts).toEqual(['new shop/1'])
    expect(ledger.readHistory('shop/1').map(({ happening }) => happening)).toEqual([
      { what: 'seen' },
      { what: 'acknowledged', kind: 'new', how: 'rail', counterName: 'Kasa PC' },
      { what: 'unacknowledged', kind: 'new', counterName: 'Kasa PC' },
    ])
    close()
    expect(openBook(file).book.openAlerts()).toEqual(waiting)
  })

  it('brings back an order that was over and left the board when it was acknowledged', () => {
    const { book } = openBook(freshFile())
    hear(book, 'shop', [])
    for (const list of [[one], [], []]) hear(book, 'shop', list)
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    acknowledge(book, ['shop/1'])
    expect(book.known()).toEqual([])
    book.unacknowledge(['shop/1'], 'Kasa PC')
    expect(book.known().map(({ order, goneWhy }) => [order.key, goneWhy])).toEqual([['shop/1', 'notFound']])
  })

  it('tells with a change what is different, also after a restart', () => {
    const file = freshFile()
    const first = openBook(file)
    hear(first.book, 'shop', [])
    hear(first.book, 'shop', [one])
    hear(first.book, 'shop', [{ ...one, note: 'Zil bozuk' }])
    const changes = [{ what: 'note', before: one.note, after: 'Zil bozuk' }]
    expect(first.book.openAlerts().map((alert) => alert.changes)).toEqual([undefined, changes])
    first.close()
    expect(
      openBook(file)
        .book.openAlerts()
        .map((alert) => alert.changes),
    ).toEqual([undefined, changes])
  })

  it('tells a change quietly, and prints it where the slip is on paper', () => {
    const { book, ledger, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    ledger.moveJob(jobs[0]?.id ?? 0, ['wanted'], 'sending', { atMs: 5 })
    ledger.moveJob(jobs[0]?.id ?? 0, ['sending'], 'sent', { atMs: 5 })
    const more = { ...one, totalKurus: 30_000, lines: [...one.lines, aLine({ id: 'l2', name: 'Ayran', quantity: 2 })] }
    hear(book, 'shop', [more])
    hear(book, 'shop', [more])
    expect(alerts).toEqual(['new shop/1', 'changed shop/1'])
    expect(jobs.map(wish)).toEqual(['order shop/1 first', 'changed shop/1 changed:1'])
    expect(jobs[1]?.changes).toEqual([
      { what: 'line', before: null, after: aChangedLine('Ayran', { quantity: 2 }) },
      { what: 'total', before: 24_550, after: 30_000 },
    ])
    // Back to what it was, and to that: its slip waits for the next minute.
    hear(book, 'shop', [one])
    expect([jobs.length, alerts.length]).toEqual([2, 3])
  })

  it('wants no second slip for a change that comes before the first slip was sent', () => {
    const { book, jobs } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    hear(book, 'shop', [{ ...one, note: 'Zile basmayın' }])
    expect(jobs.map(wish)).toEqual(['order shop/1 first'])
  })

  it('measures a change of a summary by its details, when they come', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [asSummary(one)])
    book.applyDetails('shop/1', one)
    hear(book, 'shop', [asSummary({ ...one, itemCount: 2 })])
    expect(alerts).toEqual(['new shop/1'])
    book.applyDetails('shop/1', { ...one, itemCount: 2, note: 'Acısız' })
    expect(alerts).toEqual(['new shop/1', 'changed shop/1'])
  })

  it('is silent about a status, a courier, and money taken at the door', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one])
    hear(book, 'shop', [{ ...one, phase: 'onTheWay', courier: 'Hasan', updatedAtMs: 9, paidKurus: 24_550 }])
    expect(alerts).toEqual(['new shop/1'])
  })

  it('tells a cancellation, and prints İPTAL only where a slip may be on paper', () => {
    const { book, ledger, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'shop', [one, two])
    ledger.moveJob(jobs[0]?.id ?? 0, ['wanted'], 'sending', { atMs: 5 })
    for (let poll = 0; poll < 3; poll++) hear(book, 'shop', [])
    const cancelled = { phase: 'cancelled' as const, cancelReason: 'Müşteri vazgeçti' }
    book.applyGone('shop/1', { details: { ...one, ...cancelled }, isStillOpen: false })
    book.applyGone('shop/2', { details: { ...two, ...cancelled }, isStillOpen: false })
    expect(alerts.slice(2)).toEqual(['cancelled shop/1', 'cancelled shop/2'])
    expect(jobs.slice(2).map(wish)).toEqual(['cancelled shop/1 cancelled'])
  })

  it('calls an order that comes back reopened, and does not print it again', () => {
    const { book, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [two])
    hear(book, 'shop', [one, two])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [two])
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    acknowledge(book, ['shop/1'])
    hear(book, 'shop', [one, two])
    expect(alerts).toEqual(['new shop/1', 'reopened shop/1'])
    expect(jobs).toHaveLength(1)
  })

  it('wants one slip for each printer in use, and none when printing by itself is off', () => {
    const kitchen = { ...till, id: 'kitchen', name: 'Mutfak' }
    const both = openBook(freshFile(), { ...settings, printers: [till, kitchen, { ...till, id: 'x', enabled: false }] })
    hear(both.book, 'shop', [])
    hear(both.book, 'shop', [one])
    expect(both.jobs.map((job) => job.printerId)).toEqual(['till', 'kitchen'])
    const off = openBook(freshFile(), { ...settings, autoPrint: false })
    hear(off.book, 'shop', [])
    hear(off.book, 'shop', [one])
    expect(off.jobs).toEqual([])
  })

  it("keeps sources apart: the baseline of one is not the other's", () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'other', [anOrder({ orderId: '1', sourceId: 'other' })])
    hear(book, 'shop', [one])
    expect(alerts).toEqual(['new shop/1'])
  })
})
