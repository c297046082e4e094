import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../../src/core/ledger/migrations.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { courierDaysOf } from '../../../src/core/report/courierDays.ts'
import type { Delivery, Pouch } from '../../../src/shared/model/dispatch.ts'
import { openDatabase } from '../../../src/core/ledger/database.ts'
import { aWrite } from '../../support/aWrite.ts'
import { freshFile } from '../../support/openBook.ts'

const money = (cash: number) => ({ cash, card: 0, mealCard: 0 })
const aDelivery = (orderKey: string, over: Partial<Delivery> = {}): Omit<Delivery, 'id'> => ({
  orderKey,
  orderLabel: '#1 Telefon',
  sourceId: 'shop',
  courierId: 'ali',
  courierName: 'Ali',
  shiftId: null,
  state: 'carried',
  plan: { amountKurus: 100, purse: 'cash', foreign: null },
  paid: null,
  handedAtMs: 1_000,
  endedAtMs: null,
  endedBy: null,
  heardOnTheWayAs: null,
  elsewhere: null,
  ...over,
})
const aPouch = (shiftId: number, over: Partial<Pouch> = {}): Omit<Pouch, 'id'> => ({
  shiftId,
  correctsId: null,
  courierId: 'ali',
  courierName: 'Ali',
  closedAtMs: 2_000,
  expected: money(100),
  counted: money(90),
  deliveredCount: 1,
  reason: 'eksik',
  ...over,
})
const aShift = { courierId: 'ali', courierName: 'Ali', floatKurus: 0, beganAtMs: 1, endedAtMs: null }

function open() {
  const file = freshFile()
  const ledger = openLedger(file)
  onTestFinished(() => ledger.close())
  return { file, ledger, record: ledger.dispatch }
}

describe('the file itself', () => {
  it('refuses a packet that two carry, two steps of one order under way, and a second closing; all of it is undone', () => {
    const { record } = open()
    const twice = [
      () => record.change((on) => [on.addDelivery(aDelivery('shop/1')), on.addDelivery(aDelivery('shop/1'))]),
      () => record.change((on) => [on.addWrite(aWrite({})), on.addWrite(aWrite({ state: 'uncertain' }))]),
      () =>
        record.change((on) => {
          const { id } = on.addShift(aShift)
          return [on.addPouch(aPouch(id)), on.addPouch(aPouch(id))]
        }),
    ]
    for (const work of twice) expect(work).toThrow(/UNIQUE/)
    expect(record.carried()).toEqual([])
    expect(record.openWrites(0)).toEqual([])
    expect(record.openShifts()).toEqual([])
  })

  it('reads what an earlier version handed over, which did not say the amount in another currency', () => {
    const file = freshFile()
    const db = new DatabaseSync(file)
    const before = migrations.slice(0, 19)
    db.exec(`${before.join(';')}; PRAGMA user_version = ${before.length}`)
    db.exec(`INSERT INTO delivery (order_key, order_label, source_id, courier_id, courier_name, state, plan_purse,
      handed_at_ms, is_heard_on_the_way) VALUES ('shop/1', '#1 Telefon', 'shop', 'ali', 'Ali', 'carried', 'unknown', 1000, 0)`)
    db.close()
    const ledger = openLedger(file)
    onTestFinished(() => ledger.close())
    const plan = { amountKurus: null, purse: 'unknown', foreign: null } as const
    const { carried, change } = ledger.dispatch
    expect(carried()).toEqual([{ ...aDelivery('shop/1', { plan }), id: 1 }])
    const inEuro = { ...plan, foreign: { currency: 'EUR', amount: 2_000 } }
    change((on) => on.saveDelivery({ ...aDelivery('shop/1', { plan: inEuro }), id: 1 }))
    expect(carried()).toMatchObject([{ plan: inEuro }])
  })

  it('keeps of an earlier version that a packet was heard to be on its way, and that nobody knows as which document', () => {
    const file = freshFile()
    const db = new DatabaseSync(file)
    const before = migrations.slice(0, 20)
    db.exec(`${before.join(';')}; PRAGMA user_version = ${before.length}`)
    for (const [key, isHeard] of [
      ['shop/1', 1],
      ['shop/2', 0],
    ] as const)
      db.exec(`INSERT INTO delivery (order_key, order_label, source_id, courier_id, courier_name, state, plan_kurus,
        plan_purse, handed_at_ms, is_heard_on_the_way)
        VALUES ('${key}', '#1 Telefon', 'shop', 'ali', 'Ali', 'carried', 100, 'cash', 1000, ${isHeard})`)
    db.close()
    const ledger = openLedger(file)
    onTestFinished(() => ledger.close())
    const deliveries = [aDelivery('shop/1', { heardOnTheWayAs: '' }), aDelivery('shop/2')]
    expect(ledger.dispatch.carried()).toEqual(deliveries.map((delivery, at) => ({ ...delivery, id: at + 1 })))
  })

  it('refuses to change a closed account; a correction stands beside it', () => {
    const { file, ledger, record } = open()
    const pouch = record.change((on) => on.addPouch(aPouch(on.addShift(aShift).id)))
    record.change((on) => on.addPouch({ ...aPouch(pouch.shiftId), correctsId: pouch.id, counted: money(100) }))
    expect(record.pouchesOfShift(pouch.shiftId).map(({ counted }) => counted.cash)).toEqual([90, 100])
    ledger.close()
    const db = openDatabase(file)
    expect(() => db.run('UPDATE pouch SET counted_json = expected_json')).toThrow(/never changed/)
    db.close()
    const again = openLedger(file)
    expect(again.dispatch.pouchesOfShift(pouch.shiftId)).toHaveLength(2)
    again.close()
  })

  it('lets go of what is counted and old, and of nothing that is still open', () => {
    const { record } = open()
    const ended = { state: 'delivered', endedAtMs: 1_500, endedBy: 'person' } as const
    record.change((on) => {
      const old = on.addShift(aShift)
      on.addDelivery(aDelivery('shop/1', { ...ended, shiftId: old.id }))
      const { id } = on.addPouch(aPouch(old.id))
      on.addPouch({ ...aPouch(old.id), correctsId: id })
      on.endShift(old.id, 2_000)
      const uncounted = on.addShift(aShift)
      on.addDelivery(aDelivery('shop/2', { ...ended, shiftId: uncounted.id }))
    })
    record.purgeBefore(5_000)
    expect(record.pouchesOfDay(0, 9_000)).toEqual([])
    expect(record.deliveriesOfDay(0, 9_000).map(({ orderKey }) => orderKey)).toEqual(['shop/2'])
    expect(record.openShifts()).toHaveLength(1)
  })
})

