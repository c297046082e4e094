import type { SlipBlock, SlipSize } from '../../../shared/model/slip.ts'
import { type BarcodeSymbol, barcodeSymbol } from './barcode.ts'
import { type QrSymbol, qrSymbol } from './qr.ts'

/**
 * A slip's blocks as lines of a given number of columns. Nothing is ever longer than its line: words too long are
 * broken, amounts (joined by U+00A0) are set smaller before they would be. Texts must be safe already: one letter,
 * one column.
 */
export type PaperLine =
  | { kind: 'text'; text: string; style: LineStyle; align: 'left' | 'center' }
  | { kind: 'box'; lines: { text: string; style: LineStyle }[] }
  | { kind: 'rule' }
  | { kind: 'qr'; symbol: QrSymbol }
  | { kind: 'barcode'; symbol: BarcodeSymbol }

export interface LineStyle {
  size: SlipSize
  tall: boolean
  bold: boolean
  inverted: boolean
}

const plain: LineStyle = { size: 1, tall: false, bold: false, inverted: false }
const NO_BREAK = '\u00A0'

/** What a slip is set for. */
export interface SlipPaper {
  columns: number
  /** Across the print head: 384 on 58 mm, 576 on 80 mm. */
  dotsWidth: number
  /** No slip is longer. */
  lengthDots: number
}

/** A letter's place, in dots, as printers set it. */
export interface Cell {
  width: number
  height: number
  /** Between lines. */
  gap: number
}

export function cellOf({ columns, dotsWidth }: SlipPaper): Cell {
  const width = Math.floor(dotsWidth / columns)
  return { width, height: width * 2, gap: Math.round(width / 2) }
}

/** Of normal letters. */
export const rowsOf = (style: LineStyle): number => (style.tall ? 2 : style.size)

/** What a line takes of the paper, in dots. */
export function heightOf(line: PaperLine, paper: SlipPaper): number {
  const cell = cellOf(paper)
  switch (line.kind) {
    case 'text':
      return rowsOf(line.style) * cell.height + cell.gap
    case 'rule':
      return cell.height + cell.gap
    case 'box':
      return line.lines.reduce((sum, { style }) => sum + rowsOf(style) * cell.height, 0) + cell.height + cell.gap
    case 'qr':
      return line.symbol.size * line.symbol.moduleDots + 2 * cell.gap
    case 'barcode':
      return line.symbol.heightDots + 2 * cell.gap
  }
}

/** Columns of plain spaces before a line's text. */
export const paddingOf = ({ text, style, align }: PaperLine & { kind: 'text' }, columns: number): number =>
  align === 'left' ? 0 : Math.max(0, columns - text.length * style.size) >> 1

/** The lines of one block, whose texts are safe. */
export function layoutBlock(block: SlipBlock, { columns, dotsWidth }: SlipPaper): PaperLine[] {
  switch (block.kind) {
    case 'text':
      return layoutText(block, columns)
    case 'row':
      return layoutRow(block, columns)
    case 'box':
      return [layoutBox(block, columns)]
    case 'rule':
      return [{ kind: 'rule' }]
    case 'qr':
      return [
        { kind: 'qr', symbol: qrSymbol(block.data, dotsWidth) },
        ...(block.caption === null ? [] : centered(block.caption, columns)),
      ]
    case 'barcode': {
      const symbol = block.data === '' ? null : barcodeSymbol(block.data, dotsWidth)
      return symbol === null ? [] : [{ kind: 'barcode', symbol }]
    }
  }
}

const centered = (content: string, columns: number): PaperLine[] =>
  wrap(content, columns).map((text) => ({ kind: 'text', text: shown(text), style: plain, align: 'center' }))

function layoutText(block: SlipBlock & { kind: 'text' }, columns: number): PaperLine[] {
  const size = fittingSize(block.text, block.size, columns, block.indent)
  const style = { size, tall: isTall(block, size), bold: block.bold, inverted: block.inverted }
  const width = Math.floor(columns / size)
  const indent = Math.min(Math.ceil(block.indent / size), Math.floor(width / 2))
  return hang(block.text, width - indent).map((line): PaperLine => {
    const text = ' '.repeat(indent) + shown(line)
    // A band of reverse video across the paper is seen before it is read.
    if (block.inverted && block.align === 'center')
      return { kind: 'text', text: padBoth(text, width), style, align: 'center' }
    // A band's last letter needs black beside it as its first one does.
    if (block.inverted && text.length < width) return { kind: 'text', text: `${text} `, style, align: block.align }
    return { kind: 'text', text, style, align: block.align }
  })
}

