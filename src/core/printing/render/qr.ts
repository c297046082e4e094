import { encode } from 'uqr'

/** A QR code of error level M, and how large its modules are printed. */
export interface QrSymbol {
  data: string
  /** Modules along each side, without the quiet zone. */
  size: number
  /** Along each side of a module, in dots of the print head. */
  moduleDots: number
  isDark(column: number, row: number): boolean
}

/** 30 mm at 8 dots a millimetre. */
const USUAL_SIDE_DOTS = 240
/** Half a millimetre: what a phone's camera still tells apart on thermal paper. */
const READABLE_MODULE_DOTS = 4
/** The most that `GS ( k` takes with every printer. */
const MOST_MODULE_DOTS = 8
/** White modules that a reader needs on each side. */
const QUIET_MODULES = 4

/** @param dotsWidth what the printer can print across: a code of many modules is drawn larger as far as there is room */
export function qrSymbol(data: string, dotsWidth: number): QrSymbol {
  const { size, data: rows } = encode(data, { ecc: 'M', border: 0 })
  const wanted = Math.max(READABLE_MODULE_DOTS, Math.floor(USUAL_SIDE_DOTS / size))
  const room = Math.floor(dotsWidth / (size + 2 * QUIET_MODULES))
  return {
    data,
    size,
    moduleDots: Math.max(1, Math.min(MOST_MODULE_DOTS, wanted, room)),
    isDark: (column, row) => rows[row]?.[column] === true,
  }
}

/** Its dark modules as the path of an SVG. @param module side of a module, in the drawing's own unit */
export function qrPath(symbol: QrSymbol, module: number, left = 0, top = 0): string {
  let path = ''
  for (let row = 0; row < symbol.size; row++) {
    for (let column = 0; column < symbol.size; column++) {
      if (symbol.isDark(column, row)) {
        path += `M${left + column * module} ${top + row * module}h${module}v${module}h-${module}z`
      }
    }
  }
  return path
}
