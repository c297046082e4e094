/** Bytes a QR code of version 1, 2, … holds at error level M (ISO/IEC 18004). */
const capacity = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450]

/** 30 mm at 8 dots a millimetre: easily scanned, and fits 58 mm paper. */
const WANTED_DOTS = 240

/** How many dots wide a square of the code is to be, so that a code of any length comes out about 30 mm wide. */
export function qrModuleDots(byteCount: number): number {
  const index = capacity.findIndex((bytes) => byteCount <= bytes)
  const squares = 17 + 4 * ((index === -1 ? capacity.length : index) + 1)
  return Math.min(8, Math.max(3, Math.floor(WANTED_DOTS / squares)))
}
