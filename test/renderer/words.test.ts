import type { OrderChange } from '../../src/shared/model/change.ts'
import type { Happening } from '../../src/shared/model/history.ts'
import { aChangedLine } from '../support/anOrder.ts'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { collectionText } from '../../src/renderer/board/CollectionBox.tsx'
import { formatLira } from '../../src/shared/model/money.ts'
import { formatQuantity } from '../../src/shared/model/quantity.ts'
import { formatClockSeconds, formatDateTime, formatMoment, spellMoment } from '../../src/shared/model/istanbulTime.ts'
import { orderNumber } from '../../src/shared/model/order.ts'
import { sayAge, sayMinutes } from '../../src/renderer/words/sayAge.ts'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { historyWords } from '../../src/renderer/order/HistoryPanel.tsx'
import { callLink } from '../../src/renderer/order/CustomerPanel.tsx'
import { problemWords } from '../../src/renderer/words/problemWords.ts'
import { NOW_MS } from './fixtures.ts'

beforeAll(() => startWords('tr'))

describe('money', () => {
  it.each([
    [0, '₺0,00'],
    [123_450, '₺1.234,50'],
    [100_000_005, '₺1.000.000,05'],
    [-2000, '-₺20,00'],
  ])('%i kuruş', (kurus, text) => expect(formatLira(kurus)).toBe(text))

  it('is said in a line as on the card', () => {
    const collect = { kind: 'collect', amountKurus: 24_550, method: 'Nakit', partly: false } as const
    expect(collectionText(i18next.t, { collection: collect })).toBe('TAHSİL EDİLECEK ₺245,50')
    expect(
      collectionText(i18next.t, { collection: { kind: 'paid', method: null, paidKurus: 1, overpaidKurus: 0 } }),
    ).toBe('ÖDENDİ')
    expect(
      collectionText(i18next.t, {
        collection: { kind: 'check', method: null, amountKurus: null, foreignCurrency: null, asksMeaning: false },
      }),
    ).toBe('KONTROL ET')
    const euro = {
      kind: 'check',
      method: null,
      amountKurus: 2_000,
      foreignCurrency: 'EUR',
      asksMeaning: false,
    } as const
    expect(collectionText(i18next.t, { collection: euro })).toBe('KONTROL ET 20,00 EUR')
  })
})

it.each([
  [2, '2'],
  [0.375, '0,375'],
  [0.1 + 0.2, '0,3'],
])('quantity %d', (quantity, text) => expect(formatQuantity(quantity)).toBe(text))

describe('times are those of Istanbul, wherever the computer believes to be', () => {
  it('on the clock and in dates', () => {
    expect(formatClockSeconds(NOW_MS)).toBe('20:05:12')
    expect(formatDateTime(NOW_MS)).toBe('05.01.2026 20:05')
    expect(spellMoment(NOW_MS, 'tr')).toBe('5 Ocak Pazartesi 20:05')
    expect(spellMoment(NOW_MS, 'en')).toMatch(/Monday,? 5 January 20:05/)
  })

  it('with the date on any other day, counted in Istanbul', () => {
    expect(formatMoment(NOW_MS - 3_600_000, NOW_MS)).toBe('19:05')
    // 22:30 UTC is half past one of the next day in Istanbul.
    expect(formatMoment(Date.UTC(2026, 0, 4, 22, 30), NOW_MS)).toBe('01:30')
    expect(formatMoment(Date.UTC(2026, 0, 4, 20, 30), NOW_MS)).toBe('04.01.2026 23:30')
  })

  it('midnight is 00, not 24', () => expect(formatDateTime(Date.UTC(2026, 0, 4, 21, 0))).toBe('05.01.2026 00:00'))
})

describe('lengths of time', () => {
  it.each([
    [-5, '0 sn'],
    [59_999, '59 sn'],
    [125_000, '2 dk'],
    [3_900_000, '1 sa 5 dk'],
    [7_200_000, '2 sa'],
  ])('%i ms', (ms, text) => expect(sayAge(i18next.t, ms)).toBe(text))

  it('drops the minutes of tomorrow', () => expect(sayMinutes(i18next.t, 26 * 60 + 17)).toBe('26 sa'))
})

it('calls an order by its number, else its code, else the end of its key', () => {
  expect(orderNumber({ number: '9', code: 'X', key: 'k' })).toBe('#9')
  expect(orderNumber({ number: null, code: 'YS-1', key: 'k' })).toBe('YS-1')
  expect(orderNumber({ number: null, code: null, key: 'a/123456' })).toBe('…3456')
})

it.each([
  ['0850 346 00 00', 'tel:08503460000'],
  ['+90 (216) 555-00-11', 'tel:+902165550011'],
  ['gizli', null],
  ['12', null],
])('calls %s by %s', (number, link) => {
  expect(callLink(number)).toBe(link)
})

describe('the history', () => {
  const say = (happening: Happening) => historyWords(i18next.t, happening)

  it('tells what changed, from what to what', () => {
    const changes: OrderChange[] = [
      { what: 'line', before: null, after: aChangedLine('Ezme', { leftOut: ['Biber'] }) },
      { what: 'scheduledFor', before: NOW_MS, after: null },
      { what: 'total', before: 120_000, after: 123_450 },
    ]
    const details = [
      'Ürün: yok → 1 x Ezme (YOK: Biber)',
      'Teslim zamanı: 05.01.2026 20:05 → yok',
      'Toplam: 1.200,00 → 1.234,50',
    ]
    expect(say({ what: 'changed', changes })).toEqual({ what: 'Değişti', details })
  })

  it('tells why an order is gone, who was told of what, and the reason of a cancellation', () => {
    expect(say({ what: 'goneWhy', why: 'delivered' }).details).toEqual(['teslim edildi'])
    expect(say({ what: 'acknowledged', kind: 'new' }).details).toEqual(['YENİ'])
    expect(say({ what: 'cancelled', reason: 'Adres yok' }).details).toEqual(['Adres yok'])
  })

  it('tells who carried it, how that ended, and what its vendor knows', () => {
    expect(say({ what: 'handedOver', courierId: 'ali', courierName: 'Ali Ç.' })).toEqual({
      what: 'Kuryeye verildi',
      details: ['Ali Ç.'],
    })
    expect(say({ what: 'handedOver', courierId: 'platform', courierName: 'platform' }).details).toEqual([
      'Platform kuryesi',
    ])
    expect(say({ what: 'handOverEnded', state: 'delivered', by: 'vendor' }).details).toEqual([
      'teslim edildi · kaynağın ekranından',
    ])
    expect(say({ what: 'vendorTold', step: 'onTheWay' })).toEqual({
      what: 'Kaynağa bildirildi',
      details: ['Yola çıktı'],
    })
    const refused = say({ what: 'vendorNotTold', step: 'delivered', problem: 'paymentTypeMissing' })
    expect(refused.what).toBe('Kaynak bunu bilmiyor')
    expect(refused.details).toEqual(['Teslim edildi', problemWords(i18next.t, { code: 'paymentTypeMissing' }).what])
  })
})

it('fills a fault’s words with what the core says about it', () => {
  expect(problemWords(i18next.t, { code: 'ledgerSetAside', params: { file: 'ledger.broken' } }).what).toContain(
    'ledger.broken',
  )
})
