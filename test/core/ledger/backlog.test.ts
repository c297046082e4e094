import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LedgerWithBacklog, withBacklog } from '../../../src/core/ledger/backlog.ts'
import type { Commit } from '../../../src/core/ledger/ledger.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { OrderBook } from '../../../src/core/orders/orderBook.ts'
import { orderSubject } from '../../../src/shared/model/printJob.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { aWantedSlip } from '../../support/aWantedSlip.ts'
import { anOrder, asSummary } from '../../support/anOrder.ts'
import { hear, settings } from '../../support/openBook.ts'
import { sickDisk } from '../../support/sickDisk.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const file = (): string => join(temporaryFolder(), 'ledger.sqlite')

function open(path = file()) {
  const refusals: unknown[] = []
  const ledger: LedgerWithBacklog = withBacklog(openLedger(path), (error) => refusals.push(error))
  onTestFinished(() => ledger.close())
  return { ledger, refusals }
}

const known = (orderId: string, over: Partial<KnownOrder> = {}): KnownOrder => aKnownOrder(anOrder({ orderId }), over)

const commitOf = (orderId: string, over: Partial<Commit> = {}): Commit => ({
  sourceId: 'shop',
  atMs: Number(orderId),
  isBaseline: false,
  known: [known(orderId)],
  alerts: [{ orderKey: `shop/${orderId}`, kind: 'new' }],
  jobs: [aWantedSlip(orderId)],
  history: [],
  ...over,
})

describe('what a full disk refuses', () => {
  it('is known by the ids that it has on record afterwards, in the order in which it came', () => {
    const { ledger, refusals } = open()
    const disk = sickDisk()
    const ids = [ledger.commit(commitOf('1')).alerts[0]?.id]
    disk.isFull = true
    ids.push(ledger.commit(commitOf('2')).alerts[0]?.id, ledger.commit(commitOf('3')).alerts[0]?.id)
    ledger.acknowledge(['shop/2'], 9, ids[1] ?? 0, { how: 'rail', counterName: 'Kasa PC' })
    ledger.noteAlertContents(new Map([[ids[2] ?? 0, 'mark']]))
    expect(ledger.readAlertsOf('shop/3')).toEqual([{ id: ids[2], kind: 'new', contentMark: null }])
    expect(refusals.length).toBeGreaterThanOrEqual(3)
    disk.isFull = false
    const { alerts, jobs } = ledger.commit(commitOf('4'))
    ids.push(alerts[0]?.id)
    expect(ledger.readAlertsOf('shop/3')).toEqual([{ id: ids[2], kind: 'new', contentMark: 'mark' }])
    expect(new Set(ids).size).toBe(4)
    expect(ids).toEqual(ids.toSorted((left = 0, right = 0) => left - right))
    // Slips of the meantime come with the first commit that is on record.
    expect(jobs.map(({ subject }) => subject.key)).toEqual(['shop/2', 'shop/3', 'shop/4'])
    const open4 = ledger.readOpenAlerts().map(({ id, orderKey }) => [id, orderKey])
    expect(open4).toEqual([
      [ids[0], 'shop/1'],
      [ids[2], 'shop/3'],
      [ids[3], 'shop/4'],
    ])
  })

  it('is read like what is on record', () => {
    const { ledger } = open()
    ledger.commit(commitOf('1'))
    const disk = sickDisk()
    disk.isFull = true
    const gone = known('1', { state: 'gone', goneAtMs: 50, goneWhy: 'delivered' })
    ledger.commit(commitOf('1', { known: [gone], alerts: [], jobs: [] }))
    ledger.commit(commitOf('2'))
    expect([ledger.readOrder('shop/1')?.state, ledger.readOrder('shop/2')?.state]).toEqual(['gone', 'open'])
    expect(ledger.readGoneSince('shop', 40).map(({ order }) => order.key)).toEqual(['shop/1'])
    expect(ledger.readGoneSince('shop', 60)).toEqual([])
    expect(ledger.readOrderByDetailsId('shop', known('2').order.detailsId)?.order.key).toBe('shop/2')
    expect([...ledger.ordersAwaitingRecord()]).toEqual(['shop/2'])
    disk.isFull = false
    expect(ledger.catchUp().map(({ subject }) => subject.key)).toEqual(['shop/2'])
    expect([ledger.catchUp(), [...ledger.ordersAwaitingRecord()]]).toEqual([[], []])
    expect([ledger.readOrder('shop/1')?.state, ledger.readOrder('shop/2')?.state]).toEqual(['gone', 'open'])
  })

  it('is recorded before any step of a slip, and no step is kept back', () => {
    const { ledger } = open()
    const [job] = ledger.commit(commitOf('1')).jobs
    const jobId = job?.id ?? 0
    const disk = sickDisk()
    disk.isFull = true
    const step = { atMs: 2, problem: null, note: { code: 'orderOver' } } as const
    ledger.commit(commitOf('1', { alerts: [], jobs: [], moves: [{ jobId, from: ['wanted'], to: 'dropped', step }] }))
    expect(() => ledger.moveJob(jobId, ['wanted'], 'sending', { atMs: 3 })).toThrow('ledgerUnavailable')
    disk.isFull = false
    expect(() => ledger.moveJob(jobId, ['wanted'], 'sending', { atMs: 3 })).toThrow('is dropped')
  })

  it('does not hold up what comes after it when it can never be recorded', () => {
    const { ledger } = open()
    const disk = sickDisk()
    disk.isFull = true
    ledger.commit(commitOf('1', { moves: [{ jobId: 99, from: ['wanted'], to: 'dropped', step: { atMs: 1 } }] }))
    ledger.commit(commitOf('2'))
    disk.isFull = false
    expect(() => ledger.catchUp()).toThrow('job 99')
    expect(ledger.catchUp().map(({ subject }) => subject.key)).toEqual(['shop/2'])
  })
})

