import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  GlobalHistogramBinarizer,
  NotFoundException,
  RGBLuminanceSource,
} from '@zxing/library'

/** What a scanner reads of a picture, with a decoder of other people's; null: nothing. */
export function readBarcode(width: number, height: number, isDark: (x: number, y: number) => boolean): string | null {
  const light = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) light[y * width + x] = isDark(x, y) ? 0 : 255
  const bitmap = new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(light, width, height)))
  try {
    return new Code128Reader().decode(bitmap, new Map([[DecodeHintType.TRY_HARDER, true]])).getText()
  } catch (error) {
    if (error instanceof NotFoundException) return null
    throw error
  }
}
