import { describe, expect, it } from 'vitest'
import { type HurriedShop, openHurriedShop, pictureOf, sourceIn } from './hurriedShop.ts'

const vendors = ['restomenum', 'adisyo'] as const
const numbersOf = (snapshot: { cards: { number: string | null }[] }): (string | null)[] =>
  snapshot.cards.map(({ number }) => number).toSorted()

/** Three packets of one vendor, alerted and on paper. */
async function threePackets(
  vendor: 'restomenum' | 'adisyo',
  options: Parameters<typeof openHurriedShop>[0] = {},
): Promise<HurriedShop & { ids: string[] }> {
  const hurried = await openHurriedShop(options)
  const ids = [1, 2, 3].map((number) => hurried.shop.addPacket({ number, pos: vendor }).id)
  await hurried.printer.waitForSlips(3, 15_000)
  await hurried.tezgah.until('rest', ({ cards, openJobs }) => cards.length === 3 && openJobs.length === 0)
  return { ...hurried, ids }
}

describe.each(vendors)('at %s', (vendor) => {
  it('12: suddenly an empty list: not believed twice, said so, and without any trace when it was a fault', async () => {
    const hurried = await threePackets(vendor)
    const { shop, tezgah } = hurried
    const before = await pictureOf(hurried)
    const from = hurried.shown().length
    shop.failNext(2, { kind: 'empty', vendor, request: 'list' })
    await hurried.saw('the doubt', (snapshot) => sourceIn(snapshot, vendor).isVerifyingEmpty, from)
    await hurried.polls(vendor, 3)
    await tezgah.until('the end of the doubt', (snapshot) => !sourceIn(snapshot, vendor).isVerifyingEmpty)
    const since = hurried.shown().slice(from)
    expect(since.every(({ cards }) => cards.length === 3)).toBe(true)
    expect(since.some(({ cards }) => cards.every(({ isMissing }) => isMissing))).toBe(true)
    expect(await pictureOf(hurried)).toEqual(before)
  })

  it('12: an empty list three times is an empty shop', async () => {
    const { shop, tezgah, printer, polls, ids } = await threePackets(vendor)
    await tezgah.acknowledge()
    for (const id of ids) shop.deliver(id)
    await polls(vendor, 2)
    expect((await tezgah.until('an empty board', ({ cards }) => cards.length === 0)).unacknowledgedCount).toBe(0)
    await polls(vendor, 2)
    expect([tezgah.notices.length, printer.slips().length]).toEqual([3, 3])
  })

  it('13, 14: half a list, then the whole one; rows doubled and reordered: nothing alerts or prints again', async () => {
    const hurried = await threePackets(vendor)
    const before = await pictureOf(hurried)
    const from = hurried.shown().length
    for (const kind of ['half', 'doubled', 'reversed', 'half', 'reversed', 'doubled'] as const) {
      hurried.shop.failNext(1, { kind, vendor, request: 'list' })
      await hurried.polls(vendor, 2)
    }
    await hurried.polls(vendor, 1)
    expect(await pictureOf(hurried)).toEqual(before)
    // A doubled or half list is an answer, not a fault.
    expect(
      hurried
        .shown()
        .slice(from)
        .map((snapshot) => sourceIn(snapshot, vendor).problem),
    ).not.toContainEqual(expect.anything())
  })

  it('15: a malformed row is reported and loses nothing; the rest lives; mended, it is as if nothing had been', async () => {
    const hurried = await threePackets(vendor)
    const { shop, tezgah, ids } = hurried
    const before = await pictureOf(hurried)
    shop.changePacket(ids[1] ?? '', { raw: { summary: { total: 'çok' }, adisyo: { orderTotal: 'çok' } } })
    const told = await tezgah.until('the report', (snapshot) => sourceIn(snapshot, vendor).quarantined.length === 1)
    expect([sourceIn(told, vendor).state, sourceIn(told, vendor).quarantined[0]?.reason]).toEqual([
      'ok',
      vendor === 'adisyo' ? 'orderTotal' : 'total',
    ])
    expect(JSON.stringify(told)).not.toContain('çok')
    await hurried.polls(vendor, 4)
    expect(numbersOf(await tezgah.snapshot())).toEqual(['1', '2', '3'])
    shop.addPacket({ number: 4, pos: vendor })
    await hurried.waitForSlip(4)
    const { id } = shop.packets.at(-1) ?? { id: '' }
    shop.deliver(id)
    shop.changePacket(ids[1] ?? '', { raw: {} })
    await tezgah.until('the mended row', (snapshot) => sourceIn(snapshot, vendor).quarantined.length === 0)
    await tezgah.acknowledge(
      (await tezgah.snapshot()).cards.filter(({ number }) => number === '4').map(({ key }) => key),
    )
    await tezgah.until('the fourth gone', ({ cards }) => cards.length === 3)
    await hurried.polls(vendor, 2)
    const after = await pictureOf(hurried)
    expect(after).toMatchObject({ notices: 4, slips: 4 })
    expect(Reflect.get(after, 'cards')).toMatchObject(
      (Reflect.get(before, 'cards') as { key: string }[]).map(({ key }) => ({ key })),
    )
  })

  it('15: a new order whose row cannot be read is reported, and is new when it can', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const bad = { summary: { paid: -5 }, adisyo: { payments: [{ paymentName: 'Nakit', amount: 'beş' }] } }
    const { id } = shop.addPacket({ number: 9, pos: vendor, raw: bad })
    const told = await tezgah.until('the report', (snapshot) => sourceIn(snapshot, vendor).quarantined.length === 1)
    expect(told.cards).toEqual([])
    shop.changePacket(id, { raw: {} })
    await waitForSlip(9)
    expect((await tezgah.until('the card', ({ cards }) => cards.length === 1)).cards[0]?.alert?.kind).toBe('new')
  })

  it('20: a number that changes is the same order, told quietly, and printed as DEĞİŞTİ', async () => {
    const { shop, tezgah, printer, waitForSlip, ids } = await threePackets(vendor)
    const keys = (await tezgah.snapshot()).cards.map(({ key }) => key).toSorted()
    await tezgah.acknowledge(keys)
    shop.changePacket(ids[0] ?? '', { number: 71 })
    const slip = await waitForSlip(71)
    expect(slip.text).toContain('DEĞİŞTİ')
    const board = await tezgah.until(
      'rest',
      ({ openJobs, cards }) => openJobs.length === 0 && cards.some(({ alert }) => alert !== null),
    )
    expect(board.cards.map(({ key }) => key).toSorted()).toEqual(keys)
    expect(board.cards.map(({ number, alert }) => [number, alert?.kind ?? null]).toSorted()).toEqual([
      ['2', null],
      ['3', null],
      ['71', 'changed'],
    ])
    expect([board.sound, printer.slips().length]).toEqual(['none', 4])
  })

  it('20: where the setting says so, a change is on the screen and not on paper', async () => {
    const { shop, tezgah, printer, polls, ids } = await threePackets(vendor)
    await tezgah.ask('settings.update', { printChanges: false })
    shop.changePacket(ids[0] ?? '', { lines: [{ title: 'Künefe', quantity: 2 }] })
    const board = await tezgah.until('the change', ({ cards }) => cards[0]?.items[0]?.name === 'Künefe')
    expect(board.cards[0]?.alert?.kind).toBe('new')
    const page = await tezgah.ask('order.get', { key: board.cards[0]?.key ?? '' })
    expect(page.ok && page.value.history.map(({ happening }) => happening.what)).toContain('changed')
    await polls(vendor, 2)
    expect(printer.slips()).toHaveLength(3)
  })

  it('21: cancelled is told and printed as İPTAL, delivered is neither, and what comes back is reopened without a slip', async () => {
    const { shop, tezgah, printer, polls, ids } = await threePackets(vendor, {
      before: (own) => void (own.restomenum.shape = 'sandbox'),
    })
    const board = await tezgah.snapshot()
    await tezgah.acknowledge(board.cards.map(({ key }) => key))
    const [cancelled = '', delivered = '', wandering = ''] = ids
    shop.cancel(cancelled, 'Adres bulunamadı')
    shop.deliver(delivered)
    shop.deliver(wandering)
    const slips = await printer.waitForSlips(4, 15_000)
    expect(slips[3]?.text).toContain('İPTAL')
    const told = await tezgah.until('the cancelled card alone', ({ cards }) => cards.length === 1)
    expect([told.cards[0]?.number, told.cards[0]?.alert?.kind, told.cards[0]?.isGone, told.sound]).toEqual([
      '1',
      'cancelled',
      true,
      'newOrder',
    ])
    // RestoMenum may give it another document id; its uuid, and so the order, is the same.
    shop.reopen(wandering, vendor === 'restomenum' ? '77' : wandering)
    const back = await tezgah.until('its return', ({ cards }) => cards.some(({ alert }) => alert?.kind === 'reopened'))
    expect(back.cards.map(({ key }) => key)).toContain(board.cards.find(({ number }) => number === '3')?.key)
    await polls(vendor, 3)
    await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
    expect(printer.slips()).toHaveLength(4)
  })
})