/** The right column on the first line; the left one wraps beside it, or above it where the two leave no room. */
function layoutRow(block: SlipBlock & { kind: 'row' }, columns: number): PaperLine[] {
  const wanted = fittingSize(block.right, block.size, columns)
  const size = fittingSize(block.left, wanted, columns)
  const style = { ...plain, size, tall: isTall(block, size), bold: block.bold }
  const width = Math.floor(columns / size)
  const asLine = (text: string): PaperLine => ({ kind: 'text', text, style, align: 'left' })
  const room = width - block.right.length - 1
  if (room < Math.min(20, block.left.length)) {
    const amount = wrap(block.right, width).map((line) => asLine(shown(line).padStart(width)))
    return [...hang(block.left, width).map((line) => asLine(shown(line))), ...amount]
  }
  return hang(block.left, room).map((line, index) =>
    asLine(index === 0 ? `${shown(line).padEnd(room)} ${shown(block.right)}` : shown(line)),
  )
}

function layoutBox(block: SlipBlock & { kind: 'box' }, columns: number): PaperLine {
  const inside = columns - 4
  const size = fittingSize(block.text, block.size, inside)
  const style = { ...plain, size, tall: isTall(block, size) }
  const title =
    block.title === null
      ? []
      : wrap(block.title, inside).map((text) => ({ text: shown(text), style: { ...plain, bold: true } }))
  const body = hang(block.text, Math.floor(inside / size)).map((text) => ({ text: shown(text), style }))
  return { kind: 'box', lines: [...title, ...body] }
}

/** What had to be set smaller stays as high as it can. */
const isTall = ({ size, tall }: { size: SlipSize; tall?: boolean | undefined }, set: SlipSize): boolean =>
  set === 1 && (tall === true || size > 1)

/**
 * The largest size up to the wanted one at which no amount has to be split, and no word either that a smaller size
 * keeps whole.
 */
function fittingSize(text: string, wanted: SlipSize, columns: number, indent = 0): SlipSize {
  if (wanted === 1) return 1
  const smaller = wanted === 3 ? 2 : 1
  const words = text.split(/[ \n]+/)
  const longest = Math.max(0, ...words.map((word) => word.length))
  const longestAmount = Math.max(0, ...words.filter((word) => word.includes(NO_BREAK)).map((word) => word.length))
  const depth = quantity.exec(text)?.[0].length ?? 0
  const fits = (length: number, size: number): boolean => (length + depth + Math.ceil(indent / size)) * size <= columns
  if (longestAmount * wanted > columns || !fits(longest, wanted)) {
    const canHelp = longestAmount * wanted > columns || fits(longest, 1)
    return canHelp ? fittingSize(text, smaller, columns, indent) : wanted
  }
  return wanted
}

/** What the lines after the first stand under: not the quantity, but the name. */
const quantity = /^ *(?:[\d,?]+\u00A0x|[+-]) |^ +/

/** As `wrap`, but what goes on after `2 x ` or `+ ` stands under the name, not under the quantity. */
function hang(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => hangParagraph(paragraph, width))
}

function hangParagraph(text: string, width: number): string[] {
  const depth = quantity.exec(text)?.[0].length ?? 0
  if (depth === 0 || depth > width / 2) return wrap(text, width)
  const [first = '', ...rest] = wrap(text.slice(depth), width - depth)
  return [text.slice(0, depth) + first, ...rest.map((line) => ' '.repeat(depth) + line)]
}

/** Breaks at spaces; a word longer than the line is broken where it is full. Runs of spaces become one. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(1, width)))
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lead = /^ */.exec(paragraph)?.[0].length ?? 0
  const lines: string[] = []
  let line = ' '.repeat(Math.min(lead, Math.floor(width / 2)))
  let isEmpty = true
  for (let word of paragraph.split(' ').filter((part) => part !== '')) {
    const gap = isEmpty ? '' : ' '
    if (line.length + gap.length + word.length <= width) {
      line += gap + word
      isEmpty = false
      continue
    }
    if (!isEmpty) lines.push(line)
    else if (line !== '') word = line + word
    while (word.length > width) {
      lines.push(word.slice(0, width))
      word = word.slice(width)
    }
    line = word
    isEmpty = false
  }
  lines.push(line)
  return lines
}

const shown = (text: string): string => text.replaceAll(NO_BREAK, ' ')

function padBoth(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2)
  return text.padStart(text.length + left).padEnd(width)
}
