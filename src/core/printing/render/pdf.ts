import type { SlipDocument } from '../../../shared/model/slip.ts'
import {
  type Cell,
  cellOf,
  heightOf,
  type LineStyle,
  paddingOf,
  type PaperLine,
  rowsOf,
  type SlipPaper,
} from './layout.ts'
import { barsPath, leftOf } from './barcode.ts'
import { qrPath } from './qr.ts'
import { safeTextIn } from './safeText.ts'
import { setSlip } from './setSlip.ts'
import { ADVANCE, slipFontFiles, slipFontLetters } from './slipFont.ts'

/** Of a print head: 203 to the inch. */
const POINTS_PER_DOT = 72 / 203
const MARGIN = 32

/** What is drawn with; in dots, its origin at the top left of the paper. */
type Pen = PDFKit.PDFDocument

/**
 * The slip as a PDF of one page as long as it needs: text that can be searched and copied, letters embedded.
 *
 * @throws when the fonts cannot be read
 */
export async function drawSlipPdf(document: SlipDocument, paper: SlipPaper, title: string): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const letters = await slipFontLetters()
  const { columns, dotsWidth } = paper
  const { lines } = setSlip(document, paper, (text) => safeTextIn(text, letters))
  const cell = cellOf(paper)
  const height = lines.reduce((sum, line) => sum + heightOf(line, paper), 0)
  const size = [dotsWidth + 2 * MARGIN, height + 2 * MARGIN].map((dots) => dots * POINTS_PER_DOT)
  const [regular = '', bold = ''] = slipFontFiles()
  const pen = new PDFDocument({
    size,
    margin: 0,
    font: regular,
    info: { Title: title, Producer: PRODUCER, Creator: PRODUCER },
  })
  pen.registerFont('regular', regular).registerFont('bold', bold)
  const bytes = collect(pen)
  pen.scale(POINTS_PER_DOT).translate(MARGIN + Math.floor((dotsWidth - columns * cell.width) / 2), MARGIN)
  let y = 0
  for (const line of lines) {
    drawLine(pen, line, y, columns, cell)
    y += heightOf(line, paper)
  }
  pen.end()
  return bytes
}

const PRODUCER = 'Tezgah'

/** Whether a file is a PDF that was drawn here: its producer stands in it as it is, unlike what is on the page. */
export const isMadeByTezgah = (file: Buffer): boolean =>
  file.subarray(0, 5).equals(Buffer.from('%PDF-')) && file.includes(`(${PRODUCER})\nendobj`)

function drawLine(pen: Pen, line: PaperLine, y: number, columns: number, cell: Cell): void {
  switch (line.kind) {
    case 'text':
      drawText(pen, line.text, line.style, paddingOf(line, columns) * cell.width, y, cell)
      break
    case 'rule':
      pen.rect(0, y + cell.height / 2, columns * cell.width, 2).fill('#000')
      break
    case 'box':
      drawBox(pen, line, y, columns, cell)
      break
    case 'qr':
      drawQr(pen, line, y, columns, cell)
      break
    case 'barcode':
      drawBarcode(pen, line, y, columns, cell)
  }
}

function drawText(pen: Pen, text: string, style: LineStyle, x: number, y: number, cell: Cell): void {
  const rows = rowsOf(style)
  if (style.inverted) pen.rect(x, y, text.length * style.size * cell.width, rows * cell.height).fill('#000')
  // Tall letters are as wide as others: no font size does that, a scale does.
  pen.save().translate(x, y).scale(style.size, rows)
  pen.font(style.bold ? 'bold' : 'regular', cell.width / ADVANCE).fillColor(style.inverted ? '#fff' : '#000')
  pen.text(text, 0, cell.height * (19 / 24), { lineBreak: false, baseline: 'alphabetic' })
  pen.restore()
}

function drawBox(pen: Pen, { lines }: PaperLine & { kind: 'box' }, y: number, columns: number, cell: Cell): void {
  let inner = y + cell.height / 2
  for (const { text, style } of lines) {
    drawText(pen, text, style, 2 * cell.width, inner, cell)
    inner += rowsOf(style) * cell.height
  }
  const top = y + cell.height / 4
  pen
    .lineWidth(2)
    .rect(cell.width / 2, top, (columns - 1) * cell.width, inner + cell.height / 4 - top)
    .stroke('#000')
}

function drawQr(pen: Pen, { symbol }: PaperLine & { kind: 'qr' }, y: number, columns: number, cell: Cell): void {
  const { size, moduleDots } = symbol
  const left = Math.max(0, Math.floor((columns * cell.width - size * moduleDots) / 2))
  pen.path(qrPath(symbol, moduleDots, left, y + cell.gap)).fill('#000')
}

function drawBarcode(
  pen: Pen,
  { symbol }: PaperLine & { kind: 'barcode' },
  y: number,
  columns: number,
  cell: Cell,
): void {
  const { moduleDots: module, heightDots: height } = symbol
  const left = leftOf(symbol, columns * cell.width)
  pen.path(barsPath(symbol, { module, height, left, top: y + cell.gap })).fill('#000')
}

function collect(pen: Pen): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    pen.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pen.on('end', () => resolve(Buffer.concat(chunks)))
    pen.on('error', reject)
  })
}
