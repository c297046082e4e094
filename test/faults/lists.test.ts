import { describe, expect, it } from 'vitest'
import type { PracticeSlip } from '../../src/practice/printer/practicePrinter.ts'
import type { Card } from '../../src/shared/contract/snapshot.ts'
import { hasNumber, type HurriedShop, openHurriedShop, sourceIn } from './hurriedShop.ts'

/** What a list does not show, shows wrongly, or lets go of; and who goes on as whom. */

const vendors = ['restomenum', 'adisyo'] as const
const flat = (slip: PracticeSlip | undefined): string => slip?.text.replace(/\s+/g, ' ') ?? ''
const slipsOf = ({ printer }: HurriedShop, number: number): PracticeSlip[] =>
  printer.slips().filter(({ text }) => hasNumber(text, number))
const cardOf = (cards: readonly Card[], number: number): Card | undefined =>
  cards.find((card) => card.number === String(number))

describe('47: a change that the list does not show', () => {
  it('is found by asking again in turn, with sixty packets open, whichever it is', async () => {
    const hurried = await openHurriedShop({ speed: 20, pollSeconds: 5 })
    const { shop, tezgah } = hurried
    const packets = Array.from({ length: 60 }, (_, index) =>
      shop.addPacket({ number: 101 + index, pos: 'restomenum', note: 'Zili çalın' }),
    )
    await tezgah.until('sixty slips', () => hurried.printer.slips().length === 60, 30_000)
    await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
    const before = shop.requests.length
    for (const [index, change] of [
      { note: 'Zil bozuk, arayın' },
      { customer: { address: 'Bahariye Cad. No:7' } },
      { customer: { phone: '5559876543' } },
    ].entries())
      shop.changePacket(packets[index * 29]?.id ?? '', change)
    for (const number of [101, 130, 159]) {
      await tezgah.until(`the change of ${number}`, ({ cards }) => cardOf(cards, number)?.alert !== null)
      await tezgah.until(`the slip of ${number}`, () => slipsOf(hurried, number).length === 2)
    }
    expect(flat(slipsOf(hurried, 101)[1])).toMatch(/DEĞİŞTİ.*Zil bozuk, arayın/)
    expect(flat(slipsOf(hurried, 130)[1])).toMatch(/DEĞİŞTİ.*Bahariye/i)
    expect(flat(slipsOf(hurried, 159)[1])).toMatch(/DEĞİŞTİ.*5559876543/)
    // Each other one was asked at most about as often as these, and none of them was printed again.
    expect(hurried.printer.slips()).toHaveLength(63)
    const asked = shop.requests.slice(before).filter(({ kind }) => kind === 'detail').length
    expect(asked).toBeLessThan(400)
  }, 90_000)
})

describe('48: lists that lie', () => {
  it('a count that is too high: all is shown, nothing is taken away, the source says so, and in the end an alarm', async () => {
    const hurried = await openHurriedShop({ speed: 60, pollSeconds: 1 })
    const { shop, tezgah, waitForSlip } = hurried
    shop.failNext(Number.POSITIVE_INFINITY, { kind: 'countTooHigh', vendor: 'adisyo', request: 'list' })
    const [first, second] = [1, 2].map((number) => shop.addPacket({ number, pos: 'adisyo' }))
    await Promise.all([waitForSlip(1), waitForSlip(2)])
    await tezgah.until('said', (snapshot) => sourceIn(snapshot, 'adisyo').incompleteSinceMs !== null)
    // It ended at the vendor, which says so when it is asked by its id.
    shop.deliver(first?.id ?? '')
    await tezgah.until('one open card', ({ cards }) => cardOf(cards, 1)?.isGone === true)
    shop.changePacket(second?.id ?? '', { isListed: false })
    await hurried.polls('adisyo', 4)
    const snapshot = await tezgah.until('the alarm', ({ alarms }) =>
      alarms.some(({ problem }) => problem.code === 'listIncomplete'),
    )
    expect(snapshot.cards.map(({ number, isGone }) => [number, isGone])).toEqual([
      ['1', true],
      ['2', false],
    ])
    expect(sourceIn(snapshot, 'adisyo').state).toBe('ok')
    shop.clearFailures()
    await tezgah.until('whole again', (now) => sourceIn(now, 'adisyo').incompleteSinceMs === null)
    expect((await tezgah.snapshot()).alarms).toEqual([])
  }, 30_000)

  it.each([
    ['pages that shift', { kind: 'shifted' }],
    ['a page that never comes', { kind: '500', page: 2 }],
  ] as const)(
    '%s: what was read is shown and alerted with its page, nothing is taken away',
    async (_what, failure) => {
      const hurried = await openHurriedShop({
        speed: 20,
        before: (shop) => {
          for (let id = 0; id < 150; id++) shop.addPacket({ id: `${1000 + id}`, number: 1000 + id, pos: 'adisyo' })
        },
      })
      const { shop, tezgah, waitForSlip } = hurried
      await tezgah.until('all', ({ cards }) => cards.length === 150)
      shop.failNext(Number.POSITIVE_INFINITY, { ...failure, vendor: 'adisyo', request: 'list' })
      await hurried.polls('adisyo', 4)
      await tezgah.until('said', (snapshot) => sourceIn(snapshot, 'adisyo').incompleteSinceMs !== null)
      expect((await tezgah.snapshot()).cards.filter(({ isGone }) => !isGone)).toHaveLength(150)
      // The lowest id stands on the first page.
      shop.addPacket({ id: '5', number: 5, pos: 'adisyo' })
      await waitForSlip(5)
      shop.clearFailures()
      await tezgah.until('whole again', (now) => sourceIn(now, 'adisyo').incompleteSinceMs === null)
      expect((await tezgah.snapshot()).cards.filter(({ isGone }) => !isGone)).toHaveLength(151)
    },
    30_000,
  )

  it('at 150 open orders a new one is alerted before the second page is asked for', async () => {
    const hurried = await openHurriedShop({
      speed: 20,
      pollSeconds: 10,
      before: (shop) => {
        for (let id = 0; id < 150; id++) shop.addPacket({ id: `${1000 + id}`, number: 1000 + id, pos: 'adisyo' })
      },
    })
    const { shop, tezgah } = hurried
    await tezgah.until('all', ({ cards }) => cards.length === 150)
    const pagesAsked = (): number => shop.requests.filter(({ path }) => path.includes('RecentOrders')).length
    await tezgah.until('an even page', () => pagesAsked() % 2 === 0)
    shop.addPacket({ id: '5', number: 5, pos: 'adisyo' })
    const asked = pagesAsked()
    await tezgah.until('the alert', ({ cards }) => cardOf(cards, 5)?.alert?.kind === 'new')
    expect(pagesAsked() - asked).toBeLessThanOrEqual(1)
  }, 30_000)
})

