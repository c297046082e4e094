import { aChangedLine } from '../../../support/anOrder.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printableLetters } from '../../../../src/core/printing/render/codePages.ts'
import { composeReport } from '../../../../src/core/printing/slip/composeReport.ts'
import { composeSlip, type SlipMark, type SlipOptions } from '../../../../src/core/printing/slip/composeSlip.ts'
import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import { profileOf } from '../../../../src/core/printing/render/profiles.ts'
import type { Replacement } from '../../../../src/core/printing/render/replacements.ts'
import type { SlipStyle } from '../../../../src/core/printing/slip/slipStyle.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import type { Paper } from '../../../../src/practice/printer/paper.ts'
import { formatKurus } from '../../../../src/shared/model/money.ts'
import type { Order } from '../../../../src/shared/model/order.ts'
import { codePages } from '../../../../src/shared/settings/printer.ts'
import type { SlipBlock, SlipDocument, SlipSize } from '../../../../src/shared/model/slip.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { line, phoneOrder } from '../slip/orders.ts'
import { busyDay } from '../slip/otherSlips.ts'

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
  'Щука محمد Γειά 中国',
  'שָׁלוֹם',
  '\u001b(A\u0004\u0000a\u0001',
  '\u001bB\u0003\u0003',
)
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string(), nasty), { maxLength: 6 })
  .map((parts) => parts.join(''))
const anyPrinter = fc.record({
  paperWidthMm: fc.constantFrom(58 as const, 80 as const),
  codePage: fc.constantFrom(...codePages),
  codePageNumber: fc.constant(null),
  feedLines: fc.integer({ min: 0, max: 5 }),
  columns: fc.constantFrom(null, 24, 32, 42, 48, 64),
  // Both are set: if anything but the slip's own signals could make them happen, it would.
  opensDrawer: fc.constant(true),
  buzzes: fc.constant(true),
})

/** Nothing executed but what the slip itself calls for, nothing ran off the paper, every byte understood. */
function expectHarmless(paper: Paper, { signals }: Pick<SlipDocument, 'signals'> = {}): void {
  const drawerKicks = signals?.drawer === true ? 1 : 0
  const beeps = signals?.buzzer === true ? 1 : 0
  expect(paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks, beeps, cuts: 1, completionIds: [] })
  expect(paper.codePages).toHaveLength(1)
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
  text: (text, size) => ({
    kind: 'text',
    text,
    size,
    tall: true,
    bold: true,
    align: 'left',
    inverted: false,
    struck: false,
    indent: 5,
  }),
  centered: (text, size) => ({
    kind: 'text',
    text,
    size,
    bold: false,
    align: 'center',
    inverted: true,
    struck: false,
    indent: 0,
  }),
  rowLeft: (text, size) => ({ kind: 'row', left: text, right: '', size, bold: false, struck: false }),
  rowRight: (text, size) => ({ kind: 'row', left: '', right: text, size, bold: false, struck: false }),
  box: (text, size) => ({ kind: 'box', title: null, text, size, tall: true }),
}

const anyLook: fc.Arbitrary<SlipStyle> = fc.record({
  hasCustomer: fc.boolean(),
  hasPrices: fc.boolean(),
  textSize: fc.constantFrom(1 as const, 2 as const, 3 as const),
  categories: fc.constantFrom(null, ['a'], []),
})

type TextAt = (index: number) => string

const orderOf = (at: TextAt): Order => ({
  ...phoneOrder,
  number: at(0),
  code: at(1),
  channel: { id: 'x', name: at(2) },
  note: at(3),
  confirmationCode: at(4),
  paymentMethod: at(5),
  courier: at(9),
  tableName: at(10),
  cancelReason: at(11),
  isScheduled: true,
  scheduledForMs: 1_767_632_700_000,
  payments: [{ name: at(13), amountKurus: 100, isCash: null, isDebit: true, foreignCurrency: null }],
  lines: [
    line('1', 1, at(6), 100, {
      category: 'a',
      note: at(7),
      leftOut: [at(8)],
      options: [{ name: at(9), priceKurus: 5 }],
    }),
    line('2', 0.5, at(12), null, {
      category: 'b',
      cancelled: true,
      cancelReason: at(13),
      children: [{ ...line('3', 1, at(1), 0), children: [] }],
    }),
  ],
  customer: phoneOrder.customer && {
    ...phoneOrder.customer,
    name: at(10),
    company: at(12),
    address: at(11),
    directions: at(3),
    coordinates: null,
    phones: [{ number: at(4), code: at(0) }],
  },
})

const orderSlip = (more: (at: TextAt) => Partial<SlipOptions>) => (at: TextAt, style: SlipStyle) =>
  composeSlip(orderOf(at), { ...baseOptions, computerName: at(5), closingLine: at(6), style, ...more(at) })

const changesOf = (at: TextAt): SlipMark => ({
  kind: 'changed',
  changes: [
    { what: 'line', before: aChangedLine(at(0)), after: aChangedLine(at(1)) },
    { what: 'note', before: null, after: at(2) },
    { what: 'customer', before: at(3), after: null },
    { what: 'address', before: at(4), after: at(5) },
  ],
})

