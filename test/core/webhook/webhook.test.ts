import { createHmac } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, vi } from 'vitest'
import { migrations } from '../../../src/core/ledger/migrations.ts'
import type { WebhookBody } from '../../../src/core/webhook/messages.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk } from '../../support/openCounter.ts'
import { sickDisk } from '../../support/sickDisk.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { aReceiver, aShop, bodies, order, pass, SECRET, sendTo } from './webhookShop.ts'

it('tells of orders that nobody has seen in time, once, signed, and with nothing of the customer', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver)
  const canary = 'Kanarya'
  shop.vendor.list = [
    order('1', {
      note: `${canary} not`,
      customer: {
        ...anOrder({ orderId: '1' }).customer,
        name: `${canary} Yılmaz`,
        phone: '05321112233',
        address: `${canary} Sok. 5`,
      } as Order['customer'],
    }),
    order('2'),
  ]
  await pass(shop, 60_000)
  expect(receiver.received).toEqual([])
  await pass(shop, 90_000)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
  await pass(shop, 300_000)
  expect(receiver.received).toHaveLength(1)
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  const [told] = bodies(receiver)
  expect([told?.event, told?.orders?.map(({ number }) => number).toSorted()]).toEqual(['ordersWaiting', ['#1', '#2']])
  expect(told?.orders?.every(({ waitingMinutes }) => waitingMinutes >= 2)).toBe(true)
  const signed = createHmac('sha256', SECRET)
    .update(`${String(headers['x-tezgah-timestamp'])}.${body}`)
    .digest('hex')
  expect(headers['x-tezgah-signature']).toBe(`sha256=${signed}`)
  for (const planted of [canary, '0532', SECRET, 'adres-anahtari']) expect(body).not.toContain(planted)
  // An order that comes later is told by itself.
  shop.vendor.list = [...shop.vendor.list, order('3')]
  await pass(shop, 150_000)
  await vi.waitFor(() => expect(bodies(receiver)[1]?.orders?.map(({ number }) => number)).toEqual(['#3']))
})

it('tells of an order that is cancelled and reopened every minute, from its first alert on, once until it is seen', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver, 5)
  const flap = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute++) {
      shop.vendor.list = [order('1', minute % 2 === 0 ? {} : { phase: 'cancelled' })]
      await pass(shop, 60_000)
    }
  }
  await flap(8)
  await vi.waitFor(() => expect(bodies(receiver)).toHaveLength(1))
  expect(bodies(receiver)[0]?.orders).toMatchObject([{ number: '#1', waitingMinutes: 5 }])
  await flap(8)
  expect(bodies(receiver)).toHaveLength(1)
  // Once it was seen, what comes after that is news.
  await shop.tezgah.acknowledge()
  await pass(shop, 10_000)
  await flap(8)
  await vi.waitFor(() => expect(bodies(receiver)).toHaveLength(2))
})

it('tells of a waiting order although the clock is set back meanwhile', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver)
  shop.vendor.list = [order('1')]
  await pass(shop, 10_000)
  shop.time.jumpWall(-3 * 3_600_000)
  await pass(shop, 120_000)
  await vi.waitFor(() => expect(bodies(receiver)).toHaveLength(1))
  expect(bodies(receiver)[0]?.orders).toMatchObject([{ number: '#1', waitingMinutes: 2 }])
})

it('tries again no more often, and gives up after an hour, although the clock is set back meanwhile', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver)
  receiver.answer = 500
  shop.vendor.list = [order('1')]
  await pass(shop, 150_000)
  shop.time.jumpWall(-3 * 3_600_000)
  await pass(shop, 600_000)
  const tries = receiver.received.length
  expect([tries > 3, tries < 15]).toEqual([true, true])
  await pass(shop, 3_600_000, 60_000)
  const given = await shop.tezgah.until('it is given up', ({ alarms }) => alarms.length > 0)
  expect(given.alarms.map(({ problem }) => problem.code)).toEqual(['webhookGivenUp'])
})

