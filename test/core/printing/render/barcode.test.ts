import { renderAsync } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawSlip } from '../../../../src/core/printing/render/drawSlip.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import { slipPage } from '../../../../src/core/printing/render/html.ts'
import { drawSlipPdf } from '../../../../src/core/printing/render/pdf.ts'
import { profileOf, type ProfileSettings } from '../../../../src/core/printing/render/profiles.ts'
import { encodeRasterSlip } from '../../../../src/core/printing/render/raster.ts'
import { composeSlip, type SlipOptions } from '../../../../src/core/printing/slip/composeSlip.ts'
import { wholeStyle } from '../../../../src/core/printing/slip/slipStyle.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import { drawPaper } from '../../../../src/practice/printer/drawPaper.ts'
import type { Paper } from '../../../../src/practice/printer/paper.ts'
import { code128Bars, QUIET_MODULES } from '../../../../src/shared/model/code128.ts'
import { barcodeOf, isNumberOf } from '../../../../src/shared/model/orderBarcode.ts'
import type { Order } from '../../../../src/shared/model/order.ts'
import { readBarcode } from '../../../support/readBarcode.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { phoneOrder, tableOrder } from '../slip/orders.ts'

const papers = [58, 80] as const
const settingsOf = (paperWidthMm: 58 | 80, model: string | null = null): ProfileSettings => ({
  paperWidthMm,
  model,
  codePage: 'cp857',
  codePageNumber: null,
  feedLines: 2,
})
const order: Order = { ...phoneOrder, number: '127' }
const slip = (part: Partial<SlipOptions> = {}, of = order) => composeSlip(of, { ...baseOptions, ...part })

interface Picture {
  width: number
  rows: number
  isDark(x: number, y: number): boolean
}