describe('49: an order leaves the list and is open by its id', () => {
  it('stays on the board and is asked for by its id, until it is over there', async () => {
    const hurried = await openHurriedShop({ speed: 20 })
    const { shop, tezgah, waitForSlip } = hurried
    const [kept, ended] = [1, 2].map((number) => shop.addPacket({ number, pos: 'adisyo' }))
    await Promise.all([waitForSlip(1), waitForSlip(2)])
    const from = hurried.shown().length
    for (const packet of [kept, ended]) shop.changePacket(packet?.id ?? '', { isListed: false })
    await hurried.polls('adisyo', 6)
    expect((await tezgah.snapshot()).cards.map(({ number }) => number)).toEqual(['1', '2'])
    expect(
      hurried
        .shown()
        .slice(from)
        .every(({ cards }) => cards.length === 2 && cards.every(({ isGone }) => !isGone)),
    ).toBe(true)
    shop.changePacket(kept?.id ?? '', { note: 'Yarın değil öbür gün' })
    await tezgah.until('its change', () => slipsOf(hurried, 1).length === 2)
    shop.cancel(ended?.id ?? '', 'Müşteri vazgeçti')
    await tezgah.until('the cancellation', ({ cards }) => cardOf(cards, 2)?.alert?.kind === 'cancelled')
    await tezgah.until('its slip', () => slipsOf(hurried, 2).length === 2)
    expect(flat(slipsOf(hurried, 2)[1])).toContain('İPTAL')
    shop.remove(kept?.id ?? '')
    await tezgah.until('gone', ({ cards }) => cardOf(cards, 1) === undefined || cardOf(cards, 1)?.isGone === true)
  }, 30_000)
})

describe.each(vendors)('50 at %s: the same platform code under a new id', (pos) => {
  it('goes on as one card with one history and a change slip', async () => {
    const hurried = await openHurriedShop({ speed: 20 })
    const { shop, tezgah, waitForSlip } = hurried
    const order = { pos, number: 1, channel: 'yemeksepeti', code: 'T-1', uuid: null }
    const [adana, ayran] = [{ title: 'Adana' }, { title: 'Ayran' }]
    const packet = shop.addPacket({ ...order, id: '5001', lines: [adana, ayran] })
    await waitForSlip(1)
    await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
    const [card] = (await tezgah.snapshot()).cards
    await tezgah.acknowledge([card?.key ?? ''])
    shop.remove(packet.id)
    // Gone for a while, and known as gone.
    if (pos === 'restomenum') await tezgah.until('gone', ({ cards }) => cards.length === 0)
    shop.addPacket({ ...order, id: '5002', number: 7, lines: [adana] })
    await tezgah.until('the change', ({ cards }) => cards[0]?.alert?.kind === 'changed')
    await tezgah.until('its slip', () => hurried.printer.slips().length === 2)
    await hurried.polls(pos, 3)
    const { cards, unacknowledgedCount } = await tezgah.snapshot()
    expect([cards.map(({ key, number }) => [key, number]), unacknowledgedCount]).toEqual([[[card?.key, '7']], 1])
    const slip = flat(hurried.printer.slips()[1])
    expect(slip).toMatch(/DEĞİŞTİ.*ÇIKARILDI 1 x Ayran/i)
    const page = await tezgah.ask('order.get', { key: card?.key ?? '' })
    const history = page.ok ? page.value.history.map(({ happening }) => happening.what) : []
    expect(history.filter((what) => ['seen', 'succeeded', 'changed'].includes(what))).toEqual([
      'seen',
      'succeeded',
      'changed',
    ])
    expect(hurried.printer.slips()).toHaveLength(2)
  }, 30_000)
})