it('tells an alarm at once, and its end with how long it lasted', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver)
  shop.vendor.list = { code: 'offline' }
  await pass(shop, 75_000)
  await vi.waitFor(() => expect(bodies(receiver).map(({ event }) => event)).toEqual(['alarm']))
  expect(bodies(receiver)[0]?.alarm).toMatchObject({ subject: 'source', code: 'offline', name: 'Kadıköy' })
  shop.vendor.list = []
  await pass(shop, 180_000)
  await vi.waitFor(() => expect(bodies(receiver).map(({ event }) => event)).toEqual(['alarm', 'alarmOver']))
  expect(bodies(receiver)[1]?.alarm?.lastedMs).toBeGreaterThan(60_000)
  expect(bodies(receiver)[1]?.text).toMatch(/Kadıköy.*dk sürdü/)
})

it.each([500, 404, 302] as const)(
  'tries again when the answer is %i, with the same id, until it arrives',
  async (status) => {
    const receiver = await aReceiver()
    const shop = await aShop()
    await sendTo(shop, receiver)
    receiver.answer = status
    shop.vendor.list = [order('1')]
    await pass(shop, 150_000)
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(1))
    const failing = await shop.tezgah.until('the problem is said', ({ webhook }) => webhook.problem !== null)
    expect(failing.webhook.problem?.code).toBe({ 500: 'vendorError', 404: 'webhookRefused', 302: 'redirected' }[status])
    receiver.answer = 204
    await pass(shop, 60_000)
    await shop.tezgah.until('it arrived', ({ webhook }) => webhook.waitingCount === 0 && webhook.problem === null)
    const ids = receiver.received.map(({ headers }) => headers['x-tezgah-id'])
    expect(ids.length).toBeGreaterThanOrEqual(2)
    expect(new Set(ids).size).toBe(1)
  },
)

it('goes on after a restart with what did not arrive, and tells nothing twice', async () => {
  const receiver = await aReceiver()
  const port = Number(new URL(receiver.address).port)
  const shop = await aShop()
  await sendTo(shop, receiver)
  await receiver.close()
  shop.vendor.list = [order('1')]
  await pass(shop, 150_000)
  await shop.tezgah.until('it waits', ({ webhook }) => webhook.waitingCount === 1 && webhook.problem !== null)
  const endedMs = shop.time.nowMs()
  await shop.tezgah.stop()
  const back = await aReceiver(port)
  const again = await aShop(shop.disk, endedMs + 60_000)
  again.vendor.list = [order('1')]
  await pass(again, 60_000)
  await vi.waitFor(() => expect(bodies(back).map(({ event }) => event)).toEqual(['ordersWaiting']))
  await pass(again, 300_000)
  expect(back.received).toHaveLength(1)
})

it('tells while the record refuses, signed and once; with room again it is on record, and not told again', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  const disk = sickDisk()
  await sendTo(shop, receiver)
  disk.isFull = true
  receiver.answer = 500
  shop.vendor.list = [order('1')]
  await pass(shop, 20_000)
  receiver.answer = 200
  await pass(shop, 220_000)
  const said = ({ event, alarm, orders }: WebhookBody): unknown => [
    event,
    alarm?.code ?? orders?.map((one) => one.number),
  ]
  const alarm = ['alarm', 'ledgerUnavailable']
  await vi.waitFor(() => expect(bodies(receiver).at(-1)?.event).toBe('ordersWaiting'))
  // The first was refused at first, and came again under its id.
  const byId = new Map(receiver.received.map(({ headers }, at) => [headers['x-tezgah-id'], bodies(receiver)[at]]))
  expect([...byId.values()].map((body) => body && said(body))).toEqual([alarm, ['ordersWaiting', ['#1']]])
  for (const { headers, body } of receiver.received) {
    const text = `${String(headers['x-tezgah-timestamp'])}.${body}`
    const signed = createHmac('sha256', SECRET).update(text).digest('hex')
    expect(headers['x-tezgah-signature']).toBe(`sha256=${signed}`)
  }
  const told = receiver.received.length
  disk.isFull = false
  await pass(shop, 400_000)
  await vi.waitFor(() => expect(bodies(receiver).slice(told).map(said)).toEqual([['alarmOver', 'ledgerUnavailable']]))
  await shop.tezgah.stop()
  const again = await aShop(shop.disk, shop.time.nowMs() + 60_000)
  again.vendor.list = [order('1')]
  await pass(again, 300_000)
  expect(receiver.received).toHaveLength(told + 1)
  expect((await again.tezgah.snapshot()).webhook).toMatchObject({ waitingCount: 0 })
})

