/** A slip as files, on its way to a folder. */
export interface SlipFiles {
  /** Part of the files' names. */
  name: string
  png: Uint8Array
  pdf: Uint8Array
}

const MAGIC = 'tezgah-slip-files\n'

/** Puts the files behind each other, so that they travel as any slip does: as bytes. */
export function packSlipFiles({ name, png, pdf }: SlipFiles): Uint8Array {
  const head = `${MAGIC}${JSON.stringify({ name, png: png.length, pdf: pdf.length })}\n`
  return Buffer.concat([Buffer.from(head), png, pdf])
}

/** @returns null when these bytes are not such files (a slip for a receipt printer). */
export function unpackSlipFiles(bytes: Uint8Array): SlipFiles | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!all.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) return null
  const end = all.indexOf('\n', MAGIC.length)
  const { name, png, pdf } = JSON.parse(all.toString('utf8', MAGIC.length, end)) as {
    name: string
    png: number
    pdf: number
  }
  return { name, png: all.subarray(end + 1, end + 1 + png), pdf: all.subarray(end + 1 + png, end + 1 + png + pdf) }
}
