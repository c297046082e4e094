import type { Paper } from '../../host.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { type LineStyle, paddingOf, type PaperLine, rowsOf, type SlipPaper } from './layout.ts'
import { type BarcodeSymbol, barsPath } from './barcode.ts'
import { qrPath, type QrSymbol } from './qr.ts'
import { safeTextIn } from './safeText.ts'
import { setSlip } from './setSlip.ts'
import { slipFontLetters } from './slipFont.ts'

export interface SlipPage extends SlipPaper {
  /** `roll`: as long as the slip; `a4`: larger letters, as many pages as it needs. */
  page: 'roll' | 'a4'
  paperWidthMm: 58 | 80
}

/** What stays white at both sides, all in all, mm. */
const EDGES_MM = 8
/** Of an ordinary printer, that cannot print to the edge. */
const A4_MARGIN_MM = 15
const A4_TEXT_HEIGHT_MM = 297 - 2 * A4_MARGIN_MM - 2
/** Width of a column on A4: a slip is set as large as one page allows, but never smaller than on a receipt nor huge. */
const A4_COLUMN_MM = { least: 1.3, most: 2.5 }
const ROLL_MARGIN_MM = 3
/** Letters of every common fixed-width font are at most this wide, in ems. */
const ADVANCE = 0.603

/**
 * The slip as a page for an ordinary printer: HTML that needs nothing else and runs nothing, every text escaped. All is
 * measured in columns of a fixed-width letter, so the size of its paper is known.
 */
export async function slipPage(
  document: SlipDocument,
  { page, paperWidthMm, ...slipPaper }: SlipPage,
): Promise<{ html: string; paper: Paper }> {
  const letters = await slipFontLetters()
  const { columns } = slipPaper
  const { lines } = setSlip(document, slipPaper, (text) => safeTextIn(text, letters))
  const isRoll = page === 'roll'
  const height = lines.reduce((sum, line) => sum + heightOf(line), 0)
  const fitting = Math.max(A4_COLUMN_MM.least, Math.min(A4_COLUMN_MM.most, A4_TEXT_HEIGHT_MM / height))
  const unit = isRoll ? (paperWidthMm - EDGES_MM) / columns : fitting
  const rollMm = Math.ceil(height * unit + 2 * ROLL_MARGIN_MM)
  const size = isRoll ? `size:${paperWidthMm}mm ${rollMm}mm;margin:0` : `size:A4;margin:${A4_MARGIN_MM}mm`
  const margin = isRoll ? `${ROLL_MARGIN_MM}mm ${EDGES_MM / 2}mm` : '0 auto'
  const html =
    '<!doctype html><html lang="tr"><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
    `<title>Tezgah</title><style>@page{${size}}${styles(unit, columns, margin)}</style></head>` +
    `<body>${lines.map((line) => drawLine(line, columns)).join('')}</body></html>`
  return { html, paper: isRoll ? { kind: 'roll', widthMm: paperWidthMm, heightMm: rollMm } : { kind: 'a4' } }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const styles = (unit: number, columns: number, margin: string): string =>
  `html{--u:${round(unit)}mm}body{margin:${margin};width:calc(${columns}*var(--u));color:#000;background:#fff;` +
  `font:calc(var(--u)/${ADVANCE})/1 "DejaVu Sans Mono",Menlo,Consolas,"Courier New",monospace}` +
  'p{margin:0;height:calc(2.5*var(--u));white-space:pre;break-inside:avoid}' +
  'p b,p i{display:inline-block;font-style:normal;font-weight:400;line-height:calc(2*var(--u));height:calc(2*var(--u));transform-origin:0 0}' +
  'p b{font-weight:700}.n i,.n b{background:#000;color:#fff}' +
  '.s2,.t{height:calc(4.5*var(--u))}.s3{height:calc(6.5*var(--u))}' +
  '.s2>*{transform:scale(2)}.s3>*{transform:scale(3)}.t>*{transform:scale(1,2)}' +
  'hr{margin:0;border:0;height:calc(2.5*var(--u));background:linear-gradient(#000,#000) 0 40%/100% .3mm no-repeat}' +
  'div{box-sizing:border-box;border:.3mm solid #000;padding:var(--u) calc(1.5*var(--u)) 0;margin:0 calc(.5*var(--u)) calc(.5*var(--u));break-inside:avoid}' +
  'div p{height:calc(2*var(--u))}div .s2,div .t{height:calc(4*var(--u))}div .s3{height:calc(6*var(--u))}' +
  'svg{display:block;margin:0 auto;break-inside:avoid}'

const QR_COLUMNS = 18
/** In columns' widths, as all heights are. */
const BARCODE_ROWS = 6

/** In columns' widths. */
function heightOf(line: PaperLine): number {
  switch (line.kind) {
    case 'text':
      return rowsOf(line.style) * 2 + 0.5
    case 'rule':
      return 2.5
    case 'box':
      return line.lines.reduce((sum, { style }) => sum + rowsOf(style) * 2, 0) + 3
    case 'qr':
      return QR_COLUMNS + 1
    case 'barcode':
      return BARCODE_ROWS + 1
  }
}

function drawLine(line: PaperLine, columns: number): string {
  switch (line.kind) {
    case 'text':
      return drawText(line.text, line.style, paddingOf(line, columns))
    case 'rule':
      return '<hr>'
    case 'box':
      return `<div>${line.lines.map(({ text, style }) => drawText(text, style, 0)).join('')}</div>`
    case 'qr':
      return drawQr(line.symbol)
    case 'barcode':
      return drawBarcode(line.symbol)
  }
}

function drawText(text: string, style: LineStyle, padding: number): string {
  const classes = [style.tall ? 't' : style.size > 1 ? `s${style.size}` : '', style.inverted ? 'n' : '']
    .filter(Boolean)
    .join(' ')
  const tag = style.bold ? 'b' : 'i'
  const indent = padding === 0 ? '' : ` style="padding-left:calc(${padding}*var(--u))"`
  return `<p${classes === '' ? '' : ` class="${classes}"`}${indent}><${tag}>${escapeHtml(text)}</${tag}></p>`
}

function drawQr(symbol: QrSymbol): string {
  const side = `calc(${QR_COLUMNS}*var(--u))`
  return (
    `<svg style="width:${side};height:${side};margin-bottom:var(--u)" viewBox="0 0 ${symbol.size} ${symbol.size}" shape-rendering="crispEdges">` +
    `<path d="${qrPath(symbol, 1)}"/></svg>`
  )
}

/** As wide as on a receipt printer, where a column is twelve dots. */
function drawBarcode(symbol: BarcodeSymbol): string {
  const width = `calc(${(symbol.size * symbol.moduleDots) / 12}*var(--u))`
  const height = `calc(${BARCODE_ROWS}*var(--u))`
  return (
    `<svg style="width:${width};height:${height};margin-bottom:var(--u)" viewBox="0 0 ${symbol.size} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
    `<path d="${barsPath(symbol, {})}"/></svg>`
  )
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '')
