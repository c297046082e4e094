import type { RenderedImage } from '@resvg/resvg-js'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { cleanDocument } from './cleanDocument.ts'
import { layoutSlip } from './layout.ts'
import type { Replacement } from './replacements.ts'
import { safeTextIn } from './safeText.ts'
import { slipFontFiles, slipFontLetters, SLIP_FONT } from './slipFont.ts'
import { type DrawnWidth, slipSvg } from './svg.ts'

export interface DrawnSlip {
  image: RenderedImage
  /** What the font lacks, and how it was spelled instead, in the order of the slip. */
  replacements: Replacement[]
}

/** The same lines as on a receipt printer, as a PNG `dotsWidth` wide, black on white, without a margin. */
export async function drawSlipPng(document: SlipDocument, width: DrawnWidth): Promise<Uint8Array> {
  const { image } = await drawSlip(document, width)
  return image.asPng()
}

/** As `drawSlipPng`, still as pixels. @throws when what draws cannot be loaded. */
export async function drawSlip(document: SlipDocument, width: DrawnWidth): Promise<DrawnSlip> {
  const { svg, replacements } = await drawSlipSvg(document, width)
  // Loaded when it is needed: most printers never need it, and a start must not wait for it.
  const { renderAsync } = await import('@resvg/resvg-js')
  const font = { fontFiles: slipFontFiles(), loadSystemFonts: false, defaultFontFamily: SLIP_FONT }
  return { image: await renderAsync(svg, { font }), replacements }
}

/** The step before: the slip as SVG, for what draws by itself. */
export async function drawSlipSvg(
  document: SlipDocument,
  width: DrawnWidth,
): Promise<{ svg: string; replacements: Replacement[] }> {
  const letters = await slipFontLetters()
  const { blocks, replacements } = cleanDocument(document, (text) => safeTextIn(text, letters))
  return { svg: slipSvg(layoutSlip({ blocks }, width.columns), width), replacements }
}
