import { describe, expect, it, onTestFinished } from 'vitest'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import type { Ledger } from '../../../src/core/ledger/ledger.ts'
import type { Delivery } from '../../../src/shared/model/dispatch.ts'
import type { KnownOrder } from '../../../src/shared/model/knownOrder.ts'
import { anyOrder, type LedgerCursor, type LedgerFilter } from '../../../src/shared/model/ledgerPage.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { freshFile } from '../../support/openBook.ts'

const customer = (given: Partial<NonNullable<Order['customer']>>): Order['customer'] => ({
  name: null,
  phones: [],
  addressLabel: null,
  address: null,
  region: null,
  city: null,
  directions: null,
  company: null,
  coordinates: null,
  ...given,
})

function aDay(): Ledger {
  const ledger = openLedger(freshFile())
  onTestFinished(() => ledger.close())
  const add = (order: Partial<Order> & { orderId: string }, over: Partial<KnownOrder>): void => {
    const known = aKnownOrder(anOrder(order), over)
    ledger.commit({
      sourceId: known.order.sourceId,
      atMs: known.firstSeenMs,
      isBaseline: false,
      known: [known],
      alerts: [{ orderKey: known.order.key, kind: 'new' }],
      jobs: [],
      history: [{ orderKey: known.order.key, what: 'changed', changes: [] }],
    })
  }
  const getir = { id: 'getir', name: 'Getir' }
  add(
    { orderId: '1', number: '12', customer: customer({ name: 'Ayşe Yılmaz', address: 'Moda Cad. No:42' }) },
    { firstSeenMs: 100 },
  )
  add(
    {
      orderId: '2',
      number: '300',
      code: 'YS-99881',
      channel: getir,
      customer: customer({ phones: [{ number: '+90 532 111 22 33', code: null }] }),
    },
    { firstSeenMs: 200, state: 'gone', goneAtMs: 900, goneWhy: 'delivered' },
  )
  add(
    { orderId: '3', number: '301', type: 'pickup', courier: 'Hasan' },
    { firstSeenMs: 300, state: 'gone', goneAtMs: 950, goneWhy: 'cancelled' },
  )
  add(
    { orderId: '4', number: '302', sourceId: 'moda' },
    { firstSeenMs: 300, state: 'gone', goneAtMs: 400, goneWhy: 'notFound' },
  )
  add({ orderId: '5', number: '12' }, { firstSeenMs: 5_000 })
  return ledger
}

const aDelivery = (given: Pick<Delivery, 'courierName' | 'state' | 'handedAtMs'>): Omit<Delivery, 'id'> => ({
  orderKey: 'shop/2',
  orderLabel: '#300',
  sourceId: 'shop',
  courierId: given.courierName.toLowerCase(),
  shiftId: null,
  plan: { amountKurus: 0, purse: 'cash', foreign: null },
  paid: null,
  endedAtMs: null,
  endedBy: null,
  heardOnTheWayAs: null,
  elsewhere: null,
  ...given,
})

const find = (ledger: Ledger, filter: Partial<LedgerFilter>): (string | null)[] =>
  ledger
    .readLedgerPage({ fromMs: 0, untilMs: 1_000, filter: { ...anyOrder, ...filter }, before: null, limit: 100 })
    .rows.map(({ number }) => number)

