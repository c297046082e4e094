import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { drawSlip, drawSlipPng, drawSlipSvg } from '../../../../src/core/printing/render/drawSlip.ts'
import { profileOf, type ProfileSettings } from '../../../../src/core/printing/render/profiles.ts'
import { bandsOf } from '../../../../src/core/printing/render/bands.ts'
import { encodeRasterSlip } from '../../../../src/core/printing/render/raster.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import type { Paper } from '../../../../src/practice/printer/paper.ts'
import { startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { foreignOrder } from '../slip/kitchenOrders.ts'
import { hostileOrder, phoneOrder } from '../slip/orders.ts'
import { busyDay } from '../slip/otherSlips.ts'
import { composeReport } from '../../../../src/core/printing/slip/composeReport.ts'

const narrow: ProfileSettings = { paperWidthMm: 58, codePage: 'cp857', codePageNumber: null, feedLines: 2 }
const wide: ProfileSettings = { ...narrow, paperWidthMm: 80 }

/** The rows of all pictures one under the other, as `#` and spaces, cut off on the right where they are white. */
const rowsOf = (paper: Paper): string[] =>
  paper.items.flatMap((item) => {
    if (item.kind !== 'image') return []
    const across = item.width / 8
    return Array.from({ length: item.rows }, (_, row) =>
      [...item.dots.slice(row * across, (row + 1) * across)]
        .map((byte) => byte.toString(2).padStart(8, '0').replaceAll('0', ' ').replaceAll('1', '#'))
        .join('')
        .trimEnd(),
    )
  })

describe('a slip as a picture', () => {
  it.each([
    ['58 mm', narrow, 384],
    ['80 mm', wide, 576],
  ])('is on paper dot for dot as it was drawn: %s', async (_, settings, dots) => {
    const document = composeSlip(phoneOrder, baseOptions)
    const { image } = await drawSlip(document, profileOf(settings))
    expect(image.width).toBe(dots)
    const paper = decodeEscpos((await encodeRasterSlip(document, settings)).bytes, dots / 12)
    expect(paper).toMatchObject({ unknown: [], tooWide: [], cuts: 1, drawerKicks: 0, beeps: 0, codePages: [] })
    const pixels = image.pixels
    const wanted = Array.from({ length: image.height }, (__, y) =>
      Array.from({ length: image.width }, (___, x) => ((pixels[(y * image.width + x) * 4] ?? 255) < 128 ? '#' : ' '))
        .join('')
        .trimEnd(),
    )
    expect(rowsOf(paper)).toEqual(wanted)
  })

  it('keeps every letter of every script that the font has, and reports the rest', async () => {
    const { svg, replacements } = await drawSlipSvg(composeSlip(foreignOrder, baseOptions), profileOf(wide))
    for (const word of ['ОЛЬГА', 'ЩЕРБАКОВА', 'Παπαδοπούλου', 'Борщ', 'فلافل', 'გთხოვთ']) expect(svg).toContain(word)
    expect(replacements.map(({ original, printed }) => `${original}>${printed}`).join(' ')).toBe(
      '请>Qing 打>Da 电>Dian 话>Hua 给>Gei 我>Wo',
    )
  })

  it('keeps the lira sign, which no code page has', async () => {
    expect((await drawSlipSvg(composeSlip(hostileOrder, baseOptions), profileOf(wide))).svg).toContain('₺100')
  })

  it('is a PNG as wide as the paper prints', async () => {
    const png = Buffer.from(
      await drawSlipPng(
        composeReport(busyDay, { nowMs: 0, computerName: 'K', language: 'tr', dayEndsAt: '05:00' }),
        profileOf(wide),
      ),
    )
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(576)
  })

  it('reaches a printer over TCP whole, through bytes that look like a cut', async () => {
    const printer = await startPracticePrinter({ columns: 48 })
    const settings = aPrinter({
      id: 'p',
      mode: 'raster',
      connection: { kind: 'tcp', host: printer.host, port: printer.port },
    })
    const document = composeSlip(phoneOrder, baseOptions)
    const opened = openPrinter(settings)
    const { payload } = await opened.prepare(document)
    expect(await opened.send(payload, AbortSignal.timeout(10_000))).toMatchObject({ kind: 'sent' })
    const [slip, ...others] = await printer.waitForSlips(1)
    await printer.stop()
    expect(others).toEqual([])
    expect(slip?.isWhole).toBe(true)
    // Everything but the question for a completion id, which may stand behind it.
    expect(Buffer.from(slip?.bytes ?? [])).toEqual(Buffer.from((await encodeRasterSlip(document, settings)).bytes))
  })
})

describe('a printer that drains slowly', () => {
  it.each(['text', 'raster'] as const)(
    'prints once, whole, however long it takes: %s',
    async (mode) => {
      // Four times as fast as the slowest, so that the picture of a slip takes two seconds.
      const printer = await startPracticePrinter({ mode: ['echoesIds', { bytesPerSecond: 20_000 }] })
      const connection = { kind: 'tcp', host: printer.host, port: printer.port } as const
      const opened = openPrinter(aPrinter({ id: 'p', mode, connection }))
      const { payload } = await opened.prepare(composeSlip(phoneOrder, baseOptions))
      expect(await opened.send(payload, AbortSignal.timeout(20_000))).toMatchObject({ kind: 'confirmed' })
      const slips = printer.slips().map(({ isWhole }) => isWhole)
      await printer.stop()
      expect(slips).toEqual([true])
    },
    25_000,
  )
})

describe('the bands of a picture', () => {
  it('hold what was drawn, at most 64 rows each, and never a real-time command', () => {
    const dangerous = fc.constantFrom([0x10, 0x14], [0x10, 0x04], [0x10, 0x05], [0x1d, 0x56], [0x1b, 0x40])
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }).map((value) => [value]),
      dangerous,
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(byte, { minLength: 1, maxLength: 600 }),
        (across, parts) => {
          const bytes = parts.flat()
          const rows = Math.ceil(bytes.length / across)
          const dark = new Set<number>()
          for (const [index, value] of bytes.entries()) {
            for (let bit = 0; bit < 8; bit++) if ((value & (0x80 >> bit)) !== 0) dark.add(index * 8 + bit)
          }
          const job = bandsOf((x, y) => dark.has(y * across * 8 + x), across * 8, rows).flat()
          expect(Buffer.from(job).toString('latin1')).not.toMatch(/\x10[\x04\x05\x14]/)
          const paper = decodeEscpos(Uint8Array.from(job), 48)
          expect(paper).toMatchObject({ unknown: [], tooWide: [], drawerKicks: 0, cuts: 0 })
          const images = paper.items.filter((item) => item.kind === 'image')
          expect(images.reduce((sum, image) => sum + image.rows, 0)).toBe(rows)
          for (const image of images) expect(image.rows).toBeLessThanOrEqual(64)
        },
      ),
      { numRuns: 200 },
    )
  })
})
