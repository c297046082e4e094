import type { SlipDocument } from '../../../shared/model/slip.ts'
import { bandsOf } from './bands.ts'
import { drawSlip } from './drawSlip.ts'
import { type EncodedSlip, openPaper } from './escpos.ts'
import { type ProfileSettings, profileOf } from './profiles.ts'

const DARK = 128

/** A slip as a picture, for printers without Turkish letters: the same lines, drawn. Fed, cut and signalled as text is. */
export async function encodeRasterSlip(document: SlipDocument, settings: ProfileSettings): Promise<EncodedSlip> {
  const profile = profileOf(settings)
  const { image, replacements } = await drawSlip(document, profile)
  const { pixels, width, height } = image
  const paper = openPaper(profile)
  paper.signal(document)
  // RGBA, black on white: one channel says it all.
  const isDark = (x: number, y: number): boolean => (pixels[(y * width + x) * 4] ?? 255) < DARK
  for (const band of bandsOf(isDark, width, height)) paper.raw(band)
  return { bytes: paper.end(), replacements }
}