const slipsOf: Record<string, (at: TextAt, style: SlipStyle) => SlipDocument> = {
  order: orderSlip(() => ({})),
  copy: orderSlip((at) => ({ mark: { kind: 'copy', n: 3, reason: at(7) } })),
  changesOnly: orderSlip((at) => ({ mark: changesOf(at) })),
  changedWhole: orderSlip((at) => ({ mark: changesOf(at), changeSlip: 'whole' })),
  cancelled: orderSlip(() => ({ mark: { kind: 'cancelled' } })),
  doubtful: orderSlip(() => ({ isPossibleDuplicate: true, isIncomplete: true })),
  test: (at) => composeTestSlip({ nowMs: 0, computerName: at(0), printerName: at(1), language: 'tr' }),
  report: (at) =>
    composeReport(
      {
        ...busyDay,
        bySource: [{ id: 'x', name: at(0), orderCount: 1, cancelledCount: 1, totalKurus: null }],
        byChannel: [{ id: 'x', name: at(1), orderCount: 9999, cancelledCount: 0, totalKurus: 99_999_999 }],
        longestWait: { waitMs: 9_999_999, orderLabel: at(2) },
        unresolvedSlips: [{ jobId: 1, orderLabel: at(3), printerName: at(4), wantedAtMs: 0, problem: null }],
      },
      { nowMs: 0, computerName: at(5), language: 'tr', dayEndsAt: '05:00' },
    ),
}

/** The letters in a fixed order, without frames and rules, which are the slip's own. */
const counted = (letters: string): string => [...letters.replaceAll(/[┌┐└┘─│+|-]/g, '')].sort().join('')

/** All texts of a document; a QR code's address is data. */
const textOf = ({ blocks }: SlipDocument): string =>
  blocks
    .map((block) => {
      if (block.kind === 'text') return block.text
      if (block.kind === 'row') return `${block.left}\n${block.right}`
      if (block.kind === 'box') return `${block.title ?? ''}\n${block.text}`
      return block.kind === 'qr' ? (block.caption ?? '') : ''
    })
    .join('\n')

describe('any text', () => {
  it.each(Object.entries(blockOf))('is on the paper, letter for letter or reported: %s', (kind, block) => {
    fc.assert(
      fc.property(anyText, fc.constantFrom<SlipSize>(1, 2, 3), anyPrinter, (text, size, printer) => {
        const { bytes, replacements } = encodeSlip({ blocks: [block(text, size)] }, printer)
        const paper = decodeEscpos(bytes, profileOf(printer).columns)
        expectHarmless(paper)
        const frame = kind === 'box' ? /[┌┐└┘─│+|-]/g : /(?!)/g
        expect(lettersOf(paper).replaceAll(frame, '')).toBe(expected(text, replacements).replaceAll(frame, ''))
      }),
      { numRuns: 150 },
    )
  })

  it.each(Object.keys(slipsOf))('in any field of a slip does nothing but print, and is there: %s', (kind) => {
    const compose = slipsOf[kind]
    if (compose === undefined) throw new Error(kind)
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 14, maxLength: 14 }), anyLook, anyPrinter, (texts, look, printer) => {
        const document = compose((index) => texts[index % texts.length] ?? '', look)
        const { bytes, replacements } = encodeSlip(document, printer)
        const paper = decodeEscpos(bytes, profileOf(printer).columns)
        expectHarmless(paper, document)
        // An amount stands beside the first line of its row, so here each letter is counted; their order is proved above.
        expect(counted(lettersOf(paper))).toBe(counted(expected(textOf(document), replacements)))
      }),
      { numRuns: 60 },
    )
  })

  it('never splits an amount from its currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), anyPrinter, (totalKurus, printer) => {
        const { bytes } = encodeSlip(
          composeSlip({ ...phoneOrder, totalKurus, paidKurus: 0, payments: [] }, baseOptions),
          printer,
        )
        const { items } = decodeEscpos(bytes, profileOf(printer).columns)
        const texts = items.flatMap((item) =>
          item.kind === 'line'
            ? [
                item.runs
                  .map((run) => run.text)
                  .join('')
                  .trim(),
              ]
            : [],
        )
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
    const { bytes, replacements } = encodeSlip(document, {
      paperWidthMm: 80,
      codePage,
      codePageNumber: null,
      feedLines: 0,
    })
    const paper = decodeEscpos(bytes, 48)
    expectHarmless(paper)
    expect(lettersOf(paper)).toBe(expected(text, replacements))
    // Only what is made plain on purpose is replaced here.
    for (const { original } of replacements) expect('€™•…–—‘’“”„‚‹›').toContain(original)
  })

  it.each(codePages)('%s has all that Turkish is written with', (codePage) => {
    for (const letter of 'ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzâîûÂÎÛ')
      expect(printableLetters[codePage]).toContain(letter)
  })
})
