import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createAdisyoClient } from '../../../src/core/vendors/adisyo/client.ts'
import { orderSchema } from '../../../src/shared/model/order.ts'
import { BASE, list, packet, start, startWith } from './adisyoKit.ts'
import { realTime, sendJson, sourceOf, unaborted } from './vendorDouble.ts'

const example: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../fixtures/api/adisyo-order.json', import.meta.url), 'utf8'),
)
describe('the request', () => {
  it('carries both keys and a consumer folded to ASCII', async () => {
    const { client, vendor } = await start((_request, response) => sendJson(response, list([])), {
      consumer: 'Tezgah – Çiğköfteci Şükrü',
    })
    await client.listOpen(unaborted())
    expect(vendor.requests[0]?.url).toBe(`${BASE}/RecentOrders?page=1&orderType=TakeAway,Retail`)
    expect(vendor.requests[0]?.headers).toMatchObject({
      'x-api-key': 'canary-key',
      'x-api-secret': 'canary-secret',
      'x-api-consumer': 'Tezgah - Cigkofteci Sukru',
    })
  })

  it.each([null, '', '   ', '日本'])('never sends an empty consumer (%j)', async (consumer) => {
    const { client, vendor } = await start((_request, response) => sendJson(response, list([])), { consumer })
    await client.listOpen(unaborted())
    expect(vendor.requests[0]?.headers['x-api-consumer']).toBe('Tezgah - Kadikoy')
  })

  it.each([
    [{ apiKey: 'a\nb', apiSecret: 's' }, 'keyRejected'],
    [{ apiKey: 'a', apiSecret: 'ş' }, 'secretRejected'],
    [{ apiKey: 'a' }, 'secretRejected'],
  ])('does not ask with keys that cannot be sent', async (keys, code) => {
    const { vendor } = await startWith(list([]))
    const client = createAdisyoClient(sourceOf('adisyo', vendor.origin), keys, realTime)
    expect(await client.listOpen(unaborted())).toEqual({ ok: false, error: { code } })
    expect(vendor.requests).toEqual([])
  })
})

describe('the list', () => {
  it('reads rows that carry products as whole orders, and others as summaries', async () => {
    const { client } = await startWith(
      list([{ ...example, orderTypeId: 3, orderType: 'Paket' }, packet(2), packet(3, { products: [] })]),
    )
    const answer = await client.listOpen(unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.orders.map((order) => orderSchema.parse(order).completeness)).toEqual([
      'full',
      'summary',
      'summary',
    ])
    expect(answer.value.orders[0]).toMatchObject({ key: 'kadikoy/123456789', totalKurus: 48_500, itemCount: 4 })
  })

  it('leaves tables and sales over the till out', async () => {
    const rows = [
      example,
      packet(2, { orderTypeId: 5 }),
      packet(3, { orderTypeId: 2, orderType: 'Perakende Satış' }),
      packet(4),
    ]
    const { client } = await startWith(list([...rows, packet(5, { orderTypeId: null, orderType: 'Bilinmeyen' })]))
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders.map((order) => [order.orderId, order.type])).toEqual([
      ['2', 'pickup'],
      ['4', 'delivery'],
      ['5', 'unknown'],
    ])
  })

  it.each([
    ['capital letters', { Data: [packet(1)], TotalCount: 1, Status: 100, Message: 'ok' }],
    ['numbers as text', { data: [packet('1', { orderTypeId: '3' })], totalCount: '1', status: '100' }],
    ['no count', { data: [packet(1)], status: 100 }],
    ['a count that is too small', { data: [packet(1)], totalCount: 0, status: 100 }],
  ])('understands %s', async (_what, body) => {
    const { client } = await startWith(body)
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders.map((order) => order.key)).toEqual(['kadikoy/1'])
  })

  it.each([
    ['{}', {}],
    ['no status', { data: [], totalCount: 0 }],
    ['a status of words', { data: [], totalCount: 0, status: 'ok' }],
    ['no data', { status: 100, totalCount: 0 }],
    ['null data', { status: 100, data: null, totalCount: 0 }],
    ['a bare list', []],
    ['rows without ids', list([{ packetId: 'x' }])],
  ])('%s is malformed, never an empty shop', async (_what, body) => {
    const { client } = await startWith(body)
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })

  it('keeps the good rows, and every line of them, the odd one too', async () => {
    const odd = packet(2, { products: [{ id: 1, productName: 'x', quantity: 'canary' }] })
    const { client } = await startWith(list([packet(1), odd, packet(3, { orderTotal: 'canary' }), packet('canary')]))
    const answer = await client.listOpen(unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.orders.map((order) => [order.orderId, order.completeness])).toEqual([
      ['1', 'summary'],
      ['2', 'full'],
    ])
    expect(answer.value.orders[1]?.lines).toMatchObject([{ name: 'x', quantity: null, rawQuantity: 'canary' }])
    expect(answer.value.quarantined).toEqual([
      { id: '3', reason: 'orderTotal' },
      { id: 'canary', reason: 'id' },
    ])
  })
})

