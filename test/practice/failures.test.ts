import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Failure } from '../../src/practice/failure.ts'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'

let shop: PracticeShop

beforeEach(async () => {
  shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  for (const id of ['1', '2', '9007199254740993123']) shop.addPacket({ id })
})
afterEach(() => shop.close())

const authorization = (): Record<string, string> => ({ authorization: `Bearer ${shop.restomenum.apiKey}` })
const restomenum = (init: RequestInit = {}): Promise<Response> =>
  fetch(`${shop.restomenum.baseUrl}/plugin-api/packets/open`, { headers: authorization(), ...init })
const adisyo = (path = '/RecentOrders'): Promise<Response> =>
  fetch(`${shop.adisyo.baseUrl}${path}`, {
    headers: { 'x-api-key': shop.adisyo.apiKey, 'x-api-secret': shop.adisyo.apiSecret, 'x-api-consumer': 'x' },
  })

describe('answers that fail in the vendor’s words', () => {
  test.each([
    [{ kind: '401' }, 401, { success: false, message: 'unauthorized' }],
    [{ kind: 'scopeDenied' }, 200, { success: false, message: 'plugin.scope.denied' }],
    [{ kind: '429', retryAfter: 7 }, 429, { success: false, message: 'plugin.rateLimited' }],
    [{ kind: '503' }, 503, { success: false, message: 'internal' }],
    [{ status: 418, body: { teapot: true } }, 418, { teapot: true }],
    [{ kind: 'empty' }, 200, { success: true, data: [] }],
  ] satisfies [Failure, number, object][])('RestoMenum: %j', async (failure, status, body) => {
    shop.failNext(1, failure)
    const answer = await restomenum()
    expect([answer.status, await answer.json()]).toEqual([status, body])
    expect(answer.headers.get('retry-after')).toBe('retryAfter' in failure ? '7' : null)
    expect((await restomenum()).status).toBe(200)
  })

  test.each([
    ['601', 601],
    ['429', 601],
    ['800', 800],
    ['notFound', 754],
    ['902', 902],
  ] as const)('Adisyo: %s', async (kind, status) => {
    shop.failNext(1, { kind })
    expect(await (await adisyo()).json()).toMatchObject({ status })
  })

  test('the next two, of one vendor and one kind of request only', async () => {
    shop.failNext(2, { kind: '500', vendor: 'restomenum', request: 'list' })
    const statuses = [await adisyo(), await restomenum(), await restomenum(), await restomenum()].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([200, 500, 500, 200])
    expect(shop.failuresLeft).toBe(0)
  })

  test('until it is cleared', async () => {
    shop.failNext(Number.POSITIVE_INFINITY, { kind: '500' })
    expect([(await restomenum()).status, (await restomenum()).status]).toEqual([500, 500])
    shop.clearFailures()
    expect((await restomenum()).status).toBe(200)
  })
})

