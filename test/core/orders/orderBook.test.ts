import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Ledger, OpenAlert, PrintJob } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { OrderBook } from '../../../src/core/orders/orderBook.ts'
import type { Order } from '../../../src/shared/order.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts'
import { aLine, anOrder, asSummary } from '../../support/anOrder.ts'
import { aPrinter } from '../../support/aPrinter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const till = aPrinter({ id: 'till', connection: { kind: 'tcp', host: '127.0.0.1', port: 9100 } })
const settings: Settings = { ...defaultSettings, printers: [till] }

function openBook(file: string, use: Settings = settings): {
  book: OrderBook
  ledger: Ledger
  alerts: string[]
  jobs: PrintJob[]
  close(): void
} {
  const ledger = openLedger(file)
  const alerts: string[] = []
  const jobs: PrintJob[] = []
  let nowMs = 1_000
  const book: OrderBook = new OrderBook(ledger, () => nowMs++, () => use, {
    alertsWanted: (wanted: readonly OpenAlert[]) => {
      alerts.push(...wanted.map((alert) => `${alert.kind} ${alert.orderKey}`))
      book.noteRaised(wanted)
    },
    jobsWanted: (wanted) => jobs.push(...wanted),
    changed: () => {},
  })
  onTestFinished(() => ledger.close())
  return { book, ledger, alerts, jobs, close: () => ledger.close() }
}

const hear = (book: OrderBook, sourceId: string, orders: Order[]): void =>
  void book.applyPoll(sourceId, { orders, quarantined: [] })
const freshFile = (): string => join(temporaryFolder(), 'ledger.sqlite')
const wish = (job: PrintJob): string => `${job.kind} ${job.orderKey} ${job.dedupe}`
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
    second.book.acknowledge(['shop/1'])
    expect(second.book.known()).toEqual([])
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
    expect(JSON.parse(jobs[1]?.changes ?? '')).toEqual([
      { what: 'line', before: null, after: '2 x Ayran' },
      { what: 'total', before: '245,50', after: '300,00' },
    ])
    hear(book, 'shop', [one])
    expect(jobs).toHaveLength(3)
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
    book.applyGone('shop/1', { details: { ...one, ...cancelled } })
    book.applyGone('shop/2', { details: { ...two, ...cancelled } })
    expect(alerts.slice(2)).toEqual(['cancelled shop/1', 'cancelled shop/2'])
    expect(jobs.slice(2).map(wish)).toEqual(['cancelled shop/1 cancelled'])
  })

  it('calls an order that comes back reopened, and does not print it again', () => {
    const { book, alerts, jobs } = openBook(freshFile())
    hear(book, 'shop', [two])
    hear(book, 'shop', [one, two])
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [two])
    book.applyGone('shop/1', { details: null, why: 'notFound' })
    book.acknowledge(['shop/1'])
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

  it('keeps sources apart: the baseline of one is not the other\'s', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [])
    hear(book, 'other', [anOrder({ orderId: '1', sourceId: 'other' })])
    hear(book, 'shop', [one])
    expect(alerts).toEqual(['new shop/1'])
  })

  it('shows an order that comes back as open, not as what it was when it went', () => {
    const { book, alerts } = openBook(freshFile())
    hear(book, 'shop', [two])
    hear(book, 'shop', [asSummary(one), two])
    book.applyDetails('shop/1', one)
    for (let poll = 0; poll < 2; poll++) hear(book, 'shop', [two])
    book.applyGone('shop/1', { details: { ...one, phase: 'cancelled', closedAtMs: 9, cancelReason: 'Stok yok' } })
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
    book.acknowledge(['shop/1'])
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
    book.acknowledge(['shop/1'])
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
    const customer = { name: 'Ayşe', phones: [], addressLabel: null, address: 'Moda', region: null, city: null, directions: null, company: null, coordinates: null }
    const named = anOrder({ orderId: '1', customer, note: 'Zil', courier: 'Hasan', paymentMethod: 'Ayşe öder' })
    const first = openBook(file)
    hear(first.book, 'shop', [])
    hear(first.book, 'shop', [named])
    for (let poll = 0; poll < 2; poll++) hear(first.book, 'shop', [])
    const [job] = first.jobs
    expect(first.ledger.readJobsOfOrder('shop/1')).toHaveLength(1)
    first.ledger.moveJob(job?.id ?? 0, ['wanted'], 'dropped', { atMs: 9, detail: 'Ayşe vazgeçti' })
    first.ledger.addJob({ orderKey: 'shop/1', orderLabel: '#12', kind: 'copy', printerId: 'till', routeId: null, dedupe: '', reason: 'Ayşe istedi', changes: null }, 9)
    expect(first.ledger.readJobsOfOrder('shop/1')[1]?.reason).toBe('Ayşe istedi')
    expect(first.book.eraseCustomerDataBefore(1_000_000)).toBe(1)
    // Its alert has not been seen: it is still there, in memory as in the file.
    expect(first.book.known()[0]?.order).toEqual(first.ledger.readOrder('shop/1')?.order)
    expect(JSON.stringify([first.book.known(), first.ledger.readJobsOfOrder('shop/1')])).not.toMatch(/Ayşe|Moda|Zil/)
    first.close()
    for (const name of readdirSync(dirname(file))) {
      const bytes = readFileSync(join(dirname(file), name), 'utf8')
      for (const word of ['Ayşe', 'Moda', 'Hasan']) expect(bytes).not.toContain(word)
    }
  })
})
