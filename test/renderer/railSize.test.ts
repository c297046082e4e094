import { describe, expect, it } from 'vitest'
import { densityFor, railRoom, rowsIn, tileSizes } from '../../src/renderer/board/railSize.ts'

describe('the density of the rail', () => {
  it('follows the number of orders, and does not go back and forth', () => {
    expect(densityFor('roomy', 9, 15)).toBe('roomy')
    expect(densityFor('roomy', 10, 15)).toBe('dense')
    expect(densityFor('dense', 7, 15)).toBe('dense')
    expect(densityFor('dense', 6, 15)).toBe('roomy')
  })

  it('is dense as soon as one of them would be out of view', () => {
    expect(densityFor('roomy', 4, 4)).toBe('roomy')
    expect(densityFor('roomy', 5, 4)).toBe('dense')
    expect(densityFor('dense', 3, 4)).toBe('dense')
    expect(densityFor('dense', 2, 4)).toBe('roomy')
  })
})

describe('the room of the rail', () => {
  it('holds whole rows, one at least', () => {
    const { dense } = tileSizes.normal
    expect(rowsIn(railRoom('normal', 658).mostPx, dense)).toBe(4)
    expect(rowsIn(railRoom('normal', 518).mostPx, dense)).toBe(3)
    expect(rowsIn(railRoom('normal', 60).mostPx, dense)).toBe(1)
  })

  it('reserves a lower row on a low window', () => {
    expect(railRoom('normal', 658)).toMatchObject({ leastPx: 141, isFlat: false })
    expect(railRoom('normal', 211)).toMatchObject({ leastPx: 115, isFlat: true })
    expect(railRoom('largest', 390)).toMatchObject({ leastPx: 201, isFlat: false })
  })
})
