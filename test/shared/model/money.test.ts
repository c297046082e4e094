import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatKurus, parseKurus } from '../../../src/shared/model/money.ts'

describe('money', () => {
  it.each([
    [245.5, 24_550],
    ['245,50', 24_550],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1234', 123_400],
    [1.005, 101],
    [27.8, 2_780],
    [-5, -500],
    [1e-7, 0],
  ])('reads %j as %i kuruş', (given, kurus) => {
    expect(parseKurus(given)).toBe(kurus)
  })

  it.each([
    [Number.NaN],
    [Infinity],
    [1e300],
    ['abc'],
    [''],
    [null],
    [undefined],
    [{}],
    ['1,2,3'],
    ['12 TL'],
    ['--5'],
    ['1e5'],
    [20_000_000],
  ])('refuses %j', (given) => {
    expect(parseKurus(given)).toBeNull()
  })

  it('writes amounts as Turkish bills do', () => {
    expect([0, 5, 100, 123_450, 123_456_789, -24_550].map(formatKurus)).toEqual([
      '0,00',
      '0,05',
      '1,00',
      '1.234,50',
      '1.234.567,89',
      '-245,50',
    ])
  })

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        (kurus) => parseKurus(formatKurus(kurus)) === kurus,
      ),
    )
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (kurus) => parseKurus(kurus / 100) === kurus),
    )
  })
})
