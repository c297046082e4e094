import { describe, expect, it } from 'vitest'
import { diffOrders } from '../../../src/core/orders/diffOrders.ts'
import { pairNewOrders, primaryOf } from '../../../src/core/orders/overlap.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import type { PrintJob } from '../../../src/shared/model/printJob.ts'
import type { Settings } from '../../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { aLine, anOrder, asSummary } from '../../support/anOrder.ts'
import { acknowledge, freshFile, hear, openBook, type OpenedBook, settings } from '../../support/openBook.ts'

const yemeksepeti = { id: 'yemeksepeti', name: 'Yemeksepeti' }
const platformOrder = (sourceId: string, over: Partial<Order> = {}): Order =>
  anOrder({
    orderId: '1',
    sourceId,
    number: sourceId === 'moda' ? '57' : '12',
    code: 'YS-884',
    channel: yemeksepeti,
    ...over,
  })
const here = platformOrder('kadikoy')
const there = platformOrder('moda')
const together: Settings = { ...settings, overlaps: 'together' }
const wish = (job: PrintJob): string => `${job.kind} ${job.subject.key} ${job.dedupe}`
const whatOf = ({ ledger }: OpenedBook, key: string): string[] =>
  ledger.readHistory(key).map(({ happening }) => happening.what)

/** Both sources have been heard, and nothing was open. */
function openShop(use: Settings = together, file = freshFile()): OpenedBook {
  const opened = openBook(file, use)
  for (const sourceId of ['kadikoy', 'moda']) hear(opened.book, sourceId, [])
  return opened
}

/** The same, with the order seen at both, and its slip on paper. */
function openPair(): OpenedBook {
  const opened = openShop()
  hear(opened.book, 'kadikoy', [here])
  print(opened)
  hear(opened.book, 'moda', [there])
  return opened
}

const print = ({ ledger, jobs }: OpenedBook): void => {
  for (const { id } of jobs.filter((job) => ledger.readJob(job.id)?.state === 'wanted')) {
    ledger.moveJob(id, ['wanted'], 'sending', { atMs: 5 })
    ledger.moveJob(id, ['sending'], 'sent', { atMs: 5 })
  }
}

describe('two orders are one', () => {
  const known = (order: Order, over: Partial<KnownOrder> = {}): KnownOrder => aKnownOrder(order, over)
  const pairs = (order: Order, over: Partial<KnownOrder> = {}, others: KnownOrder[] = [known(here)]): string | null =>
    primaryOf(known(order, over), others)

  it('when the code of one channel comes from two sources within ten minutes, however it is written', () => {
    expect(pairs(there)).toBe('kadikoy/1')
    for (const code of ['ys 884', '#YS884', 'YS-884 ']) expect(pairs({ ...there, code })).toBe('kadikoy/1')
    const later = { ...there, createdAtMs: (there.createdAtMs ?? 0) + 599_000 }
    expect(pairs(later)).toBe('kadikoy/1')
  })

  it.each<[string, Order, Partial<KnownOrder>, KnownOrder[]]>([
    ['another code', { ...there, code: 'YS-885' }, {}, [known(here)]],
    ['no code', { ...there, code: null }, {}, [known({ ...here, code: null })]],
    ['a code without letters and digits', { ...there, code: '--' }, {}, [known({ ...here, code: '#' })]],
    ['another channel', { ...there, channel: { id: 'getir', name: 'Getir' } }, {}, [known(here)]],
    ['the same source', platformOrder('kadikoy', { orderId: '2', key: 'kadikoy/2' }), {}, [known(here)]],
    ['more than ten minutes between', { ...there, createdAtMs: (here.createdAtMs ?? 0) + 601_000 }, {}, [known(here)]],
    ['first seen too late', { ...there, createdAtMs: null }, { firstSeenMs: 600_002 }, [known(here)]],
    ['one that is gone', there, {}, [known(here, { state: 'gone' })]],
    ['one that is over', there, {}, [known({ ...here, phase: 'cancelled' })]],
    [
      'two of one source with this code',
      there,
      {},
      [known(here), known(platformOrder('kadikoy', { key: 'kadikoy/2' }))],
    ],
    ['a second one of its own source', there, {}, [known(here), known({ ...there, key: 'moda/2' })]],
  ])('never with %s', (_, order, over, others) => {
    expect(pairs(order, over, others)).toBeNull()
  })

  it('not when one answer brings the code twice', () => {
    const rows = [there, { ...there, key: 'moda/2', orderId: '2', detailsId: '2' }]
    const context = {
      nowMs: 5,
      isBaseline: false,
      unreadableIds: [],
      extent: 'whole',
      justGone: [],
      gone: new Map(),
    } as const
    const { diff, history } = pairNewOrders(diffOrders([], rows, context), [known(here)])
    expect([diff.changed.map(({ twinOf }) => twinOf), history]).toEqual([[null, null], []])
  })

  it('whichever of three sources is the third', () => {
    const others = [known(here), known(there, { twinOf: 'kadikoy/1' })]
    expect(pairs(platformOrder('fener'), {}, others)).toBe('kadikoy/1')
  })
})