it('the day’s table has each courier once, what was collected, and what the last count of each account was short of', () => {
  const ended = { id: 1, state: 'delivered', endedAtMs: 1_500, endedBy: 'person', shiftId: 1 } as const
  const elsewhere = { counterName: 'Kasa 2', member: 'm2', times: 1 }
  const deliveries: Delivery[] = [
    { ...aDelivery('shop/1'), ...ended },
    { ...aDelivery('shop/2'), ...ended, id: 2, paid: [{ purse: 'card', amountKurus: 250 }] },
    { ...aDelivery('shop/3'), ...ended, id: 3, state: 'takenBack' },
    { ...aDelivery('shop/4', { courierId: 'platform', courierName: 'platform' }), ...ended, id: 4, shiftId: null },
    { ...aDelivery('shop/5', { courierId: 'veli', courierName: 'Veli', shiftId: 2 }), id: 5 },
    // Handed over at another counter: its money stands in the table there.
    { ...aDelivery('shop/6', { elsewhere }), ...ended, id: 6, shiftId: null },
    { ...aDelivery('shop/7', { elsewhere, courierId: 'can', courierName: 'Can' }), id: 7 },
  ]
  const account: Pouch[] = [
    { ...aPouch(1), id: 1 },
    { ...aPouch(1), id: 2, correctsId: 1, counted: money(95) },
  ]
  const collected = { cash: 100, card: 250, mealCard: 0 }
  expect(courierDaysOf(deliveries, [account])).toEqual([
    {
      courierId: 'ali',
      name: 'Ali',
      deliveredCount: 2,
      takenBackCount: 1,
      collected,
      difference: money(-5),
      isOpen: false,
    },
    {
      courierId: 'veli',
      name: 'Veli',
      deliveredCount: 0,
      takenBackCount: 0,
      collected: money(0),
      difference: money(0),
      isOpen: true,
    },
  ])
})
