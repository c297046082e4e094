import { type Bars, code128Bars, QUIET_MODULES } from '../../../shared/model/code128.ts'

/** A barcode as it is printed: Code 128 with its quiet zones left white. */
export interface BarcodeSymbol extends Bars {
  data: string
  /** Of the narrowest bar, in dots of the print head. */
  moduleDots: number
  heightDots: number
}

/** 0.375 mm at 8 dots a millimetre: read at arm's length by any scanner; one dot less is the least that all of them read. */
const MODULE_DOTS = { wanted: 3, least: 2 }
/** 7 mm: with the white above and below it is one band of a picture. */
const HEIGHT_DOTS = 56

/** @returns null where the paper is too narrow for bars that a scanner reads */
export function barcodeSymbol(data: string, dotsWidth: number): BarcodeSymbol | null {
  const bars = code128Bars(data)
  const room = Math.floor(dotsWidth / (bars.size + 2 * QUIET_MODULES))
  if (room < MODULE_DOTS.least) return null
  return { ...bars, data, moduleDots: Math.min(MODULE_DOTS.wanted, room), heightDots: HEIGHT_DOTS }
}

/** Where its first bar stands in the middle of the paper, in dots. */
export const leftOf = ({ size, moduleDots }: BarcodeSymbol, dotsWidth: number): number =>
  Math.floor((dotsWidth - size * moduleDots) / 2)

/** Its bars as the path of an SVG. @param module of the drawing's own unit, as `height`, `left` and `top` are */
export const barsPath = (bars: Bars, { module = 1, height = 1, left = 0, top = 0 }): string =>
  bars.bars
    .map(({ at, width }) => `M${left + at * module} ${top}h${width * module}v${height}h-${width * module}z`)
    .join('')