describe('one order of two sources', () => {
  it('is told and printed once, also across a restart, and each page says so', () => {
    const file = freshFile()
    const first = openShop(together, file)
    hear(first.book, 'kadikoy', [here])
    first.close()
    const second = openBook(file, together)
    hear(second.book, 'moda', [there])
    expect([first.alerts, first.jobs.map(wish)]).toEqual([['new kadikoy/1'], ['order kadikoy/1 first']])
    expect([second.alerts, second.jobs]).toEqual([[], []])
    expect(second.book.find('moda/1')?.twinOf).toBe('kadikoy/1')
    second.close()
    const third = openBook(file, together)
    hear(third.book, 'moda', [there])
    hear(third.book, 'kadikoy', [here])
    expect([third.alerts, third.jobs]).toEqual([[], []])
    expect(third.book.group('moda/1')).toEqual(['kadikoy/1', 'moda/1'])
    expect(whatOf(third, 'moda/1')).toEqual(['seen', 'sameOrder'])
    expect(whatOf(third, 'kadikoy/1')).toEqual(['seen', 'sameOrder'])
  })

  it.each(['ask', 'apart'] as const)('is two orders, and remembered as a pair, while the setting is %s', (overlaps) => {
    const file = freshFile()
    const opened = openShop({ ...settings, overlaps }, file)
    hear(opened.book, 'kadikoy', [here])
    hear(opened.book, 'moda', [there])
    expect(opened.alerts).toEqual(['new kadikoy/1', 'new moda/1'])
    expect(opened.jobs).toHaveLength(2)
    expect(opened.book.group('moda/1')).toEqual(['moda/1'])
    opened.close()
    expect(openBook(file, together).book.group('moda/1')).toEqual(['kadikoy/1', 'moda/1'])
  })

  it('is split again without alert and slip when the setting is switched off', () => {
    const file = freshFile()
    const pair = openShop(together, file)
    hear(pair.book, 'kadikoy', [here])
    hear(pair.book, 'moda', [there])
    pair.close()
    const apart = openBook(file, { ...settings, overlaps: 'apart' })
    hear(apart.book, 'kadikoy', [here])
    hear(apart.book, 'moda', [there])
    expect([apart.alerts, apart.jobs]).toEqual([[], []])
    expect(apart.book.openAlerts().map(({ orderKey }) => orderKey)).toEqual(['kadikoy/1'])
  })

  it('is told by the second source when the first was only the baseline', () => {
    const opened = openBook(freshFile(), together)
    hear(opened.book, 'moda', [])
    hear(opened.book, 'kadikoy', [here])
    hear(opened.book, 'moda', [there])
    expect([opened.alerts, opened.jobs.map(wish)]).toEqual([['new moda/1'], ['order moda/1 first']])
  })

  it('is seen at both with one touch, and taken back so', () => {
    const opened = openPair()
    acknowledge(opened.book, ['moda/1'])
    expect(opened.book.openAlerts()).toEqual([])
    expect(opened.book.unacknowledge(['moda/1'], 'Kasa PC')).toBe(true)
    expect(opened.book.openAlerts().map(({ orderKey }) => orderKey)).toEqual(['kadikoy/1'])
  })

  it('tells a change once, whichever source says it first, on the slip that people hold', () => {
    for (const [firstSource, secondSource] of [
      ['kadikoy', 'moda'],
      ['moda', 'kadikoy'],
    ] as const) {
      const opened = openPair()
      const over = { note: 'Zil bozuk', totalKurus: 20_000, lines: [aLine({ id: 'x', name: 'Ayran' })] }
      hear(opened.book, firstSource, [platformOrder(firstSource, over)])
      const yell = { ...over, note: 'ZİL  BOZUK', lines: [aLine({ id: 'y', name: 'AYRAN', totalKurus: 1 })] }
      hear(opened.book, secondSource, [platformOrder(secondSource, yell)])
      expect(opened.alerts.slice(1)).toEqual([`changed ${firstSource}/1`])
      expect(opened.jobs.slice(1).map(wish)).toEqual(['changed kadikoy/1 changed:1'])
      expect(whatOf(opened, `${secondSource}/1`).at(-1)).toBe('changedToo')
    }
  })

  it('tells what only one source says, and what differs', () => {
    const opened = openPair()
    hear(opened.book, 'moda', [platformOrder('moda', { note: 'Acısız' })])
    hear(opened.book, 'kadikoy', [platformOrder('kadikoy', { note: 'Bol acılı' })])
    expect(opened.alerts.slice(1)).toEqual(['changed moda/1', 'changed kadikoy/1'])
  })

  it('tells again what one source takes back and the other never said', () => {
    const opened = openPair()
    hear(opened.book, 'moda', [platformOrder('moda', { note: 'Acısız' })])
    hear(opened.book, 'moda', [there])
    expect(opened.alerts.slice(1)).toEqual(['changed moda/1', 'changed moda/1'])
  })

  it('does not hide a change of the first behind what the second has said all along', () => {
    const opened = openShop()
    hear(opened.book, 'kadikoy', [here])
    print(opened)
    hear(opened.book, 'moda', [platformOrder('moda', { note: 'Acısız' })])
    expect(opened.alerts).toHaveLength(1)
    hear(opened.book, 'kadikoy', [platformOrder('kadikoy', { note: 'Acısız' })])
    expect(opened.alerts.slice(1)).toEqual(['changed kadikoy/1'])
  })

  it('takes a line of another name for the same change when it comes to the same amount', () => {
    const opened = openPair()
    const more = (name: string): Partial<Order> => ({
      totalKurus: 30_000,
      lines: [...here.lines, aLine({ id: 'more', name, totalKurus: 5_450 })],
    })
    hear(opened.book, 'kadikoy', [platformOrder('kadikoy', more('Künefe'))])
    hear(opened.book, 'moda', [platformOrder('moda', more('Kunefe (fıstıklı)'))])
    expect(opened.alerts.slice(1)).toEqual(['changed kadikoy/1'])
  })

  it.each([
    ['kadikoy', 'moda'],
    ['moda', 'kadikoy'],
  ] as const)('tells a cancellation once: %s first, %s later', (firstSource, secondSource) => {
    const opened = openPair()
    const cancelled = { phase: 'cancelled', cancelReason: 'Vazgeçti' } as const
    hear(opened.book, firstSource, [platformOrder(firstSource, cancelled)])
    hear(opened.book, secondSource, [])
    hear(opened.book, secondSource, [])
    opened.book.applyGone(`${secondSource}/1`, { details: platformOrder(secondSource, cancelled), isStillOpen: false })
    expect(opened.alerts.slice(1)).toEqual([`cancelled ${firstSource}/1`])
    expect(opened.jobs.slice(1).map(wish)).toEqual(['cancelled kadikoy/1 cancelled'])
    expect(whatOf(opened, `${secondSource}/1`)).toContain('cancelledToo')
  })

  it('tells a cancellation again after it came back', () => {
    const opened = openPair()
    hear(opened.book, 'kadikoy', [platformOrder('kadikoy', { phase: 'cancelled' })])
    hear(opened.book, 'kadikoy', [here])
    hear(opened.book, 'moda', [platformOrder('moda', { phase: 'cancelled' })])
    expect(opened.alerts.slice(1)).toEqual(['cancelled kadikoy/1', 'reopened kadikoy/1', 'cancelled moda/1'])
  })

  it('goes on as the second when the first ends, and says nothing', () => {
    const opened = openPair()
    for (let poll = 0; poll < 2; poll++) hear(opened.book, 'kadikoy', [])
    opened.book.applyGone('kadikoy/1', { details: null, why: 'notFound' })
    acknowledge(opened.book, ['kadikoy/1'])
    hear(opened.book, 'moda', [there])
    expect([opened.alerts, opened.jobs]).toEqual([['new kadikoy/1'], [expect.anything()]])
    expect(opened.book.known().map(({ order }) => order.key)).toEqual(['moda/1'])
    hear(opened.book, 'moda', [platformOrder('moda', { note: 'Acısız' })])
    expect(opened.jobs.map(wish)).toEqual(['order kadikoy/1 first', 'changed kadikoy/1 changed:1'])
  })

  it('calls for the second when the first turns out to have been over', () => {
    const opened = openShop()
    hear(opened.book, 'kadikoy', [asSummary(here)])
    hear(opened.book, 'moda', [there])
    opened.book.applyDetails('kadikoy/1', platformOrder('kadikoy', { phase: 'delivered' }))
    expect(opened.alerts).toEqual(['new kadikoy/1', 'new moda/1'])
    expect(opened.book.openAlerts().map(({ orderKey }) => orderKey)).toEqual(['moda/1'])
    expect(opened.jobs.map((job) => [job.subject.key, opened.ledger.readJob(job.id)?.state])).toEqual([
      ['kadikoy/1', 'dropped'],
      ['moda/1', 'wanted'],
    ])
  })

  it('waits for somebody still when the source that called is taken away', () => {
    const opened = openPair()
    opened.book.forgetSource('kadikoy')
    expect(opened.book.openAlerts().map(({ kind, orderKey }) => `${kind} ${orderKey}`)).toEqual(['new moda/1'])
  })

  it('is neither told nor printed again by the record that follows a lost one', () => {
    const opened = openPair()
    const next = openBook(freshFile(), together)
    next.book.takeOver(opened.book.handOver(false), false)
    expect([next.alerts, next.jobs]).toEqual([[], []])
    expect(next.book.openAlerts().map(({ orderKey }) => orderKey)).toEqual(['kadikoy/1'])
    expect(next.book.group('kadikoy/1')).toEqual(['kadikoy/1', 'moda/1'])
  })
})
