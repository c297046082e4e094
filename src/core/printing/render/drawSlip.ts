import type { RenderedImage } from '@resvg/resvg-js'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import type { SlipPaper } from './layout.ts'
import type { Replacement } from './replacements.ts'
import { safeTextIn } from './safeText.ts'
import { setSlip } from './setSlip.ts'
import { slipFontFiles, slipFontLetters, SLIP_FONT } from './slipFont.ts'
import { slipSvg } from './svg.ts'

export interface DrawnSlip {
  image: RenderedImage
  /** What the font lacks, and how it was spelled instead, in the order of the slip. */
  replacements: Replacement[]
}

/** The same lines as on a receipt printer, as a PNG `dotsWidth` wide, black on white, without a margin. */
export async function drawSlipPng(document: SlipDocument, paper: SlipPaper): Promise<Uint8Array> {
  const { image } = await drawSlip(document, paper)
  return image.asPng()
}

/** As `drawSlipPng`, still as pixels. @throws when what draws cannot be loaded. */
export async function drawSlip(document: SlipDocument, paper: SlipPaper): Promise<DrawnSlip> {
  const { svg, replacements } = await drawSlipSvg(document, paper)
  // Loaded when it is needed: most printers never need it, and a start must not wait for it.
  const { renderAsync } = await import('@resvg/resvg-js')
  const font = { fontFiles: slipFontFiles(), loadSystemFonts: false, defaultFontFamily: SLIP_FONT }
  return { image: await renderAsync(svg, { font }), replacements }
}

/** The step before: the slip as SVG, for what draws by itself. */
export async function drawSlipSvg(
  document: SlipDocument,
  paper: SlipPaper,
): Promise<{ svg: string; replacements: Replacement[] }> {
  const letters = await slipFontLetters()
  const { lines, replacements } = setSlip(document, paper, (text) => safeTextIn(text, letters))
  return { svg: slipSvg(lines, paper), replacements }
}
