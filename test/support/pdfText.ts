import { inflateSync } from 'node:zlib'

/**
 * What a reader would copy out of one of our PDFs: its glyphs, through each font's own table of letters, a line for
 * each piece that was set. Small on purpose: it reads what pdfkit writes, not any PDF.
 */
export function pdfText(pdf: Uint8Array): string[] {
  const raw = Buffer.from(pdf).toString('latin1')
  const objects = new Map<number, { head: string; stream: string }>()
  for (const [, id = '', head = '', , stream = ''] of raw.matchAll(
    /(\d+) 0 obj\n([\s\S]*?)(stream\n([\s\S]*?)\nendstream\n)?endobj/g,
  )) {
    const isPacked = head.includes('/FlateDecode')
    objects.set(Number(id), {
      head,
      stream: isPacked ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : stream,
    })
  }
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of (/\/Font <<([\s\S]*?)>>/.exec(head)?.[1] ?? '').matchAll(
      /\/(F\d+) (\d+) 0 R/g,
    )) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1]
      fonts.set(name, lettersOf(objects.get(Number(map))?.stream ?? ''))
    }
  }
  const content = [...objects.values()].map(({ stream }) => stream).find((stream) => stream.includes(' Tf')) ?? ''
  return [...content.matchAll(/\/(F\d+) [\d.]+ Tf[\s\S]*?\[([\s\S]*?)\] TJ/g)].map(([, font = '', glyphs = '']) => {
    const letters = fonts.get(font)
    return [...glyphs.matchAll(/<([0-9a-f]+)>/gi)]
      .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      .map((glyph) => letters?.get(glyph.toLowerCase()) ?? '\ufffd')
      .join('')
  })
}

/** `<0000> <0004> [<0000> <0054> …]` of a ToUnicode table. */
function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, from = '', , list = ''] of table.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    const values = [...list.matchAll(/<([0-9a-f ]+)>/gi)]
    values.forEach(([, hex = ''], index) => {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? []
      letters.set(
        (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0'),
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      )
    })
  }
  return letters
}
