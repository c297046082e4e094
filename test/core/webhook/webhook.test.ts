import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Host, StoredSecrets } from '../../../src/core/host.ts'
import type { WebhookBody } from '../../../src/core/webhook/messages.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhookReceiver.ts'

const SECRET = 'imza-anahtari-0123456789'

async function aReceiver(port = 0): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver(port)
  onTestFinished(receiver.close)
  return receiver
}

async function aShop(disk: Disk = emptyDisk(temporaryFolder()), startMs?: number, secrets?: Host['secrets']) {
  const time = new ManualTime(startMs)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
  }
  const over = { clock: time, timers: time, random: () => 0.5, ...(secrets && { secrets }) }
  const tezgah = await openCounter(disk, provision, over, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah, disk }
}

type Shop = Awaited<ReturnType<typeof aShop>>

async function sendTo({ tezgah }: Shop, { address }: WebhookReceiver, afterMinutes = 2): Promise<void> {
  expect((await tezgah.ask('webhook.save', { address, secret: SECRET })).ok).toBe(true)
  await tezgah.ask('settings.update', { webhook: { enabled: true, afterMinutes, alarms: true } })
}

/** Lets time pass in small steps, with room for a real socket in between. */
async function pass({ time }: Shop, ms: number, stepMs = 5_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await time.advance(stepMs)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const order = (orderId: string, part: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, ...part })

const bodies = ({ received }: WebhookReceiver): WebhookBody[] =>
  received.map(({ body }) => JSON.parse(body) as WebhookBody)

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

it('switched on without an address is an alarm, also after a restart that has lost it, until there is one or it is off', async () => {
  const receiver = await aReceiver()
  const first = await aShop()
  const told = async ({ tezgah }: Shop): Promise<string[]> =>
    (await tezgah.snapshot()).alarms.map(({ subject, problem }) => `${subject} ${problem.code}`)
  await first.tezgah.ask('settings.update', { webhook: { enabled: true, afterMinutes: 2, alarms: true } })
  expect(await told(first)).toEqual(['webhook keyMissing'])
  await sendTo(first, receiver)
  expect(await told(first)).toEqual([])
  await first.tezgah.stop()
  // The browser door has no keyring.
  first.disk.secrets.delete('webhook:')
  const again = await aShop(first.disk, first.time.nowMs() + 60_000)
  expect(await told(again)).toEqual(['webhook keyMissing'])
  await again.tezgah.ask('settings.update', { webhook: { enabled: false, afterMinutes: 2, alarms: true } })
  expect(await told(again)).toEqual([])
})

it.each(['cannot be read', 'refuses', 'does not answer for a minute'] as const)(
  'an address in a keyring that %s is an alarm, until it is entered again',
  async (how) => {
    const receiver = await aReceiver()
    const disk = emptyDisk(temporaryFolder())
    const shop = await aShop(disk)
    await sendTo(shop, receiver)
    await shop.tezgah.stop()
    const read = async (id: string): Promise<StoredSecrets> => {
      const secrets = disk.secrets.get(id)
      if (id !== 'webhook:') return secrets ? { kind: 'set', secrets } : { kind: 'missing' }
      if (how === 'refuses') throw new Error('locked')
      return how === 'cannot be read' ? { kind: 'unreadable' } : new Promise(() => undefined)
    }
    const again = await aShop(disk, shop.time.nowMs() + 60_000, {
      keyring: 'system',
      read,
      write: async () => undefined,
      remove: async () => undefined,
    })
    const told = async (): Promise<string[]> =>
      (await again.tezgah.snapshot()).alarms.map(({ subject, problem }) => `${subject} ${problem.code}`)
    await again.time.advance(30_000)
    expect(await told()).toEqual(how === 'does not answer for a minute' ? [] : ['webhook keyUnreadable'])
    await again.time.advance(31_000)
    expect(await told()).toEqual(['webhook keyUnreadable'])
    expect(again.tezgah.attention()?.hasAlarm).toBe(true)
    await sendTo(again, receiver)
    expect(await told()).toEqual([])
  },
)

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
