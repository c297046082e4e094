import { describe, expect, it, onTestFinished } from 'vitest'
import { posVendors } from '../../../src/core/vendors/registry.ts'
import type { PosClient, StatusWrite } from '../../../src/core/vendors/posClient.ts'
import { entryId } from '../../../src/practice/adisyoShape.ts'
import { type PracticeShop, startPracticeShop } from '../../../src/practice/practiceShop.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { realTime } from './vendorDouble.ts'

const signal = AbortSignal.timeout(60_000)
const ali = { name: 'Ali Ç.', phone: '5320000011' }
const QUICK = { connectMs: 300, headersMs: 300, exchangeMs: 600 }

async function open(
  kind: 'adisyo' | 'restomenum',
  host = realTime,
): Promise<{ shop: PracticeShop; client: PosClient }> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0, couriers: [ali] }, restomenum: { shape: 'sandbox' } })
  const { apiKey, baseUrl } = shop[kind]
  const { apiSecret, consumer } = shop.adisyo
  const source = { id: 's', kind, name: 'S', baseUrl, pollSeconds: 0.2, enabled: true, consumer }
  const client = posVendors[kind].createClient(source, { apiKey, apiSecret }, host)
  onTestFinished(async () => {
    await client.close()
    await shop.close()
  })
  return { shop, client }
}

const toAli: StatusWrite = { step: 'onTheWay', courierId: String(entryId(ali.name)) }
const paidCash: StatusWrite = { step: 'delivered', paymentTypeId: String(entryId('Nakit')) }

describe('Adisyo', () => {
  it('takes an order from ready over its courier to delivered, and a delivery back, with ids beyond 2^53', async () => {
    const { shop, client } = await open('adisyo')
    const { id } = shop.addPacket({ id: '9007199254740993123' })
    const say = async (write: StatusWrite) => client.writeStatus(id, write, signal)
    expect(await say({ step: 'ready' })).toEqual({ ok: true, value: null })
    expect(await client.readStatus(id, signal)).toEqual({ ok: true, value: { phase: 'ready', courierId: null } })
    expect(await say(toAli)).toEqual({ ok: true, value: null })
    const onTheWay = { phase: 'onTheWay', courierId: String(entryId(ali.name)) }
    expect(await client.readStatus(id, signal)).toEqual({ ok: true, value: onTheWay })
    expect(await say({ step: 'takenBack' })).toEqual({ ok: true, value: null })
    expect(await client.readStatus(id, signal)).toEqual({ ok: true, value: { phase: 'ready', courierId: null } })
    await say(toAli)
    shop.adisyo.capitalEnvelope = true
    expect(await say(paidCash)).toEqual({ ok: true, value: null })
    expect(shop.packet(id)?.status).toBe('delivered')
  })

  it.each([
    ['754', 'orderNotFound', '5', { step: 'ready' }],
    ['650', 'courierRefused', null, { step: 'onTheWay', courierId: '77' }],
    ['a courier it has no number of', 'courierRefused', null, { step: 'onTheWay', courierId: null }],
    ['758', 'paymentTypeMissing', null, { step: 'delivered', paymentTypeId: '77' }],
    ['no payment type', 'paymentTypeMissing', null, { step: 'delivered', paymentTypeId: null }],
    ['750', 'stateNotAllowed', null, { step: 'takenBack' }],
  ] as const)('refuses with %s: %s', async (_why, code, unknownId, write) => {
    const { shop, client } = await open('adisyo')
    const { id } = shop.addPacket()
    const answer = await client.writeStatus(unknownId ?? id, write, signal)
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(shop.packet(id)?.status).toBe('ordered')
  })

  it.each([
    ['an unlisted code', 'stepNotTaken', { status: 200, body: { status: 999 } }],
    ['HTTP 400', 'stepNotTaken', { status: 400, body: { status: 400, title: 'Bad Request' } }],
    ['702', 'vendorError', { kind: '702' }],
    ['756', 'vendorError', { kind: '756' }],
    ['HTTP 500', 'vendorError', { status: 500, body: { status: 500, title: 'Error' } }],
  ] as const)('tells a refusal from a fault of the moment: %s is %s', async (_what, code, failure) => {
    const { shop, client } = await open('adisyo')
    const { id } = shop.addPacket()
    shop.failNext(1, { request: 'write', ...failure })
    expect(await client.writeStatus(id, { step: 'ready' }, signal)).toMatchObject({ ok: false, error: { code } })
  })

  it('says that the integration has ended (701)', async () => {
    const { shop, client } = await open('adisyo')
    shop.adisyo.hasEnded = true
    expect(await client.listOpen(signal)).toMatchObject({ ok: false, error: { code: 'integrationEnded' } })
  })

  it('lists couriers and payment types, each at its own pace', async () => {
    const { shop, client } = await open('adisyo')
    const couriers = [{ id: String(entryId(ali.name)), name: ali.name, phone: ali.phone }]
    expect(await client.listCouriers(signal)).toEqual({ ok: true, value: couriers })
    const types = await client.listPaymentTypes(signal)
    expect(types.ok && types.value.map(({ name }) => name)).toEqual(shop.adisyo.paymentTypes)
  })

  it('does not take "100" for granted: an answer without it is none', async () => {
    const { shop, client } = await open('adisyo')
    const { id } = shop.addPacket()
    shop.failNext(1, { request: 'write', status: 200, body: {} })
    expect(await client.writeStatus(id, { step: 'ready' }, signal)).toMatchObject({ error: { code: 'malformed' } })
  })

  it.each([
    ['reset', false],
    ['stall', true],
    ['resetInBody', true],
    ['truncated', true],
    ['stallInBody', true],
  ] as const)('cut off with %s: no refusal, and by its id it tells what has become of it', async (kind, isTaken) => {
    const shop = await startPracticeShop({ adisyo: { paceScale: 0, couriers: [ali] } })
    const { apiKey, apiSecret, consumer, baseUrl } = shop.adisyo
    const source = { id: 's', kind: 'adisyo', name: 'S', baseUrl, pollSeconds: 0.2, enabled: true, consumer } as const
    const { createAdisyoClient } = await import('../../../src/core/vendors/adisyo/client.ts')
    const client = createAdisyoClient(source, { apiKey, apiSecret }, realTime, QUICK)
    onTestFinished(async () => {
      await client.close()
      await shop.close()
    })
    const { id } = shop.addPacket()
    shop.failNext(1, { request: 'write', kind })
    const answer = await client.writeStatus(id, toAli, signal)
    expect(answer.ok ? null : answer.error.code).toMatch(/^(offline|timedOut|notJson)$/)
    const status = await client.readStatus(id, signal)
    expect(status).toMatchObject({ value: { phase: isTaken ? 'onTheWay' : 'open' } })
  })
})

