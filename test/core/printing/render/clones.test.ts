import { encode } from 'uqr'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import { testCodePages } from '../../../../src/core/printing/printers/testPrinter.ts'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import type { Paper } from '../../../../src/practice/printer/paper.ts'
import { type PracticeSlip, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import type { PrinterSettings } from '../../../../src/shared/settings/printer.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { phoneOrder, plainOrder } from '../slip/orders.ts'

const longAddress = `Örnek Mahallesi Büyükdere Caddesi No:12 ${'İç kapı üçüncü kat '.repeat(9)}`
const longOrder = {
  ...plainOrder,
  customer: plainOrder.customer && { ...plainOrder.customer, address: longAddress, city: 'İstanbul' },
}

async function start(mode: PrinterModes, more: Partial<PrinterSettings>) {
  const columns = more.paperWidthMm === 58 ? 32 : 48
  const printer = await startPracticePrinter({ mode, columns })
  onTestFinished(() => printer.stop())
  const connection = { kind: 'tcp', host: printer.host, port: printer.port } as const
  return { printer, settings: aPrinter({ id: 'p', confirms: 'none', connection, ...more }) }
}

/** What a clone puts on paper of a slip, over its own TCP port. */
async function print(
  mode: PrinterModes,
  more: Partial<PrinterSettings> = {},
  order = phoneOrder,
): Promise<PracticeSlip> {
  const { printer, settings } = await start(mode, more)
  const opened = openPrinter(settings)
  const { payload } = await opened.prepare(composeSlip(order, { ...baseOptions, hasBarcode: false }))
  expect((await opened.send(payload, AbortSignal.timeout(10_000))).kind).toBe('sent')
  const [slip] = await printer.waitForSlips(1)
  if (slip === undefined) throw new Error('nothing came out')
  return slip
}

/** The slip of everything that can be found by looking. */
async function printProbe(mode: PrinterModes): Promise<string> {
  const { printer, settings } = await start(mode, {})
  const timers = { after: () => () => undefined }
  const host = { clock: { nowMs: () => 0, monotonicMs: () => 0 }, computerName: 'KASA', timers }
  expect((await testCodePages(settings, { host, language: 'tr' })).ok).toBe(true)
  return (await printer.waitForSlips(1))[0]?.text ?? ''
}

/** Rows of dots of all pictures on paper, `#` where they are black. */
const rowsOf = ({ items }: Paper): string[] =>
  items.flatMap((item) => {
    if (item.kind !== 'image') return []
    const across = item.width / 8
    return Array.from({ length: item.rows }, (_, row) =>
      [...item.dots.slice(row * across, (row + 1) * across)]
        .map((byte) => byte.toString(2).padStart(8, '0').replaceAll('0', ' ').replaceAll('1', '#'))
        .join(''),
    )
  })

/** The modules of a code on paper, as wide as its upper left corner says. */
function modulesOf(paper: Paper): { modules: string[]; moduleDots: number } {
  const rows = rowsOf(paper).filter((row) => row.includes('#'))
  const left = Math.min(...rows.map((row) => row.indexOf('#')))
  const corner = /^#+/.exec(rows[0]?.slice(left) ?? '')?.[0].length ?? 0
  const moduleDots = corner / 7
  const modules = rows
    .filter((_, row) => row % moduleDots === 0)
    .map((row) =>
      [...row.slice(left)]
        .filter((_, x) => x % moduleDots === 0)
        .join('')
        .trimEnd(),
    )
  return { modules, moduleDots }
}

describe('a clone that wakes up in a Chinese mode', () => {
  it('prints Turkish once it is told to leave it, and Chinese where that is switched off', async () => {
    const slip = await print('wakesInKanji')
    expect(slip.text).toContain('ÇAĞRI GÜLŞEN')
    expect(slip.text).not.toContain('字')
    expect((await print('wakesInKanji', { cancelsKanji: false })).text).toContain('字')
  })

  it('is found by the slip of code pages: K1 wrong, K2 right', async () => {
    const text = await printProbe('wakesInKanji')
    expect(text).toMatch(/^K1 .*字/m)
    expect(text).toMatch(/^K2 ĞÜŞİÖÇ ğüşıöç$/m)
  })
})

describe('a clone that prints the command for it', () => {
  it('prints nothing but the slip where the command is switched off', async () => {
    expect((await print('printsKanjiCommand')).text.startsWith('.')).toBe(true)
    const slip = await print('printsKanjiCommand', { cancelsKanji: false })
    expect(slip.text).toBe((await print('well')).text)
  })

  it('is found by the slip of code pages: K1 right, K2 wrong', async () => {
    const text = await printProbe('printsKanjiCommand')
    expect(text).toMatch(/^K1 ĞÜŞİÖÇ ğüşıöç$/m)
    expect(text).toMatch(/^\.K2 /m)
  })
})

describe('a clone that knows no command for a QR code', () => {
  it('prints rubbish for it, which the slip of code pages shows beside a picture that works', async () => {
    const text = await printProbe('noQr')
    expect(text).toMatch(/^A\n.*k1.*TEZGAH-A/m)
    expect(text).toMatch(/^B\n\[\d+ x 64 dots\]/m)
  })

  it.each([58, 80] as const)('gets it as a picture, module for module: %i mm', async (paperWidthMm) => {
    const byCommand = await print('well', { paperWidthMm })
    const code = byCommand.paper.items.find((item) => item.kind === 'qr')
    const slip = await print('noQr', { paperWidthMm, qr: 'image' })
    expect(slip.paper).toMatchObject({ unknown: [], tooWide: [], cuts: 1, drawerKicks: 0 })
    expect(slip.text).not.toContain('k1')
    const { data } = encode(code?.data ?? '', { ecc: 'M', border: 0 })
    const wanted = data.map((row) =>
      row
        .map((isDark) => (isDark ? '#' : ' '))
        .join('')
        .trimEnd(),
    )
    expect(modulesOf(slip.paper)).toEqual({ modules: wanted, moduleDots: code?.moduleDots })
  })
})

describe('a long address at 58 mm', () => {
  it.each(['command', 'image'] as const)('makes a code that a phone can read: as %s', async (qr) => {
    const { paper } = await print('well', { paperWidthMm: 58, qr }, longOrder)
    const code = paper.items.find((item) => item.kind === 'qr')
    const { modules, moduleDots } =
      code?.kind === 'qr'
        ? { modules: encode(code.data, { ecc: 'M', border: 0 }).data, moduleDots: code.moduleDots }
        : modulesOf(paper)
    // Half a millimetre a module, with four white ones on each side.
    expect(moduleDots).toBeGreaterThanOrEqual(4)
    expect((modules.length + 8) * moduleDots).toBeLessThanOrEqual(384)
  })
})
