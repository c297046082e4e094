import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createDispatch, type Dispatch } from '../../../src/core/dispatch/dispatch.ts'
import { migrations } from '../../../src/core/ledger/migrations.ts'
import { openLedger } from '../../../src/core/ledger/openLedger.ts'
import { readEvent } from '../../../src/core/link/linkKeys.ts'
import { createSharedHandOvers, type SharedHandOvers } from '../../../src/core/link/sharedHandOvers.ts'
import { orderKey } from '../../../src/shared/model/order.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import { aKnownOrder } from '../../support/aKnownOrder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { freshFile } from '../../support/openBook.ts'

/** Counters that tell each other at once who carries what, each on a ledger of its own. */

const courier = { id: 'ali', name: 'Ali', phone: null, hue: 'blue', isActive: true, vendorIds: {} } as const
const settings: Settings = { ...defaultSettings, couriers: [courier] }
const KEY = orderKey('shop', '1')

interface Counter {
  dispatch: Dispatch
  shared: SharedHandOvers
  state: { name: string; isOn: boolean; hasKey: boolean; hasOrder: boolean }
  /** A person here does this. */
  act(what: 'handOver' | 'takeBack'): void
  /** Which counter carries it, as far as this one knows; null: nobody does. */
  carriedAt(): string | null
  close(): void
}

let told: { account: string; body: string }[] = []
beforeEach(() => void (told = []))

function aCounter(member: string, others: () => readonly Counter[], file = ':memory:'): Counter {
  const time = new ManualTime()
  const ledger = openLedger(file)
  let isOpen = true
  const close = (): void => {
    if (isOpen) ledger.close()
    isOpen = false
  }
  onTestFinished(close)
  const state = { name: `Kasa ${member}`, isOn: true, hasKey: true, hasOrder: true }
  const order = aKnownOrder(anOrder({ orderId: '1', sourceId: 'shop' }))
  const find = (key: string) => (state.hasOrder && key === KEY ? order : null)
  const dispatch = createDispatch({
    host: { clock: time, timers: time, random: () => 0.5 },
    ledger,
    settings: () => settings,
    find,
    group: (key) => [key],
    client: () => null,
    hasCouriers: () => false,
    onChange: () => undefined,
    onFault: (error) => {
      throw error
    },
  })
  const shared = createSharedHandOvers({
    orderKeysOf: (account, orderId) => [orderKey(account, orderId)],
    account: (sourceId) => (state.hasKey ? { id: sourceId, mark: (text) => text } : null),
    find: (key) => find(key)?.order ?? null,
    book: dispatch.book,
    record: dispatch.record,
    isOn: () => state.isOn,
    tell: (account, events) => {
      for (const event of state.isOn ? events : []) {
        const body = JSON.stringify({ ...event, member, counterName: state.name })
        told.push({ account, body })
        for (const other of others()) take(other, account, body)
      }
    },
    onChange: () => undefined,
  })
  return {
    dispatch,
    shared,
    state,
    close,
    act: (what) => {
      const { book } = dispatch
      expect(what === 'handOver' ? book.handOver([KEY], 'ali') : book.takeBack(KEY)).toMatchObject({ ok: true })
      shared.follow()
    },
    carriedAt: () => {
      const [delivery] = dispatch.book.carried()
      return delivery === undefined ? null : (delivery.elsewhere?.counterName ?? 'here')
    },
  }
}

function take({ shared }: Counter, account: string, body: string): void {
  const event = readEvent(body)
  if (event === null) throw new Error(`it cannot be read: ${body}`)
  shared.take(account, event)
}

function twoCounters(): { first: Counter; second: Counter } {
  const first: Counter = aCounter('1', () => [second])
  const second: Counter = aCounter('2', () => [first])
  return { first, second }
}

test('what is taken back at a counter that was renamed meanwhile is back at the other', () => {
  const { first, second } = twoCounters()
  first.act('handOver')
  expect(second.carriedAt()).toBe('Kasa 1')
  first.state.name = 'Arka kasa'
  first.act('takeBack')
  expect([first.carriedAt(), second.carriedAt()]).toEqual([null, null])
  expect(second.dispatch.book.handOver([KEY], 'ali')).toMatchObject({ ok: true, value: { refused: [] } })
})

test.each([
  ['', false],
  [' and reads all of it again, as after a restart,', true],
])('one that hears late of an order that went out twice%s has it back with the second, and not before', (_, isRead) => {
  const readAgain = (): void => {
    if (isRead) for (const { account, body } of told) take(second, account, body)
  }
  const { first, second } = twoCounters()
  second.state.hasOrder = false
  first.act('handOver')
  first.act('takeBack')
  first.act('handOver')
  second.state.hasOrder = true
  second.shared.catchUp([KEY])
  expect(second.carriedAt()).toBe('Kasa 1')
  readAgain()
  expect(second.carriedAt()).toBe('Kasa 1')
  first.act('takeBack')
  expect(second.carriedAt()).toBeNull()
  readAgain()
  expect(second.carriedAt()).toBeNull()
  expect(second.dispatch.record.deliveriesOfOrder(KEY)).toHaveLength(1)
})

test.each(['the link was off', 'its key was not known'])('what was handed over while %s is told later', (why) => {
  const { first, second } = twoCounters()
  const setAble = (isAble: boolean): void => {
    if (why === 'the link was off') first.state.isOn = isAble
    else first.state.hasKey = isAble
  }
  setAble(false)
  first.act('handOver')
  expect(second.carriedAt()).toBeNull()
  setAble(true)
  first.shared.follow()
  expect(second.carriedAt()).toBe('Kasa 1')
  setAble(false)
  first.act('takeBack')
  expect(second.carriedAt()).toBe('Kasa 1')
  setAble(true)
  first.shared.follow()
  expect(second.carriedAt()).toBeNull()
})

test('what was handed over before a restart, while the link was off, is told after it, and once', () => {
  const file = freshFile()
  const second: Counter = aCounter('2', () => [])
  const before = aCounter('1', () => [second], file)
  before.state.isOn = false
  before.act('handOver')
  before.close()
  const first = aCounter('1', () => [second], file)
  first.shared.follow()
  first.shared.follow()
  expect([second.carriedAt(), told.length]).toEqual(['Kasa 1', 1])
})

test('a hand-over that an earlier version wrote down without its counter’s id ends as well', () => {
  const file = freshFile()
  const before = migrations.findIndex((step) => step.includes('elsewhere_member'))
  const db = new DatabaseSync(file)
  db.exec(`${migrations.slice(0, before).join(';')}; PRAGMA user_version = ${before}`)
  db.exec(
    `INSERT INTO delivery (order_key, order_label, source_id, courier_id, courier_name, state, plan_purse, handed_at_ms,
       is_heard_on_the_way, elsewhere) VALUES ('${KEY}', '#1', 'shop', 'ali', 'Ali', 'carried', 'cash', 1, 0, 'Kasa 1')`,
  )
  db.close()
  const second: Counter = aCounter('2', () => [], file)
  expect(second.carriedAt()).toBe('Kasa 1')
  const said = { orderId: '1', member: '1', counterName: 'Kasa 1' }
  take(second, 'shop', JSON.stringify({ what: 'handedOver', courierId: 'ali', courierName: 'Ali', times: 1, ...said }))
  expect(second.dispatch.record.deliveriesOfOrder(KEY)).toHaveLength(1)
  take(second, 'shop', JSON.stringify({ what: 'handOverEnded', state: 'takenBack', times: 1, ...said }))
  expect(second.carriedAt()).toBeNull()
})
