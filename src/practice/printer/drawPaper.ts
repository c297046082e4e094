import { createRequire } from 'node:module'
import { renderAsync } from '@resvg/resvg-js'
import { encode as encodeQr } from 'uqr'
import { code128Bars } from '../../shared/model/code128.ts'
import { columnsUsed, type Paper, type PaperItem, type Run } from './paper.ts'

const resolve = createRequire(import.meta.url).resolve
const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map((file) =>
  resolve(`dejavu-fonts-ttf/ttf/${file}`),
)

/** Dots of a letter of font A, and of its line: 8 dots are one millimetre. */
const CELL = { width: 12, height: 24, line: 30 }
const MARGIN = 24
const INK = '#1a1a1a'

/** The paper as a PNG that looks as a courier would hold it. Nothing is clipped away: too wide lines run off it. */
export async function drawPaper(paper: Paper, columns: number): Promise<Uint8Array> {
  const image = await renderAsync(paperSvg(paper, columns), {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Mono' },
  })
  return image.asPng()
}

function paperSvg(paper: Paper, columns: number): string {
  const width = columns * CELL.width
  let y = MARGIN
  const shapes: string[] = []
  for (const item of paper.items) {
    const drawn = drawItem(item, y, width)
    shapes.push(drawn.svg)
    y += drawn.height
  }
  const size = `width="${width + 2 * MARGIN}" height="${y + MARGIN}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size} fill="#fdfdfa"/>` +
    `<g transform="translate(${MARGIN} 0)" font-family="DejaVu Sans Mono" font-size="19.9" fill="${INK}">${shapes.join('')}</g></svg>`
  )
}

function drawItem(item: PaperItem, y: number, width: number): { svg: string; height: number } {
  if (item.kind === 'cut')
    return {
      svg: `<path d="M0 ${y + 15}H${width}" stroke="#999" stroke-width="2" stroke-dasharray="10 8"/>`,
      height: CELL.line,
    }
  if (item.kind === 'qr') return drawQr(item, y, width)
  if (item.kind === 'barcode') return drawBarcode(item, y, width)
  if (item.kind === 'image') return drawImage(item, y)
  const tallest = Math.max(1, ...item.runs.map((run) => run.height))
  const height = Math.max(tallest * CELL.height, item.lineSpacing ?? tallest * CELL.height + (CELL.line - CELL.height))
  let x = offsetOf(item.align, width - columnsUsed(item.runs) * CELL.width)
  const svg = item.runs.map((run) => {
    const drawn = drawRun(run, x, y + (tallest - run.height) * CELL.height)
    x += run.text.length * run.width * CELL.width
    return drawn
  })
  return { svg: svg.join(''), height }
}

const offsetOf = (align: 'left' | 'center' | 'right', room: number): number =>
  align === 'left' ? 0 : align === 'center' ? room / 2 : room

/** Letters one by one, each in its own cell, as a print head does. */
function drawRun(run: Run, x: number, y: number): string {
  const cell = { width: run.width * CELL.width, height: run.height * CELL.height }
  const background = run.inverted
    ? `<rect x="${x}" y="${y}" width="${run.text.length * cell.width}" height="${cell.height}" fill="${INK}"/>`
    : ''
  const look = `${run.bold ? ' font-weight="700"' : ''}${run.inverted ? ' fill="#fdfdfa"' : ''}`
  const letters = [...run.text].map((letter, index) =>
    letter === ' '
      ? ''
      : `<text transform="translate(${x + index * cell.width} ${y + 19 * run.height}) scale(${run.width} ${run.height})"${look}>${escapeXml(letter)}</text>`,
  )
  return background + letters.join('')
}

function drawQr(item: PaperItem & { kind: 'qr' }, y: number, width: number): { svg: string; height: number } {
  const code = encodeQr(item.data, { ecc: 'M', border: 0 })
  const side = code.size * item.moduleDots
  const left = offsetOf(item.align, width - side)
  const squares = code.data.flatMap((line, rowIndex) =>
    line.map((isDark, column) =>
      isDark
        ? `M${left + column * item.moduleDots} ${y + 8 + rowIndex * item.moduleDots}h${item.moduleDots}v${item.moduleDots}h-${item.moduleDots}z`
        : '',
    ),
  )
  return { svg: `<path d="${squares.join('')}"/>`, height: side + 16 }
}

function drawBarcode(
  { data, moduleDots, heightDots, align }: PaperItem & { kind: 'barcode' },
  y: number,
  width: number,
): { svg: string; height: number } {
  const { size, bars } = code128Bars(data)
  const left = offsetOf(align, width - size * moduleDots)
  const path = bars.map((bar) => {
    const across = bar.width * moduleDots
    return `M${left + bar.at * moduleDots} ${y}h${across}v${heightDots}h-${across}z`
  })
  return { svg: `<path d="${path.join('')}"/>`, height: heightDots }
}

/** Dot by dot, each run of black ones as one. */
function drawImage({ width, rows, dots }: PaperItem & { kind: 'image' }, y: number): { svg: string; height: number } {
  const across = width / 8
  const isBlack = (x: number, row: number): boolean =>
    x < width && ((dots[row * across + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
  let path = ''
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < width; x++) {
      if (!isBlack(x, row)) continue
      const from = x
      while (isBlack(x, row)) x += 1
      path += `M${from} ${y + row}h${x - from}v1h-${x - from}z`
    }
  }
  return { svg: `<path shape-rendering="crispEdges" d="${path}"/>`, height: rows }
}

const escapeXml = (letter: string): string =>
  letter.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
