import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SystemPage } from '../../../../src/core/host.ts'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { openPrinter } from '../../../../src/core/printing/printers/openPrinter.ts'
import { slipFileName } from '../../../../src/core/printing/render/slipFileName.ts'
import { fail, ok } from '../../../../src/shared/contract/problems.ts'
import { aPrinter } from '../../../support/aPrinter.ts'
import { pdfText } from '../../../support/pdfText.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'
import { goldenSlips } from '../slip/goldenSlips.ts'
import { never } from './aSlip.ts'

const slipOf = (name: string) => {
  const golden = goldenSlips.find((slip) => slip.name === name)
  if (golden === undefined) throw new Error(`there is no slip ${name}`)
  return composeSlip(golden.order, golden.options)
}

describe('a folder', () => {
  it('gets the slip as a picture and as text that can be searched, Turkish letters and all', async () => {
    const path = temporaryFolder()
    const printer = openPrinter(aPrinter({ id: 'klasor', connection: { kind: 'folder', path } }))
    const outcome = await printer.send((await printer.prepare(slipOf('phone'))).payload, never)
    expect(outcome).toEqual({ kind: 'confirmed', said: '001-142' })
    expect(readdirSync(path).toSorted()).toEqual(['001-142.pdf', '001-142.png'])
    expect(readFileSync(join(path, '001-142.png')).subarray(1, 4).toString()).toBe('PNG')
    const pdf = readFileSync(join(path, '001-142.pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const lines = pdfText(pdf)
    for (const line of [
      'TAHSİL EDİLECEK',
      '#142',
      '706,25 TL',
      'ÇAĞRI GÜLŞEN IŞIKOĞLU',
      'KADIKÖY / İSTANBUL',
      '    + Acılı',
    ])
      expect(lines).toContain(line)
    // Letters that only a real table of the font can give back.
    expect(lines.join('\n')).not.toContain('\ufffd')
  })

  it('names a slip by its order, never by its customer, and safely on every system', () => {
    expect(slipFileName(slipOf('phone').name)).toBe('142')
    expect(slipFileName('#../..\\CON:*?"<>|\0 ğ')).toBe('CON-ğ')
    expect(slipFileName(undefined)).toBe('fis')
    expect(slipFileName('x'.repeat(500)).length).toBeLessThan(60)
  })
})

describe('an ordinary printer', () => {
  const aPage = { kind: 'page', html: '<p>1</p>', paper: { kind: 'a4' } } as const
  const roll = aPrinter({ id: 'ofis', connection: { kind: 'system', device: 'Ofis', page: 'roll' } })

  it('is handed the slip as a page, and that is sent, not printed', async () => {
    const pages: SystemPage[] = []
    const printer = openPrinter(roll, { printPage: async (page) => (pages.push(page), ok(null)) })
    expect(await printer.send((await printer.prepare(slipOf('phone'))).payload, never)).toEqual({
      kind: 'sent',
      said: null,
    })
    expect(pages).toMatchObject([{ device: 'Ofis', paper: { kind: 'roll', widthMm: 80 }, title: 'Tezgah' }])
    expect(pages[0]?.html).toContain('ÇAĞRI GÜLŞEN IŞIKOĞLU')
    const paper = pages[0]?.paper
    expect(paper?.kind === 'roll' && paper.heightMm).toBeGreaterThan(150)
  })

  it('gets no markup from what a customer wrote, and nothing that could run', async () => {
    const printer = openPrinter(aPrinter({ ...roll, connection: { kind: 'system', device: 'Ofis', page: 'a4' } }))
    const note = {
      kind: 'box',
      title: null,
      text: `<script src='//x'>a&b</script> "><img onerror=x>`,
      size: 1,
    } as const
    const { payload } = await printer.prepare({ blocks: [...slipOf('hostile').blocks, note] })
    if (payload.kind !== 'page') throw new Error(payload.kind)
    const { html } = payload
    expect(html).toContain('&lt;script')
    expect(html).not.toMatch(/<script|<img|https?:/)
    expect(
      html.match(/<[a-z]+/g)?.filter((tag) => !/^<(html|head|meta|title|style|body|p|b|i|hr|div|svg|path)$/.test(tag)),
    ).toEqual([])
    expect(html).toContain("default-src 'none'")
    expect(payload.paper).toEqual({ kind: 'a4' })
  })

  it.each([
    ['queueMissing', 'notSent'],
    ['systemPrintingUnavailable', 'notSent'],
    ['printUncertain', 'uncertain'],
    ['printerTimedOut', 'uncertain'],
  ] as const)('%s: %s', async (code, kind) => {
    const printer = openPrinter(roll, { printPage: async () => fail(code) })
    expect(await printer.send(aPage, never)).toMatchObject({ kind, problem: { code } })
  })

  it('says in a door without system printing that there is none', async () => {
    const printer = openPrinter(roll)
    const problem = { code: 'systemPrintingUnavailable' }
    expect(await printer.check(never)).toMatchObject({ isReady: false, problem })
    expect(await printer.send(aPage, never)).toMatchObject({ kind: 'notSent', problem })
  })

  it('is ready when the system knows it', async () => {
    const systemPrinters = async () => [{ name: 'Ofis', isDefault: true }]
    expect(await openPrinter(roll, { systemPrinters }).check(never)).toEqual({ isReady: true })
    const other = aPrinter({ ...roll, connection: { kind: 'system', device: 'Depo', page: 'a4' } })
    expect(await openPrinter(other, { systemPrinters }).check(never)).toMatchObject({
      isReady: false,
      problem: { code: 'queueMissing' },
    })
  })
})
