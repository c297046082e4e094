import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPracticeShop, type PracticeShop } from '../../src/practice/practiceShop.ts'

let shop: PracticeShop

beforeEach(async () => {
  shop = await startPracticeShop()
})
afterEach(() => shop.close())

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${shop.control.url}/practice/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, ...(await answer.json()) }
}
const openNumbers = async (): Promise<unknown> => {
  const answer = await fetch(`${shop.restomenum.baseUrl}/plugin-api/packets/open`, {
    headers: { authorization: `Bearer ${shop.restomenum.apiKey}` },
  })
  if (answer.status !== 200) return answer.status
  return ((await answer.json()) as { data: { docNo: number }[] }).data.map((packet) => packet.docNo)
}

test('another process can do what a test can', async () => {
  const { value: packet } = await call('POST', 'packets', { number: 7, lines: [{ title: 'Künefe' }] })
  expect(await openNumbers()).toEqual([7])
  await call('PATCH', `packets/${packet.id}`, { number: 8 })
  expect(await openNumbers()).toEqual([8])
  await call('POST', `packets/${packet.id}/deliver`)
  expect(await openNumbers()).toEqual([])
  await call('POST', 'packets', { id: '50', isListed: false })
  expect(await openNumbers()).toEqual([])
  await call('PATCH', 'packets/50', { number: 50, isListed: true })
  expect(await openNumbers()).toEqual([50])
  await call('DELETE', 'packets/50')
  expect((await call('GET', `packets/${packet.id}`)).value.status).toBe('delivered')
  await call('POST', `packets/${packet.id}/reopen`, { newId: '99' })
  await call('POST', 'packets/99/cancel', { reason: 'Mükerrer sipariş' })
  expect((await call('GET', 'packets')).value).toMatchObject([
    { id: '99', status: 'cancelled', cancelReason: 'Mükerrer sipariş' },
  ])
  await call('DELETE', 'packets/99')
  expect((await call('GET', 'packets')).value).toEqual([])
})

test('failures, the request log and options are within reach', async () => {
  await call('POST', 'fail', { count: 2, failure: { kind: '503' } })
  expect([await openNumbers(), await openNumbers(), await openNumbers()]).toEqual([503, 503, []])
  await call('POST', 'fail', { count: null, failure: { kind: '500' } })
  expect([await openNumbers(), await openNumbers()]).toEqual([500, 500])
  await call('DELETE', 'fail')
  await call('PATCH', 'options', { restomenum: { apiKey: 'a.b.c' } })
  expect(await openNumbers()).toEqual([])
  await call('PATCH', 'options', { restomenum: { scopes: [] } })
  const log = await call('GET', 'requests')
  expect(log.value).toHaveLength(6)
  expect(log.value[0]).toMatchObject({
    vendor: 'restomenum',
    kind: 'list',
    keys: { authorization: 'right' },
    outcome: '503',
  })
  expect(JSON.stringify(log)).not.toContain('Bearer')
  await call('DELETE', 'requests')
  expect((await call('GET', 'requests')).value).toEqual([])
})

test('a limit on RestoMenum’s reads, and a list that lies, are within reach', async () => {
  await call('PATCH', 'options', { restomenum: { readsPerMinute: 1 } })
  expect([await openNumbers(), await openNumbers()]).toEqual([[], 429])
  await call('PATCH', 'options', { restomenum: { readsPerMinute: null } })
  expect(await openNumbers()).toEqual([])
  expect(await call('PATCH', 'options', { restomenum: { readsPerMinute: 0 } })).toMatchObject({ status: 400 })
  await call('POST', 'fail', { failure: { kind: 'countTooHigh', vendor: 'adisyo', page: 1 } })
  const { apiKey, apiSecret, consumer, baseUrl } = shop.adisyo
  const answer = await fetch(`${baseUrl}/RecentOrders?page=1`, {
    headers: { 'x-api-key': apiKey, 'x-api-secret': apiSecret, 'x-api-consumer': consumer },
  })
  expect(await answer.json()).toMatchObject({ data: [], totalCount: 1000, status: 100 })
  expect(await call('POST', 'fail', { failure: { kind: '500', page: 0 } })).toMatchObject({ status: 400 })
})

test('says what is wrong with a request', async () => {
  expect(await call('POST', 'packets', { nuber: 7 })).toMatchObject({
    status: 400,
    ok: false,
    error: expect.stringContaining('nuber'),
  })
  expect(await call('PATCH', 'packets/5', {})).toMatchObject({
    status: 400,
    error: 'the practice shop knows no packet 5',
  })
  expect(await call('GET', 'nothing')).toMatchObject({ status: 404, ok: false })
})

test('a line of a bill keeps its id through a change, by its title', () => {
  const { id, lines } = shop.addPacket({ lines: [{ title: 'Pide' }, { title: 'Ayran' }, { title: 'Ayran' }] })
  const [pide, ayran, second] = lines.map((line) => line.id)
  const changed = shop.changePacket(id, {
    lines: [{ title: 'Ayran', quantity: 3 }, { title: 'Künefe' }, { title: 'Pide' }, { title: 'Ayran' }],
  })
  expect(changed.lines.map((line) => line.id)).toEqual([ayran, expect.any(String), pide, second])
  expect(new Set(changed.lines.map((line) => line.serial)).size).toBe(4)
})
