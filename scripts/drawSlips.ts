import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { composeSlip } from '../src/core/printing/slip/composeSlip.ts'
import { drawSlipPng } from '../src/core/printing/render/drawSlip.ts'
import { encodeSlip } from '../src/core/printing/render/escpos.ts'
import { profileOf } from '../src/core/printing/render/profiles.ts'
import { decodeEscpos } from '../src/practice/printer/decodeEscpos.ts'
import { drawPaper } from '../src/practice/printer/drawPaper.ts'
import { goldenSlips } from '../test/core/printing/slip/goldenSlips.ts'
import { otherSlips } from '../test/core/printing/slip/otherSlips.ts'

/**
 * `node scripts/drawSlips.ts [FOLDER]`: each golden slip at both widths, as the practice printer reads its bytes
 * (NAME-80.png) and as raster mode draws it (NAME-80-raster.png), for a person to look at.
 */
const folder = resolve(process.argv[2] ?? '.practice/slips')
mkdirSync(folder, { recursive: true })
const documents = [
  ...goldenSlips.map(({ name, order, options }) => ({ name, document: composeSlip(order, options) })),
  ...otherSlips,
]
for (const { name, document } of documents) {
  for (const paperWidthMm of [80, 58] as const) {
    const settings = { paperWidthMm, codePage: 'cp857', codePageNumber: null, feedLines: 3 } as const
    const profile = profileOf(settings)
    const paper = decodeEscpos(encodeSlip(document, settings).bytes, profile.columns)
    const file = join(folder, `${name}-${paperWidthMm}`)
    writeFileSync(`${file}.png`, await drawPaper(paper, profile.columns))
    writeFileSync(`${file}-raster.png`, await drawSlipPng(document, profile))
  }
}
process.stdout.write(`${documents.length * 4} pictures in ${folder}\n`)
