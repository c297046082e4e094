import { ApiError, RestomenumClient } from '@restomenum/plugin-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'
import realDetail from '../fixtures/api/restomenum-packets-get.json' with { type: 'json' }
import realOpen from '../fixtures/api/restomenum-packets-open.json' with { type: 'json' }
import { missingFields } from './sameFields.ts'

let shop: PracticeShop
let nowMs = 1_780_950_756_501

beforeEach(async () => {
  shop = await startPracticeShop({ now: () => nowMs })
})
afterEach(() => shop.close())

const ask = (path: string, key = shop.restomenum.apiKey): Promise<Response> =>
  fetch(`${shop.restomenum.baseUrl}/plugin-api/packets/${path}`, { headers: { authorization: `Bearer ${key}` } })
const client = (): RestomenumClient => new RestomenumClient(shop.restomenum)

const cortado = { id: '1780950755436-de37', title: 'Cortado', unitPriceKurus: 1390 }
const addFull = (): void => {
  shop.addPacket({
    id: '77',
    channel: 'getir',
    code: 'G123456',
    discountKurus: 500,
    scheduledForMs: nowMs + 3_600_000,
    confirmationCode: '4711',
    note: 'zili çalmayın',
    lines: [
      { title: 'Kuzu Tandır (kg)', quantity: 0.375, unitPriceKurus: 162_000, note: 'yağsız' },
      {
        title: 'Pide',
        quantity: 2,
        options: [{ title: 'Kaşar', priceKurus: 4500 }],
        leftOut: ['Biber'],
        extraKurus: 100,
        discountKurus: 50,
      },
      { title: 'Menü', content: [{ title: 'Ayran', options: [{ title: 'Büyük', priceKurus: 1500 }] }] },
      { title: 'Künefe', cancelled: { reason: 'Ürün kalmadı', atMs: nowMs } },
    ],
    payments: [{ title: 'Multinet', amountKurus: 10_000 }],
    customer: {
      directions: 'Mavi kapı',
      phone: '0850 000 11 22',
      phoneCode: '123456',
      latitude: 40.98,
      longitude: 29.02,
    },
  })
}

describe('the shape of today', () => {
  test('is the vendor’s real detail answer, field by field', async () => {
    shop.addPacket({
      id: '1780950756501',
      number: 9,
      totalKurus: 2780,
      paymentNote: 'nakit',
      lines: [cortado],
      customer: { id: '123456', name: 'Ahmet', surname: 'Bayrak', phone: '123456', address: 'Adres', region: null },
    })
    expect(await (await ask('get?packetId=1780950756501')).json()).toEqual(realDetail)
  })

  test('is the vendor’s real list answer, field by field', async () => {
    shop.addPacket({ id: '1780875081224', number: 3, totalKurus: 1700, lines: [cortado, { ...cortado, id: 'b' }] })
    expect(await (await ask('open')).json()).toEqual(realOpen)
  })

  test('names options and totals as production does, and knows no uuid', async () => {
    addFull()
    const packet = await client().packets.get('77')
    expect(missingFields(realDetail.data, JSON.parse(JSON.stringify(packet)))).toEqual([])
    expect(packet.uuid).toBeUndefined()
    expect(packet.orders.map((line) => [line.title, line.quantity, line['lineTotal'], line.options])).toEqual([
      ['Kuzu Tandır (kg)', 0.375, 607.5, []],
      ['Pide', 2, 270.5, ['Kaşar', 'Biber Olmasın']],
      ['Menü', 1, 105, ['Ayran', 'Büyük']],
    ])
    expect(packet).toMatchObject({ total: 983, paid: 105, totalDiscount: 5, orderCode: 'G123456', isScheduled: true })
    expect(packet.customer).toMatchObject({
      phone: '0850 000 11 22 / 123456',
      addressDescription: 'Mavi kapı',
      latitude: 40.98,
    })
  })

  test('sends an empty list when nothing is open', async () => {
    expect(await (await ask('open')).json()).toEqual({ success: true, data: [] })
  })
})

describe('a packet’s row and its details', () => {
  test.each(['production', 'sandbox'] as const)(
    'a note changes the details and not a byte of the list (%s)',
    async (shape) => {
      shop.restomenum.shape = shape
      addFull()
      const before = await (await ask('open')).text()
      nowMs += 60_000
      shop.changePacket('77', { note: 'kapıya bırakın' })
      expect(await (await ask('open')).text()).toBe(before)
      expect((await client().packets.get('77'))['note']).toBe('kapıya bırakın')
    },
  )

  test('what is told by its id alone is in no list', async () => {
    addFull()
    shop.addPacket({ id: '78', isListed: false })
    expect(await client().packets.open()).toMatchObject([{ packetId: '77' }])
    expect(await client().packets.get('78')).toMatchObject({ packetId: '78' })
    shop.changePacket('78', { isListed: true })
    expect(await client().packets.open()).toMatchObject([{ packetId: '77' }, { packetId: '78' }])
  })
})

