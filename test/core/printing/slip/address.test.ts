import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { addressLines } from '../../../../src/core/printing/slip/addressLines.ts'
import { mapLink } from '../../../../src/shared/model/mapLink.ts'
import { plainOrder } from './orders.ts'

describe('an address in lines', () => {
  it.each([
    ['Caferağa Mah. Moda Cad. No:12/3 Kat 2 Daire 5', ['Caferağa Mah.', 'Moda Cad. No:12/3', 'Kat 2 Daire 5']],
    [
      'YILDIZ MAHALLESİ, ÇIRAĞAN CAD., No:12, Blok B, Kat:4, Daire:11',
      ['YILDIZ MAHALLESİ', 'ÇIRAĞAN CAD. No:12', 'Blok B Kat:4 Daire:11'],
    ],
    [
      'Örnek Mahallesi, Örnek Sokak No:123, 34000 İstanbul',
      ['Örnek Mahallesi', 'Örnek Sokak No:123', '34000 İstanbul'],
    ],
    ['Mahmutbey Merkez', ['Mahmutbey Merkez']],
    ['Bir\nİki', ['Bir', 'İki']],
    ['', []],
  ])('%j', (address, lines) => {
    expect(addressLines(address)).toEqual(lines)
  })
})

describe('the map', () => {
  const customer = plainOrder.customer ?? undefined
  if (customer === undefined) throw new Error('the plain order has a customer')

  it('is the coordinates where there are any', () => {
    const coordinates = { latitude: 40.98765412, longitude: 29.1 }
    expect(mapLink({ ...customer, coordinates })).toBe('https://maps.google.com/?q=40.987654,29.1')
  })

  it('is the address else, shortened at a word so that a phone can still read the code', () => {
    expect(mapLink({ ...customer, address: 'Moda Cad. No:1 & 2', city: 'İstanbul' })).toBe(
      'https://maps.google.com/?q=Moda+Cad.+No%3A1+%26+2+%C4%B0stanbul',
    )
    const long = mapLink({ ...customer, address: 'çok uzun sokak '.repeat(50) }) ?? ''
    expect(long).toMatch(/\+(?:sokak|uzun|cok)$/)
    expect(encode(long, { ecc: 'M', border: 0 }).size).toBeLessThanOrEqual(45)
  })

  it('loses floor and flat before the district, and no half of a word in another script', () => {
    const long = { ...customer, region: 'Şişli', city: 'İstanbul' }
    const address = `Örnek Mahallesi Büyükdere Caddesi No:12 ${'İç kapı üçüncü kat '.repeat(9)}`
    expect(mapLink({ ...long, address })).toMatch(
      /\?q=Ornek\+Mahallesi\+Buyukdere\+Caddesi\+No%3A12\+.*\+Sisli\+Istanbul$/,
    )
    expect(mapLink({ ...long, address: `Παπαδοπούλου ${'uzun '.repeat(40)}` })).toContain(
      `q=${encodeURIComponent('Παπαδοπούλου')}+`,
    )
  })

  it('is nothing without either', () => {
    expect(mapLink({ ...customer, address: null, city: 'İstanbul' })).toBeNull()
    expect(mapLink({ ...customer, address: '\ud83d' })).toMatch(/^https:/)
  })
})
