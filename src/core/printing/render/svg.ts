import {
  type Cell,
  cellOf,
  heightOf,
  type LineStyle,
  type PaperLine,
  paddingOf,
  rowsOf,
  type SlipPaper,
} from './layout.ts'
import { barsPath, leftOf } from './barcode.ts'
import { qrPath } from './qr.ts'
import { ADVANCE, SLIP_FONT } from './slipFont.ts'

/** The lines of a slip as black on white, dot for dot as wide as the paper's print, as high as they need. */
export function slipSvg(lines: readonly PaperLine[], paper: SlipPaper): string {
  const { columns, dotsWidth } = paper
  const cell = cellOf(paper)
  const { width } = cell
  const shapes: string[] = []
  let y = 0
  for (const line of lines) {
    shapes.push(drawLine(line, y, columns, cell))
    y += heightOf(line, paper)
  }
  const left = Math.floor((dotsWidth - columns * width) / 2)
  const size = `width="${dotsWidth}" height="${Math.max(1, Math.ceil(y))}"`
  const font = `font-family="${SLIP_FONT}" font-size="${(width / ADVANCE).toFixed(4)}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" ${size}><rect ${size} fill="#fff"/>` +
    `<g transform="translate(${left} 0)" ${font} fill="#000">${shapes.join('')}</g></svg>`
  )
}

function drawLine(line: PaperLine, y: number, columns: number, cell: Cell): string {
  switch (line.kind) {
    case 'text':
      return drawText(line.text, line.style, paddingOf(line, columns) * cell.width, y, cell)
    case 'rule':
      return bar(0, y + cell.height / 2, columns * cell.width, 2)
    case 'box':
      return drawBox(line, y, columns, cell)
    case 'qr':
      return drawQr(line, y, columns, cell)
    case 'barcode':
      return drawBarcode(line, y, columns, cell)
  }
}

const bar = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`

function drawBox({ lines }: PaperLine & { kind: 'box' }, y: number, columns: number, cell: Cell): string {
  const edge = Math.round(cell.height / 2)
  let inner = y + edge
  const texts = lines.map(({ text, style }) => {
    const svg = drawText(text, style, 2 * cell.width, inner, cell)
    inner += rowsOf(style) * cell.height
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
  return frame + texts.join('')
}

/** Scripts that are joined or read from the right must be set as one; all else stands letter under letter by words. */
const joined = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}]/u
const pieces =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}](?:.*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}])?|[^\s\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}]+/gu

function drawText(text: string, style: LineStyle, x: number, y: number, cell: Cell): string {
  const width = style.size * cell.width
  const height = rowsOf(style)
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

function drawQr({ symbol }: PaperLine & { kind: 'qr' }, y: number, columns: number, cell: Cell): string {
  const { size, moduleDots } = symbol
  const left = Math.max(0, Math.floor((columns * cell.width - size * moduleDots) / 2))
  return `<path shape-rendering="crispEdges" d="${qrPath(symbol, moduleDots, left, y + cell.gap)}"/>`
}

function drawBarcode({ symbol }: PaperLine & { kind: 'barcode' }, y: number, columns: number, cell: Cell): string {
  const { moduleDots: module, heightDots: height } = symbol
  const left = leftOf(symbol, columns * cell.width)
  return `<path shape-rendering="crispEdges" d="${barsPath(symbol, { module, height, left, top: y + cell.gap })}"/>`
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