describe('RestoMenum', () => {
  it.each([
    ['ready', 'Ready', 'ready'],
    ['onTheWay', 'OnDelivery', 'onTheWay'],
    ['delivered', 'Delivered', 'delivered'],
    ['takenBack', 'Ready', 'ready'],
  ] as const)('labels a packet: %s is %s, and it stays as open as it was', async (step, label, phase) => {
    const { shop, client } = await open('restomenum')
    const { id } = shop.addPacket()
    const write = { step, courierId: null, paymentTypeId: null } as StatusWrite
    expect(await client.writeStatus(id, write, signal)).toEqual({ ok: true, value: null })
    expect(shop.packet(id)).toMatchObject({ label, status: 'ordered' })
    expect(await client.readStatus(id, signal)).toEqual({ ok: true, value: { phase, courierId: null } })
    const list = await client.listOpen(signal)
    expect(list.ok && list.value.orders).toHaveLength(1)
  })

  it.each([200, 403] as const)('without orders:write (%i) refuses to write and goes on reading', async (status) => {
    const { shop, client } = await open('restomenum')
    const { id } = shop.addPacket()
    Object.assign(shop.restomenum, { scopes: ['orders:read'], scopeDeniedStatus: status })
    expect(await client.writeStatus(id, { step: 'ready' }, signal)).toMatchObject({ error: { code: 'writeDenied' } })
    expect(await client.listOpen(signal)).toMatchObject({ ok: true })
  })

  it.each([
    ['stepNotTaken', { status: 400, body: { success: false, message: 'plugin.something.new' } }],
    ['vendorError', { kind: '500' }],
  ] as const)('tells a refusal from a fault of the moment: %s', async (code, failure) => {
    const { shop, client } = await open('restomenum')
    const { id } = shop.addPacket()
    shop.failNext(1, { request: 'write', ...failure })
    expect(await client.writeStatus(id, { step: 'ready' }, signal)).toMatchObject({ ok: false, error: { code } })
  })

  it('has no status to tell in production', async () => {
    const { shop, client } = await open('restomenum')
    shop.restomenum.shape = 'production'
    const { id } = shop.addPacket({ label: 'OnDelivery' })
    expect(await client.readStatus(id, signal)).toEqual({ ok: true, value: { phase: null, courierId: null } })
  })

  it('does not know a packet that is gone', async () => {
    const { client } = await open('restomenum')
    expect(await client.writeStatus('17', { step: 'ready' }, signal)).toMatchObject({
      error: { code: 'orderNotFound' },
    })
    expect(await client.readStatus('17', signal)).toMatchObject({ error: { code: 'orderNotFound' } })
  })

  it('is told twenty steps a minute and never a twenty-first', async () => {
    const time = new ManualTime()
    const shop = await startPracticeShop({ now: () => time.nowMs() })
    const { apiKey, baseUrl } = shop.restomenum
    const source = {
      id: 's',
      kind: 'restomenum',
      name: 'S',
      baseUrl,
      pollSeconds: 5,
      enabled: true,
      consumer: null,
    } as const
    const client = posVendors.restomenum.createClient(source, { apiKey }, { clock: time, timers: time })
    onTestFinished(async () => {
      await client.close()
      await shop.close()
    })
    const { id } = shop.addPacket()
    for (let n = 0; n < 20; n++)
      expect(await client.writeStatus(id, { step: 'ready' }, signal)).toMatchObject({ ok: true })
    const late = client.writeStatus(id, { step: 'onTheWay', courierId: null }, signal)
    await time.advance(59_000)
    expect(shop.requests.filter(({ kind }) => kind === 'write')).toHaveLength(20)
    await time.advance(2_000)
    expect(await late).toMatchObject({ ok: true })
    expect(shop.requests.every(({ outcome }) => outcome === 'ok')).toBe(true)
  })
})