it('tells an alarm once that outlives its record, and its end', async () => {
  const receiver = await aReceiver()
  const folder = join(temporaryFolder(), 'gone')
  const shop = await aShop(emptyDisk(folder))
  await sendTo(shop, receiver)
  shop.vendor.list = { code: 'offline' }
  await pass(shop, 90_000)
  const alarms = (): string[] => bodies(receiver).map(({ event, alarm }) => `${event} ${alarm?.code}`)
  await vi.waitFor(() => expect(alarms()).toEqual(['alarm ledgerUnavailable', 'alarm offline']))
  mkdirSync(folder)
  await pass(shop, 300_000)
  await vi.waitFor(() => expect(alarms().slice(2)).toEqual(['alarmOver ledgerUnavailable']))
})

it('sends what an earlier version left under the id that it had', async () => {
  const disk = emptyDisk(temporaryFolder())
  const db = new DatabaseSync(join(disk.folder, 'ledger.sqlite'))
  const before = migrations.slice(0, 21)
  db.exec(`${before.join(';')}; PRAGMA user_version = ${before.length}`)
  const wantedAtMs = new ManualTime().nowMs() - 60_000
  db.exec(`INSERT INTO webhook_message (id, body, state, wanted_at_ms, not_before_ms)
    VALUES (7, '{}', 'waiting', ${wantedAtMs}, ${wantedAtMs})`)
  db.close()
  const receiver = await aReceiver()
  const shop = await aShop(disk)
  await sendTo(shop, receiver)
  await shop.tezgah.stop()
  const again = await aShop(disk)
  await pass(again, 10_000)
  await vi.waitFor(() => expect(receiver.received[0]?.headers['x-tezgah-id']).toBe(`${wantedAtMs}-7`))
})

it('gives up after an hour and says so, until a message arrives', async () => {
  const receiver = await aReceiver()
  receiver.answer = 500
  const shop = await aShop()
  await sendTo(shop, receiver)
  shop.vendor.list = [order('1')]
  await pass(shop, 75 * 60_000, 20_000)
  const given = await shop.tezgah.until('it is given up', ({ webhook }) => webhook.waitingCount === 0)
  expect(given.alarms.map(({ problem }) => problem.code)).toEqual(['webhookGivenUp'])
  receiver.answer = 200
  shop.vendor.list = [order('1'), order('2')]
  await pass(shop, 180_000)
  await shop.tezgah.until('the next one arrived', ({ alarms }) => alarms.length === 0)
})

it('never holds up an alert: a receiver that never answers, and one that is gone', async () => {
  const receiver = await aReceiver()
  receiver.answer = 'hang'
  const shop = await aShop()
  await sendTo(shop, receiver, 1)
  shop.vendor.list = [order('1')]
  await pass(shop, 90_000)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
  shop.vendor.list = [order('1'), order('2')]
  await pass(shop, 6_000)
  const board = await shop.tezgah.snapshot()
  expect([board.cards.length, board.sound, shop.tezgah.notices.length]).toEqual([2, 'newOrder', 2])
  // Stopping does not wait for it either.
  await shop.tezgah.stop()
})

it('keeps address and secret out of the ledger, the settings, the log and every answer', async () => {
  const receiver = await aReceiver()
  const shop = await aShop()
  await sendTo(shop, receiver)
  expect((await shop.tezgah.ask('webhook.test', {})).ok).toBe(true)
  expect(bodies(receiver)[0]?.event).toBe('test')
  receiver.answer = 500
  await shop.tezgah.ask('webhook.test', {})
  const seen = JSON.stringify([await shop.tezgah.snapshot(), shop.tezgah.logs, shop.disk.settings])
  await shop.tezgah.stop()
  const files = readdirSync(shop.disk.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  for (const planted of [SECRET, 'adres-anahtari']) {
    expect(seen).not.toContain(planted)
    for (const file of files) expect(file).not.toContain(planted)
  }
})

it.each(['http://example.org/x', 'ftp://127.0.0.1/x', 'https://user:pass@example.org/', 'nonsense'])(
  'refuses the address %s, and says what is wrong with the field',
  async (address) => {
    const { tezgah } = await aShop()
    const answer = await tezgah.ask('webhook.save', { address, secret: SECRET })
    expect(answer.ok ? null : answer.error.field).toEqual({ path: 'address', code: 'notAWebhook' })
  },
)