const picturesOf = (paper: Paper): Picture[] =>
  paper.items.flatMap((item) => {
    if (item.kind !== 'image') return []
    const { width, rows, dots } = item
    return { width, rows, isDark: (x, y) => ((dots[y * (width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0 }
  })

/** Reads each picture on paper of that many dots. */
const readOf = (paper: Paper, dots: number): (string | null)[] =>
  picturesOf(paper).map(({ width, rows, isDark }) => readBarcode(dots, rows, (x, y) => x < width && isDark(x, y)))

const readPng = async (
  png: Uint8Array | string,
  size: string,
  href = 'data:image/png;base64,',
): Promise<string | null> => {
  const data = typeof png === 'string' ? png : `<image href="${href}${Buffer.from(png).toString('base64')}" ${size}/>`
  const { pixels, width, height } = await renderAsync(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size} fill="#fff"/>${data}</svg>`,
  )
  return readBarcode(width, height, (x, y) => (pixels[(y * width + x) * 4] ?? 255) < 128)
}

describe('the barcode of a slip', () => {
  it('says, to a decoder of other people’s, whatever text it is given', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    })
    fc.assert(
      fc.property(ascii, (text) => {
        const { size, bars } = code128Bars(text)
        const dark = new Set(bars.flatMap(({ at, width }) => Array.from({ length: width }, (_, index) => at + index)))
        const across = (size + 2 * QUIET_MODULES) * 2
        expect(readBarcode(across, 8, (x) => dark.has((x >> 1) - QUIET_MODULES))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it.each(papers)('is read from what a printer that nobody has named prints, with white on both sides: %i mm', (mm) => {
    const { columns, dotsWidth } = profileOf(settingsOf(mm))
    const paper = decodeEscpos(encodeSlip(slip(), settingsOf(mm)).bytes, columns)
    expect(paper).toMatchObject({ unknown: [], tooWide: [] })
    expect(readOf(paper, dotsWidth)).toEqual(['0127'])
    const [picture] = picturesOf(paper)
    const isInk = (x: number): boolean =>
      Array.from({ length: picture?.rows ?? 0 }, (_, y) => picture?.isDark(x, y)).includes(true)
    const ink = Array.from({ length: picture?.width ?? 0 }, (_, x) => x).filter(isInk)
    const module = 3
    expect(ink[0]).toBeGreaterThanOrEqual(QUIET_MODULES * module)
    expect(dotsWidth - 1 - (ink.at(-1) ?? 0)).toBeGreaterThanOrEqual(QUIET_MODULES * module)
  })

  it.each(papers)(
    'is printed by its own command where the model has one, as a picture where that is set: %i mm',
    async (mm) => {
      const settings = settingsOf(mm, 'epson-tm-t20iii')
      const { columns } = profileOf(settings)
      const paper = decodeEscpos(encodeSlip(slip(), settings).bytes, columns)
      expect(paper).toMatchObject({ unknown: [], tooWide: [] })
      const code = { kind: 'barcode', data: '0127', moduleDots: 3, heightDots: 56, align: 'center' } as const
      expect(paper.items.filter(({ kind }) => kind === 'barcode')).toEqual([code])
      // What stands behind it begins at the left again.
      expect(paper.items.at(-3)).toMatchObject({ kind: 'line', align: 'left' })
      const alone = await drawPaper({ ...paper, items: [code] }, columns)
      expect(await readPng(alone, `width="${columns * 12 + 48}" height="104"`)).toBe('0127')
      const drawn = decodeEscpos(encodeSlip(slip(), { ...settings, qr: 'image' }).bytes, columns)
      expect(readOf(drawn, columns * 12)).toContain('0127')
    },
  )

  it.each(papers)('is read from the slip as a picture: %i mm', async (mm) => {
    const settings = settingsOf(mm)
    const { columns, dotsWidth } = profileOf(settings)
    const { image } = await drawSlip(slip(), profileOf(settings))
    const { pixels, width, height } = image
    // The last sixth: what a scanner is held to.
    const from = Math.floor((height * 5) / 6)
    expect(readBarcode(width, height - from, (x, y) => (pixels[((y + from) * width + x) * 4] ?? 255) < 128)).toBe(
      '0127',
    )
    const paper = decodeEscpos((await encodeRasterSlip(slip(), settings)).bytes, columns)
    expect(readOf(paper, dotsWidth)).toContain('0127')
  })

  it('is read from the page of an ordinary printer, and stands on the PDF', async () => {
    const page = { ...profileOf(settingsOf(80)), page: 'a4', paperWidthMm: 80 } as const
    const { html } = await slipPage(slip(), page)
    const [, path] = /preserveAspectRatio="none"[^>]*><path d="([^"]+)"/.exec(html) ?? []
    const svg = `<g transform="translate(40 0) scale(4 60)"><path d="${path}"/></g>`
    expect(await readPng(svg, 'width="500" height="60"')).toBe('0127')
    const sizes = await Promise.all(
      [true, false].map(async (hasBarcode) => {
        const pdf = await drawSlipPdf(slip({ hasBarcode }), profileOf(settingsOf(80)), 'fiş')
        return /MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(Buffer.from(pdf).toString('latin1'))?.[1]
      }),
    )
    // 56 dots and the white around them.
    expect(Number(sizes[0]) - Number(sizes[1])).toBeCloseTo((68 * 72) / 203, 1)
  })
})

describe('which slips have one', () => {
  const hasOne = (part: Partial<SlipOptions>, of = order): boolean =>
    slip(part, of).blocks.some(({ kind }) => kind === 'barcode')

  it('what goes with a packet, where the shop wants it', () => {
    expect(hasOne({})).toBe(true)
    expect(hasOne({ mark: { kind: 'copy', n: 1, reason: null } })).toBe(true)
    expect(hasOne({ hasBarcode: false })).toBe(false)
    expect(hasOne({ style: { ...wholeStyle, hasCustomer: false } })).toBe(false)
    expect(hasOne({ mark: { kind: 'cancelled' } })).toBe(false)
    expect(hasOne({ mark: { kind: 'changed', changes: [] } })).toBe(false)
    expect(hasOne({}, tableOrder)).toBe(false)
  })

  it('none where the number has letters, or more digits than the paper has room for', () => {
    expect(barcodeOf({ number: 'A-12', code: null })).toBeNull()
    expect(barcodeOf({ number: null, code: null })).toBeNull()
    expect(barcodeOf({ number: 'A-12', code: '998877665544' })).toBe('998877665544')
    const long = { ...order, number: '12345678901234567890' }
    const narrow = decodeEscpos(encodeSlip(slip({}, long), settingsOf(58)).bytes, 32)
    expect(picturesOf(narrow)).toEqual([])
    const wide = decodeEscpos(encodeSlip(slip({}, long), settingsOf(80)).bytes, 48)
    expect(readOf(wide, 576)).toEqual(['12345678901234567890'])
  })

  it('what it says means its own order, with and without the zeros before it', () => {
    for (const typed of ['127', '0127', '#127', ' 00127 '])
      expect(isNumberOf({ number: '127', code: null }, typed)).toBe(true)
    expect(isNumberOf({ number: '0127', code: null }, '127')).toBe(true)
    expect(isNumberOf({ number: '1270', code: null }, '127')).toBe(false)
    expect(isNumberOf({ number: null, code: 'YS-127' }, 'YS-127')).toBe(true)
    expect(isNumberOf({ number: '0', code: null }, '')).toBe(false)
  })
})
