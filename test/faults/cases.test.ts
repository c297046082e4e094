import { describe, expect, it } from 'vitest'
import type { PracticeSlip } from '../../src/practice/printer/practicePrinter.ts'
import { openHurriedShop } from './hurriedShop.ts'

/** Inputs as shops have got them, from the vendor's wire to the card and the paper. */

const flat = (slip: PracticeSlip): string => slip.text.replace(/\s+/g, ' ')
const vendors = ['restomenum', 'adisyo'] as const

/** One order whose fields are these, in the vendor's own shape. */
const asSent = (
  vendor: (typeof vendors)[number],
  fields: { lines?: object[]; head?: object; note?: string; customerName?: string },
): object => {
  const { lines = [], head = {}, note, customerName } = fields
  const [first = '', ...rest] = (customerName ?? 'Ayşe Yılmaz').split(' ')
  const customer =
    vendor === 'restomenum' ? { name: customerName } : { customerName: first, customerSurname: rest.join(' ') }
  return vendor === 'restomenum'
    ? { summary: head, detail: { ...head, orders: lines, ...(note === undefined ? {} : { note }), customer } }
    : { adisyo: { ...head, products: lines, ...(note === undefined ? {} : { orderNote: note }), customer } }
}

const lineAsSent = (
  vendor: (typeof vendors)[number],
  id: number,
  name: string,
  quantity: unknown,
  more: object = {},
): object =>
  vendor === 'restomenum'
    ? { id: String(id), title: name, quantity, options: [], lineTotal: 10, ...more }
    : { id, productName: name, quantity, totalAmount: 10, features: [], ...more }

describe.each(vendors)('45, 46 at %s', (vendor) => {
  it('46: entities are decoded once, the same on card and slip; what is none stays', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const option =
      vendor === 'restomenum'
        ? { options: ['Ac&#305;l&#305; &amp; Bol'] }
        : { features: [{ featureName: 'Ac&#305;l&#305; &amp; Bol' }] }
    const lines = [
      lineAsSent(vendor, 1, 'Et &amp; Tavuk', 1, option),
      lineAsSent(vendor, 2, '14&quot; Pide', 1),
      lineAsSent(vendor, 3, '&#304;skender', 1),
      lineAsSent(vendor, 4, 'R&B &copy', 1),
      lineAsSent(vendor, 5, 'K&amp;#39;lı', 1),
    ]
    shop.addPacket({
      number: 1,
      pos: vendor,
      raw: asSent(vendor, { lines, note: 'Zil &lt;bozuk&gt;', customerName: 'Ay&#351;e &Ouml;z' }),
    })
    const text = flat(await waitForSlip(1))
    for (const said of [
      'Et & Tavuk',
      '14" Pide',
      'İskender',
      'R&B &copy',
      'K&#39;lı',
      '+ Acılı & Bol',
      'Zil <bozuk>',
      'Ayşe Öz',
    ])
      expect(text.toLocaleUpperCase('tr'), said).toContain(said.toLocaleUpperCase('tr'))
    const [card] = (await tezgah.snapshot()).cards
    expect(card?.items.map(({ name }) => name)).toEqual(['Et & Tavuk', '14" Pide', 'İskender', 'R&B &copy', 'K&#39;lı'])
    expect([card?.note, card?.customerName]).toEqual(['Zil <bozuk>', 'Ayşe Öz'])
  })

  it('45: every line is there, each with its quantity; what cannot be read says so with what came', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const quantities: [string, unknown, RegExp][] = [
      ['Yarım', 0.5, /0,5 x Yarım/],
      ['Virgül', '0,5', /0,5 x Virgül/],
      ['Bin', '1.000', /1 x Bin/],
      ['Kilo', 0.725, /0,725 x Kilo/],
      ['Sıfır', 0, /0 x Sıfır/],
      ['Boş', undefined, /1 x Boş/],
      ['Geri', -1, /İADE: 1 x Geri/],
      ['Adetli', '2 adet', /\? x Adetli.*KONTROL ET: adet okunamadı \(gelen: "2 adet"\)/],
    ]
    const lines = quantities.map(([name, quantity], index) => lineAsSent(vendor, index + 1, name, quantity))
    shop.addPacket({ number: 1, pos: vendor, raw: asSent(vendor, { lines }) })
    const slip = await waitForSlip(1)
    for (const [name, , pattern] of quantities) expect(flat(slip), name).toMatch(pattern)
    expect(slip.text).not.toContain('EKSİK')
    const [card] = (await tezgah.snapshot()).cards
    expect(card?.itemCount).toBe(8)
  })

  it.each([
    ['2026-12-05 19:30', '05.12.2026 19:30'],
    ['05.12.2026 19:30', '05.12.2026 19:30'],
    ['2026-12-05T19:30:00', '05.12.2026 19:30'],
    ['2026-12-05T16:30:00Z', '05.12.2026 19:30'],
    ['2026-12-05T19:30:00+03:00', '05.12.2026 19:30'],
    [1_796_488_200, '05.12.2026 19:30'],
    [1_796_488_200_000, '05.12.2026 19:30'],
    ['1796488200000', '05.12.2026 19:30'],
  ])('a scheduled time in any shape (%s) is the same instant', async (sent, _shown) => {
    const { shop, tezgah } = await openHurriedShop()
    const head =
      vendor === 'restomenum'
        ? { isScheduled: true, scheduledDate: sent }
        : { isScheduledOrder: true, scheduledTime: sent }
    shop.addPacket({
      number: 1,
      pos: vendor,
      raw: asSent(vendor, { head, lines: [lineAsSent(vendor, 1, 'Ayran', 1)] }),
    })
    const { cards } = await tezgah.until('the card', (board) => board.cards.length === 1)
    expect(cards[0]?.scheduledForMs).toBe(Date.UTC(2026, 11, 5, 16, 30))
  })

  it('nothing is no time; nonsense is scheduled for nobody knows when, and says so', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const head = (sent: unknown): object =>
      vendor === 'restomenum'
        ? { isScheduled: false, scheduledDate: sent }
        : { isScheduledOrder: false, scheduledTime: sent }
    for (const [index, sent] of [0, null, '', 'akşam gibi'].entries()) {
      const lines = [lineAsSent(vendor, 1, 'Ayran', 1)]
      shop.addPacket({ number: index + 1, pos: vendor, raw: asSent(vendor, { head: head(sent), lines }) })
    }
    const slips = [await waitForSlip(1), await waitForSlip(2), await waitForSlip(3), await waitForSlip(4)]
    expect(slips.map((slip) => slip.text.includes('İLERİ TARİHLİ'))).toEqual([false, false, false, true])
    expect(slips[3]?.text).toContain('SAATİ BİLİNMİYOR: KONTROL ET')
    const { cards } = await tezgah.snapshot()
    expect(cards.map(({ scheduledForMs }) => scheduledForMs)).toEqual([null, null, null, null])
  })
})