describe('the shape of the sandbox', () => {
  beforeEach(() => {
    shop.restomenum.shape = 'sandbox'
    addFull()
  })

  test('has a uuid, option objects and no older names', async () => {
    const packet = await client().packets.get('77')
    const [summary] = await client().packets.open()
    expect(packet.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(summary?.uuid).toBe(packet.uuid)
    expect(packet.orders.some((line) => 'lineTotal' in line || 'extra' in line || 'discount' in line)).toBe(false)
    expect(packet.orders[1]?.options).toEqual([
      expect.objectContaining({ title: 'Kaşar', price: 45 }),
      expect.objectContaining({ title: 'Biber Olmasın', price: 0 }),
    ])
    expect(packet.cancels).toEqual([
      expect.objectContaining({ title: 'Künefe', reason: 'Ürün kalmadı', cancelledAt: nowMs }),
    ])
    expect(packet.status).toBe('none')
  })

  test('keeps the vendor’s promises about sums', async () => {
    const packet = await client().packets.get('77')
    const minor = (decimal: number): number => Math.round(decimal * 100)
    expect(packet.payments?.reduce((sum, payment) => sum + minor(payment.amount), 0)).toBe(minor(packet.paid))
    for (const { amounts, lineTotalDecimal } of packet.orders) {
      expect(amounts?.gross).toBe(minor(lineTotalDecimal))
      expect((amounts?.net ?? 0) + (amounts?.vat ?? 0)).toBe(amounts?.gross)
      expect((amounts?.base ?? 0) + (amounts?.options ?? 0) + (amounts?.extra ?? 0) - (amounts?.discount ?? 0)).toBe(
        amounts?.gross,
      )
    }
    expect(packet.orders.reduce((sum, line) => sum + minor(line.lineTotalDecimal), 0)).toBe(minor(packet.total))
  })

  test('keeps the uuid, not the packetId, when a sale is opened again', async () => {
    const before = (await client().packets.open())[0]?.uuid
    shop.deliver('77')
    expect(await client().packets.open()).toEqual([])
    expect((await client().packets.get('77')).status).toBe('Delivered')
    shop.reopen('77', '78')
    expect(await client().packets.open()).toEqual([expect.objectContaining({ packetId: '78', uuid: before })])
  })
})

describe('as strict as the vendor', () => {
  test.each([
    ['no key', undefined],
    ['another key', 'Bearer practiceserver.practiceplugin.other'],
    ['two parts', 'Bearer practiceserver.practicesecret0001'],
    ['another scheme', 'Basic practiceserver.practiceplugin.practicesecret0001'],
  ])('refuses %s with 401', async (_, authorization) => {
    const answer = await fetch(`${shop.restomenum.baseUrl}/plugin-api/packets/open`, {
      headers: authorization ? { authorization } : {},
    })
    expect([answer.status, await answer.json()]).toEqual([401, { success: false, message: 'unauthorized' }])
    expect(JSON.stringify(shop.requests)).not.toContain('practicesecret')
  })

  test('says scope denied inside a 200, or with 403', async () => {
    shop.restomenum.scopes = ['customers:read']
    const answer = await ask('open')
    expect([answer.status, await answer.json()]).toEqual([200, { success: false, message: 'plugin.scope.denied' }])
    shop.restomenum.scopeDeniedStatus = 403
    expect((await ask('open')).status).toBe(403)
  })

  test('keeps people to itself without customers:read', async () => {
    addFull()
    shop.restomenum.scopes = ['orders:read']
    const packet = await client().packets.get('77')
    expect(Object.keys(packet.customer ?? {}).toSorted()).toEqual(['addressDescription', 'call', 'id', 'region'])
    expect(packet).not.toHaveProperty('note')
    expect(packet).not.toHaveProperty('paymentNote')
  })

  test('does not know a packet: inside a 200, or 404, as the SDK reads it', async () => {
    for (const status of [200, 404] as const) {
      shop.restomenum.notFoundStatus = status
      const error = await client()
        .packets.get('5')
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ApiError)
      expect(error).toMatchObject({ status, code: 'plugin.packets.notFound' })
    }
  })

  test('limits reads with 429 and Retry-After in seconds', async () => {
    await shop.close()
    shop = await startPracticeShop({ now: () => nowMs, restomenum: { readsPerMinute: 2 } })
    await ask('open')
    nowMs += 10_000
    await ask('open')
    const error = await client()
      .packets.open()
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 429, retryAfterSec: 50 })
    nowMs += 50_000
    expect((await ask('open')).status).toBe(200)
  })

  test('counts lists and details together, by the limit of the moment', async () => {
    addFull()
    const statuses = async (...paths: string[]): Promise<number[]> => {
      const answers: number[] = []
      for (const path of paths) answers.push((await ask(path)).status)
      return answers
    }
    expect(await statuses('open', 'get?packetId=77', 'open', 'get?packetId=77')).toEqual([200, 200, 200, 200])
    nowMs += 1500
    shop.restomenum.readsPerMinute = 3
    expect(await statuses('open', 'get?packetId=77')).toEqual([429, 429])
    const answer = await ask('get?packetId=77')
    expect(answer.headers.get('retry-after')).toBe('59')
    expect(await answer.json()).toEqual({ success: false, message: 'plugin.rateLimited' })
    nowMs += 58_500
    expect(await statuses('get?packetId=77', 'open', 'get?packetId=77', 'open')).toEqual([200, 200, 200, 429])
    shop.restomenum.readsPerMinute = null
    expect(await statuses('open')).toEqual([200])
  })

  test('counts two lists asked for at once, and not one after the other', async () => {
    await ask('open')
    await ask('open')
    expect(shop.overlaps('restomenum')).toBe(0)
    shop.failNext(1, { kind: 'stall' })
    const first = ask('open').catch(() => 'never answered')
    await shop.waitForRequest((request) => request.seq === 3)
    await ask('open')
    expect(shop.overlaps('restomenum')).toBe(1)
    await shop.close()
    expect(await first).toBe('never answered')
  })
})
