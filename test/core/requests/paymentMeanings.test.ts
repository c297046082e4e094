import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeShop } from '../../../src/practice/practiceShop.ts'
import type { SlipDocument } from '../../../src/shared/model/slip.ts'
import { emptyDisk, type OpenedCounter, openCounter, provisionFor } from '../../support/openCounter.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const saysOf = ({ blocks }: SlipDocument): string =>
  blocks.map((block) => ('text' in block ? block.text : '')).join('\n')

/** Card, slip and the day's money, as they are told now. */
async function told(tezgah: OpenedCounter, key: string) {
  const { cards } = await tezgah.snapshot()
  const page = await tezgah.ask('order.get', { key })
  const report = await tezgah.ask('report.get', { dayIso: null })
  if (!page.ok || !report.ok) throw new Error('no answer')
  const { toCollect, paidOnlineKurus, totalKurus } = report.value
  return {
    card: cards.find((card) => card.key === key)?.collection,
    slip: saysOf(page.value.slip),
    money: { ...toCollect, paidOnlineKurus },
    totalKurus,
  }
}

async function aShopWithAnOnlineOrder() {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const disk = emptyDisk(temporaryFolder())
  const tezgah = await openCounter(disk, provisionFor(shop))
  await tezgah.until(
    'both sources',
    ({ sources }) => sources.length === 2 && sources.every(({ state }) => state === 'ok'),
  )
  shop.addPacket({ pos: 'restomenum', number: 5, paymentNote: 'Online Ödeme' })
  const has = await tezgah.until('the card', ({ cards }) =>
    cards.some((card) => card.collection.method === 'Online Ödeme'),
  )
  const card = has.cards[0]
  if (card === undefined) throw new Error('no card')
  return { tezgah, disk, card, shop }
}

describe('a person’s word about a way of paying', () => {
  it('turns KONTROL ET into ÖDENDİ on card, slip and report at once, and back', async () => {
    const { tezgah, card } = await aShopWithAnOnlineOrder()
    const before = await told(tezgah, card.key)
    expect(before.card).toMatchObject({ kind: 'check', asksMeaning: true })
    expect(before.slip).toContain('KONTROL ET')
    expect(before.money).toMatchObject({ unknownKurus: before.totalKurus, paidOnlineKurus: 0 })

    const word = { sourceId: card.sourceId, name: 'ONLINE ODEME' } as const
    expect(await tezgah.ask('payments.mean', { ...word, meaning: 'online' })).toEqual({ ok: true, value: null })
    const paid = await told(tezgah, card.key)
    expect(paid.card).toMatchObject({ kind: 'paid', paidKurus: before.totalKurus })
    expect(paid.slip).toContain('ÖDENDİ')
    expect(paid.slip).not.toContain('KONTROL ET')
    expect(paid.money).toMatchObject({ unknownKurus: 0, paidOnlineKurus: before.totalKurus })

    await tezgah.ask('payments.mean', { ...word, meaning: 'cash' })
    const cash = await told(tezgah, card.key)
    expect(cash.card).toMatchObject({ kind: 'collect', amountKurus: before.totalKurus })
    expect(cash.money).toMatchObject({ cashKurus: before.totalKurus, paidOnlineKurus: 0 })

    await tezgah.ask('payments.mean', { ...word, meaning: null })
    expect(await told(tezgah, card.key)).toEqual(before)
  })

  it('lists each name that has come by with its count, and keeps name and word across a restart and an erasure', async () => {
    const { tezgah, disk, card, shop } = await aShopWithAnOnlineOrder()
    const { sourceId } = card
    await tezgah.ask('payments.mean', { sourceId, name: 'Online Ödeme', meaning: 'online' })
    const row = { sourceId, name: 'Online Ödeme', said: 'online', guess: 'online', isCertain: false }
    expect(await tezgah.ask('payments.names', {})).toEqual({ ok: true, value: { names: [{ ...row, count: 1 }] } })
    shop.deliver(shop.packets[0]?.id ?? '')
    await tezgah.until('an empty board', ({ cards }) => cards.every(({ isGone }) => isGone))
    await tezgah.acknowledge()
    const open = await told(tezgah, card.key)
    await tezgah.ask('customers.erase', {})
    await tezgah.stop()
    const again = await openCounter(disk, provisionFor(shop))
    expect(await again.ask('payments.names', {})).toEqual({ ok: true, value: { names: [{ ...row, count: 0 }] } })
    // The erased order keeps the split it was given, whatever is said now.
    await again.ask('payments.mean', { sourceId, name: 'Online Ödeme', meaning: 'cash' })
    expect((await told(again, card.key)).money).toEqual(open.money)
  })

  it('is refused for a source that there is not', async () => {
    const { tezgah } = await aShopWithAnOnlineOrder()
    const answer = await tezgah.ask('payments.mean', { sourceId: 'none', name: 'Nakit', meaning: 'card' })
    expect(answer).toEqual({ ok: false, error: { code: 'notFound' } })
  })
})
