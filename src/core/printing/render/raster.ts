import type { SlipDocument } from '../../../shared/model/slip.ts'
import { drawSlip } from './drawSlip.ts'
import { type EncodedSlip, openPaper } from './escpos.ts'
import { type ProfileSettings, profileOf } from './profiles.ts'

/** Rows of a band: 576 dots wide it is 4.6 kB, which any printer's buffer holds. */
const BAND_ROWS = 64
const DARK = 128

/** A slip as a picture, for printers without Turkish letters: the same lines, drawn. Fed, cut and signalled as text is. */
export async function encodeRasterSlip(document: SlipDocument, settings: ProfileSettings): Promise<EncodedSlip> {
  const profile = profileOf(settings)
  const { image, replacements } = await drawSlip(document, profile)
  const paper = openPaper(profile)
  paper.signal(document)
  for (const band of bandsOf(image.pixels, image.width, image.height)) paper.raw(band)
  return { bytes: paper.end(), replacements }
}

/**
 * `GS v 0` band by band, each only as wide as its ink.
 * @param pixels RGBA, black on white
 */
export function bandsOf(pixels: Uint8Array, width: number, height: number): number[][] {
  const bands: number[][] = []
  const stride = Math.ceil(width / 8)
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top)
    const packed = packRows(pixels, width, top, rows)
    const used = Math.max(1, inkWidth(packed, stride))
    const band = [0x1d, 0x76, 0x30, 0, used & 0xff, used >> 8, rows, 0]
    for (let row = 0; row < rows; row++) {
      for (let index = 0; index < used; index++) band.push(packed[row * stride + index] ?? 0)
    }
    bands.push(withoutRealTimeCommands(band))
  }
  return bands
}

function packRows(pixels: Uint8Array, width: number, top: number, rows: number): Uint8Array {
  const stride = Math.ceil(width / 8)
  const packed = new Uint8Array(stride * rows)
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) {
      const isDark = (pixels[((top + row) * width + x) * 4] ?? 255) < DARK
      if (isDark) packed[row * stride + (x >> 3)] = (packed[row * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return packed
}

/** Bytes from the left that have any ink in them. */
function inkWidth(packed: Uint8Array, stride: number): number {
  let used = 0
  for (let index = 0; index < packed.length; index++) {
    if (packed[index] !== 0) used = Math.max(used, (index % stride) + 1)
  }
  return used
}

const DLE = 0x10
const afterDle: readonly number[] = [0x04, 0x05, 0x14]

/**
 * A printer looks for its real-time commands everywhere, in pictures too: DLE DC4 among the dots would open the drawer
 * or empty the buffer. One dot more beside the one of 0x10 is not seen, and is no command.
 */
function withoutRealTimeCommands(band: number[]): number[] {
  for (let index = 0; index + 1 < band.length; index++) {
    if (band[index] === DLE && afterDle.includes(band[index + 1] ?? 0)) band[index] = DLE | 0x08
  }
  return band
}
