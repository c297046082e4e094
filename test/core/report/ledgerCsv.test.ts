import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledgerCsv } from '../../../src/core/report/ledgerCsv.ts'
import type { LedgerRow } from '../../../src/shared/model/ledgerPage.ts'
import { ledgerRow } from '../../renderer/ledgerFixture.ts'

const row = (given: Partial<LedgerRow>): LedgerRow => ({ ...ledgerRow(0), ...given })

/** As RFC 4180 has it read: the reader of a spreadsheet, not the library that wrote it. */
function read(csv: string): string[][] {
  expect(csv.startsWith('\uFEFF')).toBe(true)
  const rows: string[][] = [['']]
  let isQuoted = false
  for (let at = 1; at < csv.length; at++) {
    const letter = csv[at] ?? ''
    const cells = rows.at(-1) ?? []
    const last = cells.length - 1
    if (isQuoted && letter === '"' && csv[at + 1] === '"') at++
    else if (letter === '"') {
      isQuoted = !isQuoted
      continue
    }
    if (!isQuoted && letter === ';') cells.push('')
    else if (!isQuoted && csv.startsWith('\r\n', at)) {
      rows.push([''])
      at++
    } else cells[last] = (cells[last] ?? '') + letter
  }
  return rows.slice(0, -1)
}

const cellsOf = (given: Partial<LedgerRow>): Map<string, string> => {
  const [head = [], cells = []] = read(ledgerCsv([row(given)], 'tr'))
  return new Map(head.map((name, index) => [name, cells[index] ?? '']))
}

describe('the table for a spreadsheet', () => {
  it.each(['=1+2', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=cmd|"/c calc"!A1'])('makes no formula of %j', (text) => {
    expect(cellsOf({ customerName: text }).get('Müşteri')).toBe(`'${text}`)
  })

  it('keeps a negative amount a number and a phone its plus', () => {
    expect(cellsOf({ totalKurus: -123_450 }).get('Tutar')).toBe('-1234,50')
    expect(cellsOf({ totalKurus: -5 }).get('Tutar')).toBe('-0,05')
    expect(cellsOf({ totalKurus: 2_000, foreignCurrency: 'EUR' }).get('Tutar')).toBe('20,00 EUR')
    expect(cellsOf({ phone: '+90 532 000 00 01' }).get('Telefon')).toBe('+90 532 000 00 01')
    expect(cellsOf({ phone: '+cmd|x' }).get('Telefon')).toBe("'+cmd|x")
  })

  it.each(['-555-1234', '-5', '--5', '=5321112233', '@532'])('makes no formula of the phone %j', (phone) => {
    expect(cellsOf({ phone }).get('Telefon')).toBe(`'${phone}`)
  })

  it.each(['05321112233', '0(532) 111 22 33', '(0532) 111-22-33', '+90 532 111-22-33'])(
    'keeps the phone %j as it came',
    (phone) => expect(cellsOf({ phone }).get('Telefon')).toBe(phone),
  )

  it('has Istanbul’s times, and says how surely a slip is on paper', () => {
    const cells = cellsOf({ seenAtMs: Date.UTC(2026, 0, 5, 17, 5, 12), slip: { state: 'sent', atMs: 0, copies: 2 } })
    expect([cells.get('Geldi'), cells.get('Fiş'), cells.get('Kopya')]).toEqual([
      '2026-01-05 20:05:12',
      'gönderildi',
      '2',
    ])
  })

  it('says by which act and where it was acknowledged, and to whom it was handed', () => {
    const cells = cellsOf({
      acknowledgedBy: { how: 'rail', counterName: 'Kasa PC' },
      handedOver: { atMs: Date.UTC(2026, 0, 5, 17, 5), courierId: 'platform', courierName: 'platform' },
    })
    const named = ['Nasıl görüldü', 'Görüldüğü bilgisayar', 'Kuryeye verildi', 'Verilen kurye']
    expect(named.map((name) => cells.get(name))).toEqual([
      'yeni sipariş şeridinden',
      'Kasa PC',
      '2026-01-05 20:05:00',
      'Platform kuryesi',
    ])
    const bare = cellsOf({ acknowledgedBy: null, handedOver: null })
    expect(named.map((name) => bare.get(name))).toEqual(['', '', '', ''])
  })

  it('reads back as it was, whatever stands in a cell, and no cell begins as a formula', () => {
    const words = fc.string({
      unit: fc.constantFrom(';', '"', '\r', '\n', '\t', '=', '+', '-', '@', 'ş', 'a', "'", ','),
    })
    fc.assert(
      fc.property(
        fc.array(fc.record({ customerName: words, code: words, phone: words }), { maxLength: 5 }),
        (given) => {
          const [head = [], ...rows] = read(ledgerCsv(given.map(row), 'tr'))
          expect(rows).toHaveLength(given.length)
          rows.forEach((cells, index) => {
            const of = (name: string): string => cells[head.indexOf(name)] ?? ''
            const plain = (text: string): string => text.replace(/^'(?=[=+\-@\t\r\n])/, '')
            expect(plain(of('Müşteri'))).toBe(plain(given[index]?.customerName ?? ''))
            expect(plain(of('Kod'))).toBe(plain(given[index]?.code ?? ''))
            for (const name of ['Müşteri', 'Kod']) expect(of(name)).not.toMatch(/^[=+\-@\t\r\n]/)
          })
        },
      ),
    )
  })

  it('is English on an English screen', () => {
    expect(read(ledgerCsv([], 'en'))[0]).toContain('Acknowledged')
  })
})
