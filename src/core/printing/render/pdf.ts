import { encode as encodeQr } from 'uqr'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { cleanDocument } from './cleanDocument.ts'
import { layoutSlip, type LineStyle, paddingOf, type PaperLine } from './layout.ts'
import { qrModuleDots } from './qrModuleDots.ts'
import { safeTextIn } from './safeText.ts'
import { ADVANCE, slipFontFiles, slipFontLetters } from './slipFont.ts'
import type { DrawnWidth } from './svg.ts'

/** Of a print head: 203 to the inch. */
const POINTS_PER_DOT = 72 / 203
const MARGIN = 32

/** Sizes in dots, as on a receipt printer. */
interface Cell {
  width: number
  height: number
  gap: number
}

/** What is drawn with; in dots, its origin at the top left of the paper. */
type Pen = PDFKit.PDFDocument

/**
 * The slip as a PDF of one page as long as it needs: text that can be searched and copied, letters embedded.
 *
 * @throws when the fonts cannot be read
 */
export async function drawSlipPdf(
  document: SlipDocument,
  { columns, dotsWidth }: DrawnWidth,
  title: string,
): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const letters = await slipFontLetters()
  const lines = layoutSlip(
    cleanDocument(document, (text) => safeTextIn(text, letters)),
    columns,
  )
  const width = Math.floor(dotsWidth / columns)
  const cell: Cell = { width, height: width * 2, gap: Math.round(width / 2) }
  const height = lines.reduce((sum, line) => sum + heightOf(line, cell), 0)
  const size = [dotsWidth + 2 * MARGIN, height + 2 * MARGIN].map((dots) => dots * POINTS_PER_DOT)
  const [regular = '', bold = ''] = slipFontFiles()
  const pen = new PDFDocument({
    size,
    margin: 0,
    font: regular,
    info: { Title: title, Producer: 'Tezgah', Creator: 'Tezgah' },
  })
  pen.registerFont('regular', regular).registerFont('bold', bold)
  const bytes = collect(pen)
  pen.scale(POINTS_PER_DOT).translate(MARGIN + Math.floor((dotsWidth - columns * width) / 2), MARGIN)
  let y = 0
  for (const line of lines) {
    drawLine(pen, line, y, columns, cell)
    y += heightOf(line, cell)
  }
  pen.end()
  return bytes
}

const rowsOf = (style: LineStyle): number => (style.tall ? 2 : style.size)

function heightOf(line: PaperLine, cell: Cell): number {
  switch (line.kind) {
    case 'text':
      return rowsOf(line.style) * cell.height + cell.gap
    case 'rule':
      return cell.height + cell.gap
    case 'box':
      return line.lines.reduce((sum, { style }) => sum + rowsOf(style) * cell.height, 0) + cell.height + cell.gap
    case 'qr':
      return encodeQr(line.data, { ecc: 'M', border: 0 }).size * qrModuleDots(line.data.length) + 2 * cell.gap
  }
}

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
      drawQr(pen, line.data, y, columns, cell)
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

function drawQr(pen: Pen, data: string, y: number, columns: number, cell: Cell): void {
  const { size, data: rows } = encodeQr(data, { ecc: 'M', border: 0 })
  const dots = qrModuleDots(data.length)
  const left = Math.max(0, Math.floor((columns * cell.width - size * dots) / 2))
  rows.forEach((squares, row) => {
    squares.forEach((isDark, column) => {
      if (isDark) pen.rect(left + column * dots, y + cell.gap + row * dots, dots, dots)
    })
  })
  pen.fill('#000')
}

function collect(pen: Pen): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    pen.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pen.on('end', () => resolve(Buffer.concat(chunks)))
    pen.on('error', reject)
  })
}
