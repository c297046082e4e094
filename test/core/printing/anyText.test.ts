import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printableLetters } from '../../../src/core/printing/codePages.ts'
import { composeSlip } from '../../../src/core/printing/composeSlip.ts'
import { encodeSlip } from '../../../src/core/printing/escpos.ts'
import { columnsOf } from '../../../src/core/printing/models.ts'
import type { Replacement } from '../../../src/core/printing/safeText.ts'
import { decodeEscpos } from '../../../src/practice/printer/decodeEscpos.ts'
import type { Paper } from '../../../src/practice/printer/paper.ts'
import { formatKurus } from '../../../src/shared/money.ts'
import { codePages } from '../../../src/shared/settings.ts'
import type { SlipBlock, SlipSize } from '../../../src/shared/slip.ts'
import { baseOptions } from './goldenSlips.ts'
import { line, phoneOrder } from './orders.ts'

const nasty = fc.constantFrom(
  '\u001bp\u0000\u0019\u00fa',
  '\u0010\u0014\u0001\u0000\u0005',
  '\u001dV\u0000',
  '\u001b@',
  '\u202e',
  '\ud83d',
  'İI\u0307ıi\u0307',
  '₺1.234,50',
  '👨‍👩‍👧',
  'ğüşıöçĞÜŞİÖÇ',
  'uzunkelime'.repeat(8),
  '\r\n',
  '\u00a0',
  '\u009b',
  '§¶☺♥\u0014',
)
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string(), nasty), { maxLength: 6 })
  .map((parts) => parts.join(''))
const anyPrinter = fc.record({
  paperWidthMm: fc.constantFrom(58 as const, 80 as const),
  codePage: fc.constantFrom(...codePages),
  codePageNumber: fc.constant(null),
  feedLines: fc.integer({ min: 0, max: 5 }),
})

/** Nothing executed, nothing ran off the paper, every byte understood. */
function expectHarmless(paper: Paper): void {
  expect(paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, cuts: 1, completionIds: [] })
  expect(paper.codePages.length).toBeLessThanOrEqual(1)
}

/** Letters on paper, without spaces and line breaks, which wrapping moves. */
const lettersOf = (paper: Paper): string =>
  paper.items
    .flatMap((item) => (item.kind === 'line' ? item.runs.map((run) => run.text) : []))
    .join('')
    .replaceAll(/[\s\u00a0]/g, '')

/** What the paper must show: the text itself, but for what was reported, in the order it was reported. */
function expected(text: string, replacements: readonly Replacement[]): string {
  const reports = [...replacements]
  let result = ''
  for (const letter of text.normalize('NFC')) {
    const report = reports[0]?.original === letter ? reports.shift() : undefined
    result += report === undefined ? letter : report.printed
  }
  expect(reports).toEqual([])
  return result.replaceAll(/[\s\u00a0\u0085]/g, '')
}

const blockOf: Record<string, (text: string, size: SlipSize) => SlipBlock> = {
  text: (text, size) => ({ kind: 'text', text, size, tall: true, bold: true, align: 'left', inverted: false, struck: false, indent: 5 }),
  centered: (text, size) => ({ kind: 'text', text, size, bold: false, align: 'center', inverted: true, struck: false, indent: 0 }),
  rowLeft: (text, size) => ({ kind: 'row', left: text, right: '', size, bold: false, struck: false }),
  rowRight: (text, size) => ({ kind: 'row', left: '', right: text, size, bold: false, struck: false }),
  box: (text, size) => ({ kind: 'box', title: null, text, size, tall: true }),
}

describe('any text', () => {
  it.each(Object.entries(blockOf))('is on the paper, letter for letter or reported: %s', (kind, block) => {
    fc.assert(
      fc.property(anyText, fc.constantFrom<SlipSize>(1, 2, 3), anyPrinter, (text, size, printer) => {
        const { bytes, replacements } = encodeSlip({ blocks: [block(text, size)] }, printer)
        const paper = decodeEscpos(bytes, columnsOf[printer.paperWidthMm])
        expectHarmless(paper)
        const frame = kind === 'box' ? /[┌┐└┘─│+|-]/g : /(?!)/g
        expect(lettersOf(paper).replaceAll(frame, '')).toBe(expected(text, replacements).replaceAll(frame, ''))
      }),
      { numRuns: 150 },
    )
  })

  it('in any field of an order does nothing but print', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 12, maxLength: 12 }), anyPrinter, (texts, printer) => {
        const at = (index: number): string => texts[index] ?? ''
        const order = {
          ...phoneOrder,
          number: at(0),
          code: at(1),
          channel: { id: 'x', name: at(2) },
          note: at(3),
          confirmationCode: at(4),
          paymentMethod: at(5),
          lines: [line('1', 1, at(6), 100, { note: at(7), leftOut: [at(8)], options: [{ name: at(9), priceKurus: 5 }] })],
          customer: phoneOrder.customer && {
            ...phoneOrder.customer,
            name: at(10),
            address: at(11),
            directions: at(3),
            coordinates: null,
            phones: [{ number: at(4), code: at(0) }],
          },
        }
        const { bytes } = encodeSlip(composeSlip(order, baseOptions), printer)
        expectHarmless(decodeEscpos(bytes, columnsOf[printer.paperWidthMm]))
      }),
      { numRuns: 100 },
    )
  })

  it('never splits an amount from its currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), anyPrinter, (totalKurus, printer) => {
        const { bytes } = encodeSlip(composeSlip({ ...phoneOrder, totalKurus, paidKurus: 0, payments: [] }, baseOptions), printer)
        const { items } = decodeEscpos(bytes, columnsOf[printer.paperWidthMm])
        const texts = items.flatMap((item) => (item.kind === 'line' ? [item.runs.map((run) => run.text).join('').trim()] : []))
        expect(texts).toContain(`${formatKurus(totalKurus)} TL`)
        expect(texts.filter((text) => text.startsWith('TL'))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('the code pages', () => {
  it.each(codePages)('%s: each letter we count on comes out of the encoder as itself', (codePage) => {
    const text = [...printableLetters[codePage]].filter((letter) => letter !== '\u00a0' && letter !== ' ').join('')
    const document = { blocks: [blockOf['text']?.(text, 1)].filter((block) => block !== undefined) }
    const { bytes, replacements } = encodeSlip(document, { paperWidthMm: 80, codePage, codePageNumber: null, feedLines: 0 })
    const paper = decodeEscpos(bytes, 48)
    expectHarmless(paper)
    expect(lettersOf(paper)).toBe(expected(text, replacements))
    // Only what is made plain on purpose is replaced here.
    for (const { original } of replacements) expect('€™•…–—‘’“”„‚‹›').toContain(original)
  })

  it.each(codePages)('%s has all that Turkish is written with', (codePage) => {
    for (const letter of 'ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzâîûÂÎÛ') expect(printableLetters[codePage]).toContain(letter)
  })
})
