import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import type { Payload } from '../../../../src/core/printing/printers/printer.ts'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import { type Paper, paperText } from '../../../../src/practice/printer/paper.ts'
import type { Order } from '../../../../src/shared/model/order.ts'
import type { Connection, PrinterSettings } from '../../../../src/shared/settings/printer.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { line, phoneOrder } from '../slip/orders.ts'

const endless: Order = {
  ...phoneOrder,
  lines: Array.from({ length: 45_000 }, (_, index) => line(`${index}`, 1, `Ürün ${index + 1}`, 100)),
}
const tcp = { kind: 'tcp', host: '127.0.0.1', port: 9100 } as const

async function prepare(order: Order, more: Partial<PrinterSettings> & { connection: Connection }): Promise<Payload> {
  return (await openPrinter(aPrinter({ id: 'p', ...more })).prepare(composeSlip(order, baseOptions))).payload
}

async function printText(order: Order, more: Partial<PrinterSettings> = {}): Promise<Paper> {
  const payload = await prepare(order, { connection: tcp, ...more })
  if (payload.kind !== 'escpos') throw new Error(payload.kind)
  return decodeEscpos(payload.bytes, 48)
}

/** Dots of paper that a printer of 30 dots a line moves on. */
const lengthOf = ({ items }: Paper): number =>
  items.reduce((sum, item) => {
    if (item.kind === 'image') return sum + item.rows
    if (item.kind !== 'line') return sum
    return sum + Math.max(30, 24 * Math.max(1, ...item.runs.map(({ height }) => height)))
  }, 0)

/** 3 m of 8 dots a millimetre, and what is fed before the cut. */
const MOST_DOTS = 24_000 + 3 * 30
const MARKS = ['KISALTILDI', 'TAHSİL EDİLECEK', 'Ürün 1 ', 'DEVAMI EKRANDA', 'MÜŞTERİ NOTU', 'TOPLAM', 'Basım']

describe('an order of 45,000 lines', () => {
  it('is whole on the screen, which draws the same document', () => {
    const { blocks } = composeSlip(endless, baseOptions)
    expect(JSON.stringify(blocks)).toContain('Ürün 45000')
    expect(JSON.stringify(blocks)).not.toContain('DEVAMI EKRANDA')
  })

  it('is cut at 3 m of paper, says so first and where it is cut, and keeps note and total', async () => {
    const paper = await printText(endless)
    const text = paperText(paper)
    expect(lengthOf(paper)).toBeLessThanOrEqual(MOST_DOTS)
    expect(lengthOf(paper)).toBeGreaterThan(20_000)
    const places = MARKS.map((mark) => text.indexOf(mark))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    expect(text.startsWith(' ') ? text.trimStart() : text).toMatch(/^KISALTILDI/)
    expect(text).not.toContain('Ürün 45000')
  })

  it('is cut at the length that is set', async () => {
    const [half, whole] = [await printText(endless, { maxSlipMm: 1_500 }), await printText(endless)]
    expect(lengthOf(half)).toBeLessThanOrEqual(12_000 + 3 * 30)
    expect(lengthOf(half)).toBeGreaterThan(lengthOf(whole) * 0.4)
  })

  it('is cut as a picture', async () => {
    const payload = await prepare(endless, { connection: tcp, mode: 'raster' })
    const dots = payload.kind === 'escpos' ? lengthOf(decodeEscpos(payload.bytes, 48)) : Number.NaN
    expect(dots).toBeLessThanOrEqual(MOST_DOTS)
    expect(dots).toBeGreaterThan(20_000)
  })

  it('is cut as a page', async () => {
    const payload = await prepare(endless, { connection: { kind: 'system', device: 'Ofis', page: 'roll' } })
    if (payload.kind !== 'page' || payload.paper.kind !== 'roll') throw new Error(payload.kind)
    expect(payload.paper.heightMm).toBeLessThan(3_200)
    const places = MARKS.map((mark) => payload.html.indexOf(mark))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    expect(payload.html).not.toContain('Ürün 45000')
  })

  it('is cut as files', async () => {
    const payload = await prepare(endless, { connection: { kind: 'folder', path: '/slips' } })
    if (payload.kind !== 'files') throw new Error(payload.kind)
    expect(Buffer.from(payload.png).readUInt32BE(20)).toBeLessThanOrEqual(24_000)
    const height = /MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(Buffer.from(payload.pdf).toString('latin1'))?.[1]
    // Points of 1/72 inch, with its margins; no reader shows more than 14,400.
    expect(Number(height)).toBeLessThan(8_600)
  })
})

describe('a slip of any length', () => {
  it('fits the paper, and is marked exactly when something was left out', async () => {
    const parts = fc.record({
      count: fc.integer({ min: 0, max: 150 }),
      note: fc.integer({ min: 0, max: 20_000 }),
      maxSlipMm: fc.integer({ min: 300, max: 1_500 }),
    })
    await fc.assert(
      fc.asyncProperty(parts, async ({ count, note, maxSlipMm }) => {
        const order = { ...endless, lines: endless.lines.slice(0, count), note: 'not '.repeat(note / 4) }
        const paper = await printText(order, { maxSlipMm })
        const text = paperText(paper)
        expect(lengthOf(paper)).toBeLessThanOrEqual(maxSlipMm * 8 + 3 * 30)
        const isWhole = count === 0 || text.includes(`Ürün ${count} `)
        const notes = text.match(/\bnot\b/g)?.length ?? 0
        expect(text.includes('DEVAMI EKRANDA')).toBe(!isWhole || notes < Math.floor(note / 4))
        expect(text.includes('KISALTILDI')).toBe(text.includes('DEVAMI EKRANDA'))
        // Whatever is left out, who collects how much never is.
        expect(text).toContain('TAHSİL EDİLECEK')
      }),
      { numRuns: 40 },
    )
  })
})
