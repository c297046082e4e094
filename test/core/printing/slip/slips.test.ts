import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import { codePageCandidates, encodeCodePageSlip } from '../../../../src/core/printing/render/codePageSlip.ts'
import { columnsOf } from '../../../../src/core/printing/render/profiles.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import { knownPages, type PageTable } from '../../../../src/practice/printer/pageLetters.ts'
import { paperText } from '../../../../src/practice/printer/paper.ts'
import { codePages } from '../../../../src/shared/settings/printer.ts'
import { slipDocumentSchema } from '../../../../src/shared/model/slip.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions, goldenSlips } from './goldenSlips.ts'
import { phoneOrder } from './orders.ts'
import { otherSlips } from './otherSlips.ts'

const printer = { codePage: 'cp857', codePageNumber: null, feedLines: 4 } as const

const golden = [
  ...goldenSlips.map(({ name, order, options }) => ({ name, document: composeSlip(order, options) })),
  ...otherSlips,
]

const kept = (name: string): string => join(import.meta.dirname, 'slips', `${name}.txt`)

describe.each(golden)('the slip: $name', ({ name, document }) => {
  it.each([80, 58] as const)('reads on paper as it did when it was reviewed: %i mm', async (paperWidthMm) => {
    const { bytes, replacements } = encodeSlip(document, { ...printer, paperWidthMm })
    const paper = decodeEscpos(bytes, columnsOf[paperWidthMm])
    expect(paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, beeps: 0, cuts: 1 })
    const report = replacements.map(
      ({ original, printed }) => `${JSON.stringify(original)} -> ${JSON.stringify(printed)}`,
    )
    await expect(`${paperText(paper)}${report.join('\n')}\n`).toMatchFileSnapshot(kept(`${name}-${paperWidthMm}`))
  })

  it('is a document that a screen accepts', () => {
    expect(slipDocumentSchema.safeParse(structuredClone(document)).success).toBe(true)
  })

  it('reads the same in every code page', () => {
    const texts = codePages.map((codePage) => {
      const { bytes } = encodeSlip(document, { ...printer, codePage, paperWidthMm: 80 })
      return paperText(decodeEscpos(bytes, 48))
        .replaceAll(/[─│┌┐└┘+|-]/g, '#')
        .replaceAll(/#+/g, '#')
    })
    expect(new Set(texts).size).toBe(1)
  })
})

describe('the slip of all code pages', () => {
  const settings = aPrinter({ id: 'p', connection: { kind: 'tcp', host: '127.0.0.1', port: 9 }, paperWidthMm: 58 })

  it.each(['tr', 'en'] as const)('reads as it did when it was reviewed: %s', async (language) => {
    const paper = decodeEscpos(encodeCodePageSlip(settings, language), 32)
    expect(paper).toMatchObject({ tooWide: [], drawerKicks: 0, beeps: 0, cuts: 1 })
    await expect(paperText(paper)).toMatchFileSnapshot(kept(`code-pages-${language}`))
  })

  it('shows right letters beside those numbers alone which the printer means by them', () => {
    const { 0: cp437 = '', 13: cp857 = '', 48: windows1254 = '' } = knownPages
    const printers: Record<string, PageTable> = {
      epson: { 0: cp437, 13: cp857, 48: windows1254 },
      clone: { 0: cp437, 61: cp857, 91: windows1254 },
      // Numbers of others, with other pages under them.
      odd: { 0: cp437, 13: cp437, 12: windows1254, 8: windows1254 },
    }
    const pageOf = { cp857, windows1254, 'iso8859-9': windows1254 }
    for (const pages of Object.values(printers)) {
      const text = paperText(decodeEscpos(encodeCodePageSlip(settings, 'tr'), 32, { pages }))
      const right = [
        ...text.matchAll(/^(\d+) ĞÜŞİÖÇ ğüşıöç\nABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ\nabcçdefgğhıijklmnoöprsştuüvyz$/gm),
      ]
      const wanted = codePageCandidates.filter(({ number, codePage }) => pages[number] === pageOf[codePage])
      expect(right.map(([, choice]) => Number(choice))).toEqual(wanted.map(({ choice }) => choice))
    }
  })
})

describe('what the printer is told', () => {
  it.each([
    ['cp857', null, 13],
    ['windows1254', null, 48],
    ['iso8859-9', null, 48],
    ['cp857', 61, 61],
  ] as const)('code page %s, number %s: ESC t %i, once', (codePage, codePageNumber, number) => {
    const { bytes } = encodeSlip(composeSlip(phoneOrder, baseOptions), {
      ...printer,
      codePage,
      codePageNumber,
      paperWidthMm: 80,
    })
    expect(decodeEscpos(bytes, 48).codePages).toEqual([number])
  })

  it('feeds as many lines before the cut as are set, and ends with the cut', () => {
    const blank = (feedLines: number): number => {
      const { bytes } = encodeSlip(composeSlip(phoneOrder, baseOptions), { ...printer, feedLines, paperWidthMm: 80 })
      const { items } = decodeEscpos(bytes, 48)
      expect(items.at(-1)).toEqual({ kind: 'cut' })
      return items
        .slice(0, -1)
        .toReversed()
        .findIndex((item) => item.kind !== 'line' || item.runs.length > 0)
    }
    expect([0, 1, 8].map(blank)).toEqual([0, 1, 8])
  })
})
