import { encode as encodeQr } from 'uqr'
import { type LineStyle, type PaperLine, paddingOf } from './layout.ts'
import { qrModuleDots } from './qrModuleDots.ts'
import { ADVANCE, SLIP_FONT } from './slipFont.ts'

export interface DrawnWidth {
  columns: number
  /** Of the print head: 384 on 58 mm, 576 on 80 mm. */
  dotsWidth: number
}

interface Cell {
  width: number
  height: number
  /** Between lines, as printers leave it. */
  gap: number
}

const tallness = (style: LineStyle): number => (style.tall ? 2 : style.size)

/** The lines of a slip as black on white, dot for dot as wide as the paper's print, as high as they need. */
export function slipSvg(lines: readonly PaperLine[], { columns, dotsWidth }: DrawnWidth): string {
  const width = Math.floor(dotsWidth / columns)
  const cell: Cell = { width, height: width * 2, gap: Math.round(width / 2) }
  const shapes: string[] = []
  let y = 0
  for (const line of lines) {
    const drawn = drawLine(line, y, columns, cell)
    shapes.push(drawn.svg)
    y += drawn.height
  }
  const left = Math.floor((dotsWidth - columns * width) / 2)
  const size = `width="${dotsWidth}" height="${Math.max(1, Math.ceil(y))}"`
  const font = `font-family="${SLIP_FONT}" font-size="${(width / ADVANCE).toFixed(4)}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" ${size}><rect ${size} fill="#fff"/>` +
    `<g transform="translate(${left} 0)" ${font} fill="#000">${shapes.join('')}</g></svg>`
  )
}

function drawLine(line: PaperLine, y: number, columns: number, cell: Cell): { svg: string; height: number } {
  switch (line.kind) {
    case 'text':
      return {
        svg: drawText(line.text, line.style, paddingOf(line, columns) * cell.width, y, cell),
        height: tallness(line.style) * cell.height + cell.gap,
      }
    case 'rule':
      return { svg: bar(0, y + cell.height / 2, columns * cell.width, 2), height: cell.height + cell.gap }
    case 'box':
      return drawBox(line, y, columns, cell)
    case 'qr':
      return drawQr(line.data, y, columns, cell)
  }
}

const bar = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`

function drawBox(
  { lines }: PaperLine & { kind: 'box' },
  y: number,
  columns: number,
  cell: Cell,
): { svg: string; height: number } {
  const edge = Math.round(cell.height / 2)
  let inner = y + edge
  const texts = lines.map(({ text, style }) => {
    const svg = drawText(text, style, 2 * cell.width, inner, cell)
    inner += tallness(style) * cell.height
    return svg
  })
  const bottom = inner + 4
  const left = Math.floor(cell.width / 2)
  const right = columns * cell.width - left
  const frame =
    bar(left, y + edge - 6, right - left, 2) +
    bar(left, bottom, right - left, 2) +
    bar(left, y + edge - 6, 2, bottom - y - edge + 8) +
    bar(right - 2, y + edge - 6, 2, bottom - y - edge + 8)
  return { svg: frame + texts.join(''), height: bottom + 2 + cell.gap - y }
}

/** Scripts that are joined or read from the right must be set as one; all else stands letter under letter by words. */
const joined = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}]/u
const pieces =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}](?:.*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}])?|[^\s\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}]+/gu

function drawText(text: string, style: LineStyle, x: number, y: number, cell: Cell): string {
  const width = style.size * cell.width
  const height = tallness(style)
  const ground = style.inverted ? bar(x, y, text.length * width, height * cell.height) : ''
  const attributes = `${style.bold ? ' font-weight="700"' : ''}${style.inverted ? ' fill="#fff"' : ''}`
  const baseline = y + height * cell.height * (19 / 24)
  const words = [...text.matchAll(pieces)].map(({ 0: word, index }) => {
    const at = `transform="translate(${x + index * width} ${baseline}) scale(${style.size} ${height})"`
    const fit = joined.test(word) ? ` textLength="${word.length * cell.width}" lengthAdjust="spacingAndGlyphs"` : ''
    return `<text ${at}${attributes}${fit}>${escapeXml(word)}</text>`
  })
  return ground + words.join('')
}

function drawQr(data: string, y: number, columns: number, cell: Cell): { svg: string; height: number } {
  const code = encodeQr(data, { ecc: 'M', border: 0 })
  const dots = qrModuleDots(data.length)
  const side = code.size * dots
  const left = Math.max(0, Math.floor((columns * cell.width - side) / 2))
  const squares = code.data.flatMap((squaresOfRow, row) =>
    squaresOfRow.map((isDark, column) =>
      isDark ? `M${left + column * dots} ${y + cell.gap + row * dots}h${dots}v${dots}h-${dots}z` : '',
    ),
  )
  return { svg: `<path shape-rendering="crispEdges" d="${squares.join('')}"/>`, height: side + 2 * cell.gap }
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
