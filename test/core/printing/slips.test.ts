import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeSlip } from '../../../src/core/printing/composeSlip.ts'
import { encodeSlip } from '../../../src/core/printing/escpos.ts'
import { columnsOf } from '../../../src/core/printing/models.ts'
import { decodeEscpos } from '../../../src/practice/printer/decodeEscpos.ts'
import { paperText } from '../../../src/practice/printer/paper.ts'
import { codePages } from '../../../src/shared/settings.ts'
import { slipDocumentSchema } from '../../../src/shared/slip.ts'
import { baseOptions, goldenSlips } from './goldenSlips.ts'
import { phoneOrder } from './orders.ts'

const printer = { codePage: 'cp857', codePageNumber: null, feedLines: 4 } as const

describe.each(goldenSlips)('the slip: $name', ({ name, order, options }) => {
  const document = composeSlip(order, options)

  it.each([80, 58] as const)('reads on paper as it did when it was reviewed: %i mm', async (paperWidthMm) => {
    const { bytes, replacements } = encodeSlip(document, { ...printer, paperWidthMm })
    const paper = decodeEscpos(bytes, columnsOf[paperWidthMm])
    expect(paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, cuts: 1 })
    const report = replacements.map(({ original, printed }) => `${JSON.stringify(original)} -> ${JSON.stringify(printed)}`)
    await expect(`${paperText(paper)}${report.join('\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'slips', `${name}-${paperWidthMm}.txt`),
    )
  })

  it('is a document that a screen accepts', () => {
    expect(slipDocumentSchema.safeParse(structuredClone(document)).success).toBe(true)
  })

  it('reads the same in every code page', () => {
    const texts = codePages.map((codePage) => {
      const { bytes } = encodeSlip(document, { ...printer, codePage, paperWidthMm: 80 })
      return paperText(decodeEscpos(bytes, 48)).replaceAll(/[─│┌┐└┘+|-]/g, '#').replaceAll(/#+/g, '#')
    })
    expect(new Set(texts).size).toBe(1)
  })
})

describe('what the printer is told', () => {
  it.each([
    ['cp857', null, 13],
    ['windows1254', null, 48],
    ['iso8859-9', null, 48],
    ['cp857', 61, 61],
  ] as const)('code page %s, number %s: ESC t %i, once', (codePage, codePageNumber, number) => {
    const { bytes } = encodeSlip(composeSlip(phoneOrder, baseOptions), { ...printer, codePage, codePageNumber, paperWidthMm: 80 })
    expect(decodeEscpos(bytes, 48).codePages).toEqual([number])
  })

  it('feeds as many lines before the cut as are set, and ends with the cut', () => {
    const blank = (feedLines: number): number => {
      const { bytes } = encodeSlip(composeSlip(phoneOrder, baseOptions), { ...printer, feedLines, paperWidthMm: 80 })
      const { items } = decodeEscpos(bytes, 48)
      expect(items.at(-1)).toEqual({ kind: 'cut' })
      return items.slice(0, -1).toReversed().findIndex((item) => item.kind !== 'line' || item.runs.length > 0)
    }
    expect([0, 1, 8].map(blank)).toEqual([0, 1, 8])
  })
})