describe('one order', () => {
  it.each([
    ['bare', example],
    ['in data', { data: example, status: 100, message: 'ok' }],
    ['in Data', { Data: example, Status: 100, Message: 'ok' }],
    ['with its id as text', { ...example, id: '123456789' }],
  ])("reads the vendor's own table order, %s", async (_what, body) => {
    const { client, vendor } = await startWith(body)
    const answer = await client.getDetails('123456789', unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    const order = orderSchema.parse(answer.value)
    expect(order).toMatchObject({
      type: 'table',
      phase: 'open',
      completeness: 'full',
      number: '101',
      branch: 'ÖRNEK ŞUBE',
    })
    expect(order.lines[0]?.children[0]).toMatchObject({ leftOut: ['SIYAH ZEYTIN'] })
    expect(vendor.requests[0]?.url).toBe(`${BASE}/Order/123456789`)
  })

  it('keeps the digits of a long id', async () => {
    const { client } = await startWith('{"id":9007199254740993,"status":"Sipariş Alındı"}')
    expect(await client.getDetails('9007199254740993', unaborted())).toMatchObject({
      ok: true,
      value: { orderId: '9007199254740993' },
    })
  })

  it.each([
    ["another order's answer", { ...example, id: 5 }],
    ['no id', { ...example, id: null }],
    ['{}', {}],
    ['lines that cannot be read', { ...example, products: 'x' }],
  ])('%s is malformed, never a slip', async (_what, body) => {
    const { client } = await startWith(body)
    expect(await client.getDetails('123456789', unaborted())).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })

  it.each(['', 'abc', '../Couriers', '1?x=1', '\ud800'])('does not ask for what is no id (%j)', async (id) => {
    const { client, vendor } = await startWith(example)
    expect(await client.getDetails(id, unaborted())).toEqual({ ok: false, error: { code: 'orderNotFound' } })
    expect(vendor.requests).toEqual([])
  })
})

describe('what the vendor refuses', () => {
  const codes = [
    [901, 'keyRejected'],
    [902, 'secretRejected'],
    [800, 'packageExpired'],
    [600, 'consumerMissing'],
    [601, 'rateLimited'],
    [702, 'vendorError'],
    [756, 'vendorError'],
    [999, 'vendorError'],
  ] as const
  it.each(codes)('%i with HTTP 200 is %s on every question, in either spelling', async (status, code) => {
    for (const body of [
      { status, message: 'canary' },
      { Status: String(status), Message: 'canary', data: null },
    ]) {
      const { client } = await startWith(body)
      for (const answer of [
        await client.listOpen(unaborted()),
        await client.getDetails('5', unaborted()),
        await client.checkCredentials(unaborted()),
      ]) {
        expect(answer).toMatchObject({ ok: false, error: { code } })
        expect(JSON.stringify(answer)).not.toContain('canary')
      }
    }
  })

  it.each([
    [
      { status: 754, message: '' },
      { ok: true, value: null },
    ],
    [packet(1), { ok: true, value: null }],
    [{}, { ok: false, error: { code: 'malformed' } }],
  ])('keys are checked with an order that is not there: %j', async (body, expected) => {
    const { client, vendor } = await startWith(body)
    expect(await client.checkCredentials(unaborted())).toEqual(expected)
    expect(vendor.requests.map((request) => request.url)).toEqual([`${BASE}/Order/1`])
  })

  it.each([
    [200, { status: 601 }, { code: 'rateLimited', retryAfterMs: 40_000 }],
    [429, {}, { code: 'rateLimited', retryAfterMs: 40_000 }],
    [503, '<html>', { code: 'vendorError', retryAfterMs: 40_000 }],
    [401, { message: 'no' }, { code: 'keyRejected' }],
    [500, { status: 901 }, { code: 'keyRejected' }],
  ])('%i %j is %j', async (status, body, error) => {
    const { client } = await startWith(body, status, { 'retry-after': '40' })
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: false, error })
  })
})