describe('51: first seen when it is over', () => {
  it.each([
    ['restomenum', { detail: { status: 'Rejected' } }, 'cancelled'],
    ['restomenum', { detail: { status: 'Delivered' } }, 'delivered'],
    ['adisyo', { adisyo: { statusId: 7, status: 'Kapandı' } }, 'delivered'],
    ['adisyo', { adisyo: { statusId: 7, status: null } }, 'delivered'],
    ['adisyo', { adisyo: { status: 'İptal Edildi' } }, 'cancelled'],
  ] as const)(
    'at %s %j: it is on record and shown as it is, without a slip and without a ring',
    async (pos, raw, phase) => {
      const hurried = await openHurriedShop({ speed: 20 })
      const { shop, tezgah } = hurried
      shop.addPacket({ number: 1, pos, raw })
      const { cards } = await tezgah.until('the card', (now) => now.cards[0]?.phase === phase)
      await tezgah.until('silence', ({ unacknowledgedCount, openJobs }) => unacknowledgedCount + openJobs.length === 0)
      await hurried.polls(pos, 4)
      expect(hurried.printer.slips()).toEqual([])
      expect((await tezgah.snapshot()).sound).toBe('none')
      const page = await tezgah.ask('order.get', { key: cards[0]?.key ?? '' })
      expect(page.ok && page.value.history.map(({ happening }) => happening.what)).toContain('alreadyOver')
    },
  )
})

describe('52: values that move by themselves', () => {
  it('growth of the amount alone: the screen follows, nothing is printed, nobody is called', async () => {
    const hurried = await openHurriedShop({ speed: 20 })
    const { shop, tezgah, waitForSlip } = hurried
    const packet = shop.addPacket({
      number: 1,
      pos: 'restomenum',
      lines: [{ title: 'Bilardo', unitPriceKurus: 10_000 }],
    })
    await waitForSlip(1)
    for (let minute = 1; minute <= 8; minute++) {
      const unitPriceKurus = 10_000 + minute * 250
      shop.changePacket(packet.id, { lines: [{ title: 'Bilardo', unitPriceKurus }] })
      await tezgah.until('the amount', ({ cards }) => cards[0]?.totalKurus === unitPriceKurus)
    }
    await hurried.polls('restomenum', 3)
    expect(hurried.printer.slips()).toHaveLength(1)
    expect((await tezgah.snapshot()).cards[0]?.alert?.kind).toBe('new')
    // A change beside it is told, with all that the amount has grown since the last slip.
    shop.changePacket(packet.id, { note: 'Çay da istiyor', lines: [{ title: 'Bilardo', unitPriceKurus: 12_250 }] })
    await tezgah.until('the slip', () => hurried.printer.slips().length === 2)
    expect(flat(hurried.printer.slips()[1])).toMatch(/DEĞİŞTİ.*Çay da istiyor.*100,00.*122,50/)
  }, 30_000)

  it('a value that flaps: at most one change slip a minute, and the slip says so', async () => {
    const hurried = await openHurriedShop({ speed: 20, pollSeconds: 2 })
    const { shop, tezgah, waitForSlip, nowMs } = hurried
    const packet = shop.addPacket({ number: 1, pos: 'adisyo' })
    await waitForSlip(1)
    const fromMs = nowMs()
    const untilMs = fromMs + 200_000
    for (let turn = 1; nowMs() < untilMs; turn++) {
      shop.changePacket(packet.id, { note: `Hazır: ${turn} dk` })
      await hurried.polls('adisyo', 1)
    }
    const minutes = Math.ceil((nowMs() - fromMs) / 60_000)
    await tezgah.until('rest', ({ openJobs }) => openJobs.length === 0)
    const changed = hurried.printer.slips().filter(({ text }) => text.includes('DEĞİŞTİ'))
    expect(changed.length).toBeGreaterThanOrEqual(2)
    expect(changed.length).toBeLessThanOrEqual(minutes + 1)
    expect(flat(changed[0])).not.toContain('birden çok kez')
    expect(flat(changed.at(-1))).toContain('Kısa sürede birden çok kez değişti')
  }, 90_000)
})
