import { describe, expect, it } from 'vitest'
import { decodeEscpos } from '../../../src/practice/printer/decodeEscpos.ts'
import { paperText } from '../../../src/practice/printer/paper.ts'

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part, 'latin1'))))
const decode = (...parts: (string | number)[]) => decodeEscpos(bytes(...parts), 32)

describe('the decoder', () => {
  it('reads letters by code page, and not without one that it knows', () => {
    expect(paperText(decode('\x1bt', 13, 0x98, 0x9e, 0xa6, 0x8d, '\n'))).toBe('İŞĞı\n')
    expect(paperText(decode('\x1bt', 48, 0xdd, 0xde, 0xd0, 0xfd, '\n'))).toBe('İŞĞı\n')
    expect(decode('\x1bt', 99, 0x98, '\n').unknown).toEqual([
      { offset: 0, hex: '1b 74 63' },
      { offset: 3, hex: '98' },
    ])
  })

  it('tells sizes, reverse video and alignment', () => {
    const [item] = decode('\x1ba', 1, '\x1d!', 0x12, '\x1dB', 1, '\x1bE', 1, 'AB', '\x1dB', 0, 'C\n').items
    expect(item).toMatchObject({
      align: 'center',
      runs: [
        { text: 'AB', width: 2, height: 3, bold: true, inverted: true },
        { text: 'C', inverted: false },
      ],
    })
  })

  it('reports a line wider than the paper', () => {
    expect(decode('x'.repeat(32), '\n').tooWide).toEqual([])
    expect(decode('x'.repeat(33), '\n').tooWide).toHaveLength(1)
    expect(decode('\x1d!', 0x10, 'x'.repeat(17), '\n').tooWide).toHaveLength(1)
  })

  it('counts every way to open the drawer', () => {
    expect(decode('\x1bp', 0, 25, 250, '\x10\x14', 1, 0, 5).drawerKicks).toBe(2)
  })

  it('reports what it does not know, and goes on', () => {
    const paper = decode('a', 0x07, 'b', '\x1b\x7f', 'c\n', '\x1d(Z', 2, 0, 'xx', 'd\n', '\x1b')
    expect(paper.unknown.map(({ offset }) => offset)).toEqual([1, 3, 7, 16])
    expect(paperText(paper)).toBe('abc\nd\n')
  })

  it('reads a QR code, a completion id and the cut', () => {
    const paper = decode('\x1d(k', 8, 0, '1P0https', '\x1d(k', 3, 0, '1Q0', '\x1d(H', 6, 0, '00ab12', '\x1dV', 1)
    expect(paper.items).toEqual([{ kind: 'qr', data: 'https', moduleDots: 3, align: 'left' }, { kind: 'cut' }])
    expect(paper).toMatchObject({ cuts: 1, completionIds: ['ab12'], unknown: [] })
  })
})
