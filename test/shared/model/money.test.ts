import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatKurus, parseKurus, typedKurus } from '../../../src/shared/model/money.ts'

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

  it.each([
    ['1.250', 125_000],
    ['1.250,5', 125_050],
    ['12.345.678', null],
    ['1.234.567,89', 123_456_789],
    ['1250', 125_000],
    ['12,5', 1_250],
    ['12.50', 1_250],
    ['0,05', 5],
    // A thousand and more to one, one and a quarter to another.
    ['1,250', null],
    ['0.250', null],
    ['1.25.000', null],
    ['1,250.00', null],
    ['-5', null],
    ['', null],
  ])('reads %j, as a person has typed it, as %j kuruş', (typed, kurus) => {
    expect(typedKurus(typed)).toBe(kurus)
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
        (kurus) =>
          parseKurus(formatKurus(kurus)) === kurus && typedKurus(formatKurus(Math.abs(kurus))) === Math.abs(kurus),
      ),
    )
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (kurus) => parseKurus(kurus / 100) === kurus),
    )
  })
})
