import { afterEach, describe, expect, it } from 'vitest'
import { codePageCandidates } from '../../../../src/core/printing/render/codePageSlip.ts'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import { testCodePages, testPrinter } from '../../../../src/core/printing/printers/testPrinter.ts'
import { type PracticePrinter, startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import type { PrinterModes } from '../../../../src/practice/printer/printerBehaviour.ts'
import type { PrinterSettings } from '../../../../src/shared/settings/printer.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { systemTimers } from '../../../../src/system/systemClock.ts'

const context = {
  language: 'tr',
  host: {
    clock: { nowMs: () => 1_767_632_700_000, monotonicMs: () => performance.now() },
    computerName: 'KASA-1',
    timers: systemTimers,
  },
} as const

let practice: PracticePrinter | null = null
afterEach(async () => {
  await practice?.stop()
  practice = null
})

async function start(
  mode: PrinterModes,
  more: Partial<PrinterSettings> = {},
): Promise<{ printer: PracticePrinter; settings: PrinterSettings }> {
  const printer = await startPracticePrinter({ mode })
  practice = printer
  return {
    printer,
    settings: aPrinter({ id: 'test', connection: { kind: 'tcp', host: printer.host, port: printer.port }, ...more }),
  }
}

describe('the test of a printer', () => {
  it('learns that it tells when it has printed, even where it was thought not to', async () => {
    const { settings } = await start('echoesIds', { confirms: 'none' })
    expect(await testPrinter(settings, context)).toEqual({ ok: true, value: { outcome: 'confirmed', confirms: 'ids' } })
  })

  it('learns that it does not', async () => {
    const { settings } = await start('well')
    expect(await testPrinter(settings, context)).toEqual({ ok: true, value: { outcome: 'sent', confirms: 'none' } })
  })

  it('claims neither of one that says nothing at all', async () => {
    const { settings } = await start('noStatus')
    expect(await testPrinter(settings, context)).toEqual({ ok: true, value: { outcome: 'sent', confirms: null } })
  })

  it('tells why nothing came out', async () => {
    const { settings } = await start('paperOut')
    expect(await testPrinter(settings, context)).toMatchObject({ ok: false, error: { code: 'paperOut' } })
  })

  it('prints every candidate page, and says which line is which', async () => {
    const { printer, settings } = await start('echoesIds', { paperWidthMm: 58 })
    expect(await testCodePages(settings, context)).toMatchObject({
      ok: true,
      value: { candidates: codePageCandidates },
    })
    const [slip] = await printer.waitForSlips(1)
    expect(
      slip?.paper.codePages.filter((page) => page !== 0 && page !== 13).toSorted((left, right) => left - right),
    ).toEqual(
      codePageCandidates
        .map(({ number }) => number)
        .filter((number) => number !== 13)
        .toSorted((left, right) => left - right),
    )
    expect(codePageCandidates.map(({ choice }) => choice)).toEqual(codePageCandidates.map((_, index) => index + 1))
    const pairs = codePageCandidates.map(({ number, codePage }) => `${number} ${codePage}`)
    expect(pairs).toEqual(
      expect.arrayContaining([
        '13 cp857',
        '61 cp857',
        '48 windows1254',
        '91 windows1254',
        '37 cp857',
        '25 windows1254',
        '8 cp857',
        '12 cp857',
      ]),
    )
    expect(new Set(pairs).size).toBe(pairs.length)
  })
})

describe('what a test has learnt', () => {
  it('is used from the first slip on: ids are waited for, or not asked for', async () => {
    const asking = await start('echoesIds', { confirms: 'ids' })
    const { payload } = await openPrinter(asking.settings).prepare({ blocks: [] })
    expect((await openPrinter(asking.settings).send(payload, AbortSignal.timeout(10_000))).kind).toBe('confirmed')
    await practice?.stop()
    const silent = await start('echoesIds', { confirms: 'none' })
    expect(await openPrinter(silent.settings).send(payload, AbortSignal.timeout(10_000))).toMatchObject({
      kind: 'sent',
    })
  })
})