describe('money that is not as it seems', () => {
  it('another currency is said apart and never added as lira', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const payments = [
      { paymentName: 'Multinet', amount: 100, isDebit: false, currency: 'TRY', exchangeRate: 1 },
      { paymentName: 'Euro', amount: 10, isDebit: false, currency: 'EUR', exchangeRate: 36.5 },
    ]
    shop.addPacket({ number: 1, pos: 'adisyo', raw: { adisyo: { orderTotal: 465, payments } } })
    const text = flat(await waitForSlip(1))
    expect(text).toContain('KONTROL ET')
    expect(text).toContain('Euro (lira değil)')
    expect(text).toContain('10,00 EUR')
    expect(text).toContain('Ödenen 100,00 TL')
    const [card] = (await tezgah.snapshot()).cards
    expect(card?.collection).toMatchObject({ kind: 'check', amountKurus: 36_500 })
  })

  it('what was paid too much is said beside ÖDENDİ', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const payments = [{ paymentName: 'Nakit', amount: 150, isDebit: false }]
    shop.addPacket({ number: 1, pos: 'adisyo', raw: { adisyo: { orderTotal: 100, payments } } })
    const text = flat(await waitForSlip(1))
    expect(text).toContain('ÖDENDİ')
    expect(text).toContain('Fazla ödeme 50,00 TL')
    const [card] = (await tezgah.snapshot()).cards
    expect(card?.collection).toMatchObject({ kind: 'paid', overpaidKurus: 5_000 })
  })
})

describe('words on unknown things', () => {
  it('a channel has a readable name, an order without its type says so, and none is no word', async () => {
    const { shop, tezgah, waitForSlip } = await openHurriedShop()
    const detail = { entegrasyon: 'migrosyemek', type: null, status: 'none' }
    shop.addPacket({ number: 1, pos: 'restomenum', raw: { summary: detail, detail } })
    shop.addPacket({
      number: 2,
      pos: 'restomenum',
      raw: { summary: { entegrasyon: 'köşe bakkal' }, detail: { entegrasyon: 'köşe bakkal' } },
    })
    const slips = [await waitForSlip(1), await waitForSlip(2)]
    expect(slips.map(flat)).toEqual([
      expect.stringContaining('MİGROS YEMEK - TÜRÜ BELİRSİZ'),
      expect.stringContaining('KÖŞE BAKKAL'),
    ])
    const { cards } = await tezgah.snapshot()
    expect(cards.map(({ channel, statusText }) => [channel.name, statusText])).toEqual([
      ['Migros Yemek', null],
      ['Köşe Bakkal', null],
    ])
  })
})
