/** Rows of a band: 576 dots wide it is 4.6 kB, which any printer's buffer holds. */
const BAND_ROWS = 64

/**
 * A picture as `GS v 0` band by band, each only as wide as its ink.
 * @param isDark whether a dot is black; x from the left, y from the top
 */
export function bandsOf(isDark: (x: number, y: number) => boolean, width: number, height: number): number[][] {
  const bands: number[][] = []
  const stride = Math.ceil(width / 8)
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top)
    const packed = packRows((x, row) => isDark(x, top + row), width, rows)
    const used = Math.max(1, inkWidth(packed, stride))
    const band = [0x1d, 0x76, 0x30, 0, used & 0xff, used >> 8, rows, 0]
    for (let row = 0; row < rows; row++) {
      for (let index = 0; index < used; index++) band.push(packed[row * stride + index] ?? 0)
    }
    bands.push(withoutRealTimeCommands(band))
  }
  return bands
}

function packRows(isDark: (x: number, row: number) => boolean, width: number, rows: number): Uint8Array {
  const stride = Math.ceil(width / 8)
  const packed = new Uint8Array(stride * rows)
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) {
      if (isDark(x, row)) packed[row * stride + (x >> 3)] = (packed[row * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
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