describe('slips that wait to be recorded', () => {
  /** A book whose disk is full from now on. */
  function aFullBook() {
    const { ledger } = open()
    const disk = sickDisk()
    let nowMs = 1_000
    const book = new OrderBook(
      ledger,
      () => (nowMs += 1_000),
      () => settings,
    )
    hear(book, 'shop', [])
    return { ledger, disk, book }
  }

  it('go with an order that turns out to be over', () => {
    const { ledger, disk, book } = aFullBook()
    disk.isFull = true
    hear(book, 'shop', [asSummary(anOrder({ orderId: '1' })), anOrder({ orderId: '2' })])
    expect([...ledger.ordersAwaitingRecord()]).toEqual(['shop/1', 'shop/2'])
    book.applyDetails('shop/1', anOrder({ orderId: '1', phase: 'delivered' }))
    expect([...ledger.ordersAwaitingRecord()]).toEqual(['shop/2'])
    disk.isFull = false
    expect(ledger.catchUp().map(({ subject }) => subject.key)).toEqual(['shop/2'])
    expect(ledger.readJobsOf(orderSubject('shop/1'))).toEqual([])
  })

  it('are counted: each of two changes gets its own, and a change back and forth only one', () => {
    const { ledger, disk, book } = aFullBook()
    const changed = (over: object) => hear(book, 'shop', [anOrder({ orderId: '1', ...over })])
    changed({})
    const [first] = ledger.readJobsOf(orderSubject('shop/1'))
    ledger.moveJob(first?.id ?? 0, ['wanted'], 'sending', { atMs: 1 })
    ledger.moveJob(first?.id ?? 0, ['sending'], 'sent', { atMs: 1 })
    disk.isFull = true
    changed({ note: 'Acele' })
    changed({ note: 'Acele', totalKurus: 10_000 })
    changed({ totalKurus: 10_000 })
    disk.isFull = false
    const told = ledger.catchUp().map(({ dedupe, changes }) => [dedupe, changes?.map(({ what }) => what)])
    expect(told).toEqual([
      ['changed:1', ['note']],
      ['changed:2', ['total']],
    ])
  })
})