describe('a day of the ledger', () => {
  it('has its orders, the newest first, and no other day’s', () => {
    expect(find(aDay(), {}).toSorted()).toEqual(['12', '300', '301', '302'])
    expect(find(aDay(), {}).at(-1)).toBe('12')
  })

  it('comes in pages that neither leave out nor repeat, also among orders of one moment', () => {
    const ledger = aDay()
    const seen: string[] = []
    let before: LedgerCursor | null = null
    do {
      const page: ReturnType<Ledger['readLedgerPage']> = ledger.readLedgerPage({
        fromMs: 0,
        untilMs: 1_000,
        filter: anyOrder,
        before,
        limit: 1,
      })
      seen.push(...page.rows.map(({ key }) => key))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(['shop/3', 'moda/4', 'shop/2', 'shop/1'])
  })

  it.each([
    ['a source', { sourceId: 'moda' }, ['302']],
    ['a channel', { channelId: 'getir' }, ['300']],
    ['a type', { type: 'pickup' }, ['301']],
    ['a courier', { courier: 'Hasan' }, ['301']],
    ['open', { state: 'open' }, ['12']],
    ['over', { state: 'over' }, ['300']],
    ['cancelled', { state: 'cancelled' }, ['301']],
    ['unexplained', { state: 'unexplained' }, ['302']],
    ['unprinted', { state: 'unprinted', sourceId: 'moda' }, ['302']],
  ] as const)('is filtered by %s', (_, filter, numbers) => {
    expect(find(aDay(), filter)).toEqual(numbers)
  })

  it.each([
    ['#300', ['300']],
    ['300', ['300']],
    ['#30', []],
    ['ys-99881', ['300']],
    ['99881', ['300']],
    ['2233', ['300']],
    ['532 111 22 33', ['300']],
    ['AYSE', ['12']],
    ['yilmaz ayşe', ['12']],
    ['moda cad', ['12']],
    ['oda', ['12']],
    ['42', ['12']],
    ['moda 42', ['12']],
    ['12 ayşe', ['12']],
    ['9988', ['300']],
    ['getir 300', []],
    ['33', []],
    ['nobody', []],
  ] as const)('is searched for %j', (text, numbers) => {
    expect(find(aDay(), { find: text })).toEqual(numbers)
  })

  it('is counted whole, whatever is filtered', () => {
    expect(aDay().readLedgerCounts(0, 1_000)).toMatchObject({
      all: 4,
      sources: [
        { id: 'shop', count: 3 },
        { id: 'moda', count: 1 },
      ],
      types: { delivery: 3, pickup: 1 },
      states: { open: 1, over: 1, cancelled: 1, unexplained: 1, unseen: 4, unprinted: 4 },
    })
  })

  it('tells of each order when it came, was alerted and acknowledged, changed, and how it left', () => {
    const ledger = aDay()
    ledger.noteAlertsRaised([2], 210)
    ledger.acknowledge(['shop/2'], 260, 99, { how: 'key', counterName: 'Kasa PC' })
    const { rows } = ledger.readLedgerPage({
      fromMs: 0,
      untilMs: 1_000,
      filter: { ...anyOrder, find: '#300' },
      before: null,
      limit: 1,
    })
    expect(rows[0]).toMatchObject({
      seenAtMs: 200,
      alertedAtMs: 210,
      acknowledgedAtMs: 260,
      acknowledgedBy: { how: 'key', counterName: 'Kasa PC' },
      waitingCount: 0,
      changeCount: 1,
      changedAtMs: 200,
      outcome: 'delivered',
      goneAtMs: 900,
      slip: null,
    })
  })

  it('tells to whom an order was handed last, and nothing of what was undone or taken back as seen', () => {
    const ledger = aDay()
    const hand = (courierName: string, state: 'carried' | 'takenBack' | 'undone', handedAtMs: number): void =>
      void ledger.dispatch.change(({ addDelivery }) => addDelivery(aDelivery({ courierName, state, handedAtMs })))
    hand('Hasan', 'takenBack', 400)
    hand('Murat', 'carried', 500)
    ledger.acknowledge(['shop/2'], 260, 99, { how: 'key', counterName: 'Kasa PC' })
    ledger.unacknowledge([2], 270, 'Kasa PC')
    const rowOfIt = () =>
      ledger
        .readLedgerPage({ fromMs: 0, untilMs: 1_000, filter: anyOrder, before: null, limit: 9 })
        .rows.find(({ key }) => key === 'shop/2')
    expect(rowOfIt()).toMatchObject({
      acknowledgedBy: null,
      handedOver: { atMs: 500, courierId: 'murat', courierName: 'Murat' },
    })
    const [, carried] = ledger.dispatch.deliveriesOfOrder('shop/2')
    ledger.dispatch.change(({ saveDelivery }) => carried && saveDelivery({ ...carried, state: 'undone' }))
    expect(rowOfIt()?.handedOver).toMatchObject({ courierName: 'Hasan' })
  })

  it('is filtered and counted by the courier to whom an order was handed last, else by its vendor’s', () => {
    const ledger = aDay()
    const hand = (orderKey: string, courierName: string, state: 'carried' | 'takenBack' | 'undone'): void =>
      void ledger.dispatch.change(({ addDelivery }) =>
        addDelivery({ ...aDelivery({ courierName, state, handedAtMs: 400 }), orderKey }),
      )
    hand('shop/1', 'Hasan', 'takenBack')
    hand('shop/1', 'Murat', 'carried')
    hand('shop/2', 'Murat', 'undone')
    hand('shop/3', 'Murat', 'undone')
    hand('moda/4', 'Platform', 'carried')
    const countsOf = () => ledger.readLedgerCounts(0, 1_000).couriers.map(({ id, count }) => [id, count])
    expect(countsOf()).toEqual([
      ['Hasan', 1],
      ['Murat', 1],
      ['platform', 1],
    ])
    expect(find(ledger, { courier: 'Murat' })).toEqual(['12'])
    expect(find(ledger, { courier: 'Hasan' })).toEqual(['301'])
    expect(find(ledger, { courier: 'platform' })).toEqual(['302'])
    hand('shop/2', 'Murat', 'takenBack')
    expect(countsOf()).toContainEqual(['Murat', 2])
    expect(find(ledger, { courier: 'Murat' })).toEqual(['300', '12'])
  })

  it('recalls what has left since a moment, the last first', () => {
    expect(
      aDay()
        .readRecall(900, 10)
        .map(({ number }) => number),
    ).toEqual(['301', '300'])
  })
})
