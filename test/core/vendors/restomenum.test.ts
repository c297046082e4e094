import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRestomenumClient } from '../../../src/core/vendors/restomenum/client.ts'
import { orderSchema } from '../../../src/shared/model/order.ts'
import { realTime, sendJson, sourceOf, startVendor, unaborted } from './vendorDouble.ts'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/api/${name}.json`, import.meta.url), 'utf8'))

const KEY = 'server.plugin.canary-secret'

async function start(answer: (path: string, response: ServerResponse) => void, apiKey = KEY) {
  const vendor = await startVendor((request, response) => answer(request.url ?? '', response))
  const client = createRestomenumClient(sourceOf('restomenum', vendor.origin), { apiKey }, realTime)
  onTestFinished(() => client.close())
  return { vendor, client }
}

const startWith = (body: unknown, status?: number, headers?: Record<string, string>) =>
  start((_path, response) => sendJson(response, body, status, headers))

const open = (rows: unknown[]) => ({ success: true, data: rows })
const row = { packetId: '1', itemCount: 1, total: 10, paid: 0, totalDiscount: 0 }

describe('the list', () => {
  it("reads the vendor's own example, with the key as the vendor wants it", async () => {
    const { client, vendor } = await startWith(fixture('restomenum-packets-open'))
    const answer = await client.listOpen(unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.quarantined).toEqual([])
    expect(answer.value.orders).toMatchObject([
      {
        key: 'kadikoy/1780875081224',
        detailsId: '1780875081224',
        number: '3',
        channel: { id: 'packet', name: 'Telefon' },
        completeness: 'summary',
        itemCount: 2,
        totalKurus: 1700,
        paidKurus: 0,
      },
    ])
    expect(vendor.requests[0]?.url).toBe('/plugin-api/packets/open')
    expect(vendor.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
  })

  it('an empty shop is empty, and only when the vendor says so', async () => {
    const { client } = await startWith(open([]))
    expect(await client.listOpen(unaborted())).toEqual({
      ok: true,
      value: { orders: [], quarantined: [], extent: 'whole', failure: null },
    })
  })

  it.each([
    ['{}', {}],
    ['no success', { data: [] }],
    ['success as text', { success: 'true', data: [] }],
    ['no data', { success: true }],
    ['null data', { success: true, data: null }],
    ['a bare list', []],
    ['rows without ids', { success: true, data: [{ id: 1 }, { name: 'x' }] }],
    ['rows that are no records', { success: true, data: ['x', 1] }],
  ])('%s is malformed, never an empty shop', async (_what, body) => {
    const { client } = await startWith(body)
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })

  it('keeps the good rows and names the bad ones without their content', async () => {
    const bad = [
      { ...row, packetId: '2', total: 'canary' },
      { ...row, packetId: null },
      null,
      { ...row, packetId: '3', paid: -1 },
    ]
    const { client } = await startWith(open([row, ...bad, { ...row, packetId: '4', total: 1e300 }]))
    const answer = await client.listOpen(unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.orders.map((order) => order.orderId)).toEqual(['1'])
    expect(answer.value.quarantined).toEqual([
      { id: '2', reason: 'total' },
      { id: null, reason: 'packetId' },
      { id: null, reason: 'row' },
      { id: '3', reason: 'paid' },
      { id: '4', reason: 'total' },
    ])
  })

  it('rows doubled and reordered make no difference', async () => {
    const rows = [row, { ...row, packetId: '2' }, { ...row, packetId: '3' }]
    const { client } = await start((_path, response) => sendJson(response, open([...rows, ...rows.toReversed()])))
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders.map((order) => order.orderId)).toEqual(['1', '2', '3'])
  })

  it('takes what is new and strange as it came', async () => {
    const strange = {
      ...row,
      entegrasyon: 'Uçan Sepet',
      type: 'drone',
      status: 'Teleported',
      scheduledDate: null,
      extra: [[]],
    }
    const { client } = await startWith(
      open([{ ...strange, total: '1.234,50', paid: '0,50', docNo: null, itemCount: '2' }]),
    )
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders[0]).toMatchObject({
      channel: { id: 'ucansepet', name: 'Uçan Sepet' },
      type: 'unknown',
      phase: 'unknown',
      statusText: 'Teleported',
      totalKurus: 123_450,
      paidKurus: 50,
      itemCount: 2,
    })
  })

  it('an id beyond 2^53 keeps its digits, and so does the question about it', async () => {
    const { client, vendor } = await start((path, response) => {
      const body = '{"success":true,"data":[{"packetId":9007199254740993,"total":10}]}'
      sendJson(response, path.includes('get') ? { success: false, message: 'plugin.packets.notFound' } : body)
    })
    const answer = await client.listOpen(unaborted())
    const id = answer.ok ? answer.value.orders[0]?.detailsId : undefined
    expect(id).toBe('9007199254740993')
    await client.getDetails(id ?? '', unaborted())
    expect(vendor.requests[1]?.url).toBe('/plugin-api/packets/get?packetId=9007199254740993')
  })
})

describe('a discount', () => {
  it('is neither money received nor owed: the vendor counts it among the payments of a total that does not know it', async () => {
    const { client } = await startWith(
      open([
        { ...row, total: 5045, paid: 505, totalDiscount: 505 },
        { ...row, packetId: '2', total: 100, paid: 40, totalDiscount: 10 },
      ]),
    )
    const answer = await client.listOpen(unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(
      answer.value.orders.map(({ totalKurus, paidKurus, discountKurus }) => [totalKurus, paidKurus, discountKurus]),
    ).toEqual([
      [454_000, 0, 50_500],
      [9_000, 3_000, 1_000],
    ])
  })

  it('is no payment of the details either', async () => {
    const payments = [
      { methodId: 'd', title: 'Kampanya', amount: 10, isDiscount: true },
      { methodId: 'n', title: 'Nakit', amount: 30, cash: true, isDiscount: false },
    ]
    const packet = { packetId: '2', total: 100, paid: 40, totalDiscount: 10, orders: [], payments }
    const { client } = await startWith({ success: true, data: packet })
    const answer = await client.getDetails('2', unaborted())
    expect(
      answer.ok && [answer.value.totalKurus, answer.value.paidKurus, answer.value.payments.map(({ name }) => name)],
    ).toEqual([9_000, 3_000, ['Nakit']])
  })
})

describe('the details', () => {
  it('reads an option that is to be left out as what it is', async () => {
    const line = {
      id: '1',
      title: 'Lahmacun',
      quantity: 1,
      options: ['Acılı', 'Soğan Olmasın', { title: 'Maydanoz olmasın' }],
      lineTotal: 90,
    }
    const { client } = await startWith({ success: true, data: { packetId: '2', total: 90, paid: 0, orders: [line] } })
    const answer = await client.getDetails('2', unaborted())
    const read = answer.ok ? answer.value.lines[0] : undefined
    expect([read?.options.map(({ name }) => name), read?.leftOut]).toEqual([['Acılı'], ['Soğan', 'Maydanoz']])
  })

  it("reads the vendor's own example (production's shape)", async () => {
    const { client } = await startWith(fixture('restomenum-packets-get'))
    const answer = await client.getDetails('1780950756501', unaborted())
    if (!answer.ok) throw new Error(answer.error.code)
    expect(orderSchema.parse(answer.value)).toMatchObject({
      completeness: 'full',
      totalKurus: 2780,
      paymentMethod: 'nakit',
      itemCount: 1,
      lines: [{ id: '1780950755436-de37', name: 'Cortado', quantity: 1, totalKurus: 1390, options: [], note: null }],
      customer: { name: 'Ahmet Bayrak', phones: [{ number: '123456', code: null }], address: 'Adres' },
    })
  })

  it('carries the identity its list gave it, because details have no uuid', async () => {
    const { client } = await start((path, response) =>
      sendJson(
        response,
        path.includes('get') ? open({ packetId: '1', orders: [] } as never) : open([{ ...row, uuid: 'u-1' }]),
      ),
    )
    const list = await client.listOpen(unaborted())
    const details = await client.getDetails('1', unaborted())
    expect(list.ok && list.value.orders[0]).toMatchObject({ key: 'kadikoy/u-1', detailsId: '1' })
    expect(details.ok && details.value).toMatchObject({ key: 'kadikoy/u-1', orderId: 'u-1', detailsId: '1' })
  })

  it.each([
    ['no record', 'Lahmacun', 'Lahmacun', '?'],
    ['a quantity nobody can pack', { title: 'Lahmacun', quantity: 1e300 }, 'Lahmacun', '1e+300'],
    ['a quantity of words', { title: 'Lahmacun', quantity: '2 adet' }, 'Lahmacun', '2 adet'],
    ['a quantity that is a list', { title: 'Lahmacun', quantity: [2] }, 'Lahmacun', '[2]'],
  ])(
    'a line that cannot be read (%s) stands with what came, and hides no other',
    async (_what, odd, name, rawQuantity) => {
      const { client } = await startWith(
        open({ packetId: '1', orders: [odd, { title: 'Ayran', quantity: 2 }] } as never),
      )
      const details = await client.getDetails('1', unaborted())
      expect(details.ok && details.value.lines).toMatchObject([
        { name, quantity: null, rawQuantity },
        { name: 'Ayran', quantity: 2, rawQuantity: null },
      ])
    },
  )

  it.each([
    ["another packet's answer", { packetId: '2', orders: [] }],
    ['no lines', { packetId: '1' }],
    ['lines that are no list', { packetId: '1', orders: {} }],
    ['a total nobody can collect', { packetId: '1', orders: [], total: -5 }],
    ['nothing', null],
  ])('%s is malformed, never a slip', async (_what, data) => {
    const { client } = await startWith({ success: true, data })
    expect(await client.getDetails('1', unaborted())).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })
})

describe('what the vendor refuses', () => {
  const failure = (message: unknown) => ({ success: false, message })
  it.each([
    [200, failure('unauthorized'), 'keyRejected'],
    [401, failure('unauthorized'), 'keyRejected'],
    [401, 'Unauthorized', 'keyRejected'],
    [200, failure('plugin.scope.denied'), 'scopeDenied'],
    [403, failure('plugin.scope.denied'), 'scopeDenied'],
    [200, failure('plugin.packets.notFound'), 'orderNotFound'],
    [404, failure('plugin.packets.notFound'), 'orderNotFound'],
    [200, failure('plugin.something.new'), 'vendorError'],
    [200, failure(null), 'vendorError'],
    [200, failure('constructor'), 'vendorError'],
    [404, {}, 'vendorError'],
    [500, failure('canary'), 'vendorError'],
    [503, '<html>canary</html>', 'vendorError'],
  ])('%i %j is %s, on every question', async (status, body, code) => {
    const { client } = await startWith(body, status)
    for (const answer of [
      await client.listOpen(unaborted()),
      await client.getDetails('1', unaborted()),
      await client.checkCredentials(unaborted()),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code } })
      expect(JSON.stringify(answer)).not.toContain('canary')
    }
  })

  it.each([
    [429, {}],
    [200, failure('plugin.rateLimited')],
  ])('%i with a limit carries how long to wait', async (status, body) => {
    const { client } = await startWith(body, status, { 'retry-after': '12' })
    expect(await client.listOpen(unaborted())).toEqual({
      ok: false,
      error: { code: 'rateLimited', retryAfterMs: 12_000 },
    })
  })

  it.each(['', 'two words', 'bro\r\nken', 'çilek', ' '])(
    'a key that cannot be sent (%j) is rejected without asking',
    async (key) => {
      const { client, vendor } = await startWith(open([]), 200)
      const other = createRestomenumClient(sourceOf('restomenum', vendor.origin), { apiKey: key }, realTime)
      expect(await other.listOpen(unaborted())).toEqual({ ok: false, error: { code: 'keyRejected' } })
      expect(vendor.requests).toEqual([])
      expect(await client.checkCredentials(unaborted())).toEqual({ ok: true, value: null })
    },
  )

  it('an id no address can hold does no harm', async () => {
    const { client } = await startWith(open([]))
    expect(await client.getDetails('\ud800', unaborted())).toEqual({ ok: false, error: { code: 'orderNotFound' } })
  })
})