describe('answers that are broken', () => {
  test('a captive portal’s page, nothing, half a JSON', async () => {
    shop.failNext(1, { kind: 'html' })
    shop.failNext(1, { kind: 'nothing' })
    shop.failNext(1, { kind: 'truncated' })
    expect((await restomenum()).headers.get('content-type')).toContain('text/html')
    expect(await (await restomenum()).text()).toBe('')
    await expect((await restomenum()).json()).rejects.toThrow(SyntaxError)
  })

  test('a connection cut before and within the answer', async () => {
    shop.failNext(1, { kind: 'reset' })
    await expect(restomenum()).rejects.toThrow('fetch failed')
    shop.failNext(1, { kind: 'resetInBody' })
    await expect((await restomenum()).text()).rejects.toThrow()
  })

  test.each(['stall', 'stallInBody', 'drip', 'huge', 'gzipBomb'] as const)(
    '%s: ends when the other side gives up',
    async (kind) => {
      shop.failNext(1, { kind })
      const giveUp = new AbortController()
      const read = restomenum({ signal: giveUp.signal }).then((answer) => answer.text())
      await shop.waitForRequest((request) => request.kind === 'list')
      giveUp.abort()
      await expect(read).rejects.toThrow('aborted')
      await shop.waitForRequest((request) => request.outcome === kind)
    },
  )

  test('a redirect, an over-deep JSON', async () => {
    shop.failNext(1, { kind: 'redirect', location: 'http://127.0.0.1:1/x' })
    const answer = await restomenum({ redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/x'])
    shop.failNext(1, { kind: 'deep' })
    expect(await (await restomenum()).text()).toContain('['.repeat(5000))
  })

  test.each([
    ['half', [1]],
    ['doubled', [1, 1, 2, 2, 3, 3]],
    ['reversed', [3, 2, 1]],
  ] as const)('a list that is %s, long ids whole', async (kind, numbers) => {
    shop.failNext(2, { kind })
    const packets = ((await (await restomenum()).json()) as { data: { docNo: number }[] }).data
    expect(packets.map((packet) => packet.docNo)).toEqual(numbers)
    const text = await (await adisyo()).text()
    const orders = (JSON.parse(text) as { data: { orderNumber: number }[] }).data
    expect(orders.map((order) => order.orderNumber)).toEqual(numbers)
    expect(text.includes('"id":9007199254740993123')).toBe(numbers.some((number) => number === 3))
  })

  test('fields no proper shop would send', async () => {
    shop.changePacket('1', { raw: { summary: { total: '12,50', surprise: [1] } } })
    expect(await (await restomenum()).json()).toMatchObject({ data: [{ total: '12,50', surprise: [1] }, {}, {}] })
  })
})

describe('Adisyo’s lists that lie', () => {
  interface Page {
    numbers: number[]
    totalCount: number
    status: number
  }
  const page = async (number: number): Promise<Page> => {
    const answer = (await (await adisyo(`/RecentOrders?page=${number}`)).json()) as {
      data: { orderNumber: number }[]
      totalCount: number
      status: number
    }
    return { ...answer, numbers: answer.data.map((order) => order.orderNumber) }
  }
  const pages = async (): Promise<Page[]> => [await page(1), await page(2), await page(3)]
  const from = (first: number, last: number): number[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)

  beforeEach(() => {
    shop.clear()
    for (let number = 1; number <= 230; number += 1) shop.addPacket({ id: String(number), number })
  })

  test.each([
    ['countTooHigh', 1230],
    ['countTooLow', 1],
  ] as const)('%s: every row, another count, on every page', async (kind, totalCount) => {
    shop.failNext(3, { kind })
    const answers = await pages()
    for (const answer of answers) expect(answer).toMatchObject({ status: 100, totalCount })
    expect(answers.flatMap((answer) => answer.numbers)).toEqual(from(1, 230))
    expect(shop.requests.map((request) => request.outcome)).toEqual([kind, kind, kind])
    expect((await page(1)).totalCount).toBe(230)
  })

  test('countTooLow says 1 of an empty shop as well', async () => {
    shop.clear()
    shop.failNext(1, { kind: 'countTooLow' })
    expect(await page(1)).toMatchObject({ numbers: [], totalCount: 1 })
  })

  test('shifted: the first row of page 2 is on no page, the count stays', async () => {
    shop.failNext(3, { kind: 'shifted' })
    const answers = await pages()
    expect(answers.map((answer) => answer.totalCount)).toEqual([230, 230, 230])
    expect(answers.map((answer) => answer.numbers)).toEqual([from(1, 100), from(102, 201), from(202, 230)])
  })

  test('a lie waits for its turn like any list: a refusal stays a refusal', async () => {
    shop.adisyo.isExpired = true
    shop.failNext(1, { kind: 'countTooHigh' })
    expect(await page(1)).toMatchObject({ totalCount: 0, status: 800 })
  })

  test('details and RestoMenum’s list stay as they are', async () => {
    const [order, list] = [await (await adisyo('/Order/7')).text(), await (await restomenum()).text()]
    shop.failNext(2, { kind: 'shifted' })
    expect(await (await adisyo('/Order/7')).text()).toBe(order)
    expect(await (await restomenum()).text()).toBe(list)
    expect(shop.failuresLeft).toBe(0)
  })

  test('one page alone fails: page 2 never comes, no other request is meant', async () => {
    shop.failNext(1, { kind: 'stall', page: 2 })
    expect((await page(1)).numbers).toEqual(from(1, 100))
    expect(await (await adisyo()).json()).toMatchObject({ totalCount: 230 })
    expect((await adisyo('/Order/7?page=2')).status).toBe(200)
    expect((await restomenum()).status).toBe(200)
    const giveUp = page(2).catch(() => 'never answered')
    const stalled = await shop.waitForRequest((request) => request.query['page'] === '2' && request.kind === 'list')
    expect(shop.failuresLeft).toBe(0)
    expect((await page(3)).numbers).toEqual(from(201, 230))
    expect(stalled.outcome).toBe(null)
    await shop.close()
    expect(await giveUp).toBe('never answered')
  })
})

test('several shops run side by side, and a taken port is told', async () => {
  const other = await startPracticeShop()
  expect(other.packets).toEqual([])
  await other.close()
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  await expect(startPracticeShop({ adisyoPort: (taken.address() as AddressInfo).port })).rejects.toThrow('EADDRINUSE')
  taken.close()
})
