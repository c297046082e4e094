import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { CodePage } from '../../shared/settings.ts'
import type { SlipBlock, SlipDocument } from '../../shared/slip.ts'
import { printableLetters, standardPageNumber } from './codePages.ts'
import { layoutSlip, type LineLook, type PaperLine } from './layout.ts'
import { qrModuleDots } from './qrModuleDots.ts'
import { type Replacement, safeText } from './safeText.ts'

export interface EncodeOptions {
  paperWidthMm: 58 | 80
  codePage: CodePage
  /** The printer's own number for that page; null: the standard one (Epson's). */
  codePageNumber: number | null
  /** Empty lines before the cut. */
  feedLines: number
}

export interface EncodedSlip {
  bytes: Uint8Array
  /** Everything that could not be printed as it came, in the order of the slip. */
  replacements: Replacement[]
}

/** Columns of font A: 384 dots print on 58 mm, 576 on 80 mm, 12 a letter. */
export const columnsOf: Readonly<Record<EncodeOptions['paperWidthMm'], 32 | 48>> = { 58: 32, 80: 48 }

/** The encoder has no table of ISO 8859-9: its letters stand at the same places in Windows-1254. */
const encoderPage = { cp857: 'cp857', windows1254: 'windows1254', 'iso8859-9': 'windows1254' } as const

/** The one place that knows ESC/POS: a slip document as the bytes a receipt printer takes, ending with a cut. */
export function encodeSlip(document: SlipDocument, options: EncodeOptions): EncodedSlip {
  const replacements: Replacement[] = []
  const clean = (text: string): string => {
    const safe = safeText(text, options.codePage)
    replacements.push(...safe.replacements)
    return safe.text
  }
  const columns = columnsOf[options.paperWidthMm]
  const page = encoderPage[options.codePage]
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    feedBeforeCut: options.feedLines,
    // A QR code advances the paper by itself.
    feedAfterBlock: false,
    codepageMapping: { [page]: options.codePageNumber ?? standardPageNumber[options.codePage] },
  })
  encoder.initialize().codepage(page)
  // The encoder's own rule changes to another code page; clones lose their way over that.
  const rule = (printableLetters[options.codePage].has('─') ? '─' : '-').repeat(columns)
  for (const line of layoutSlip({ blocks: document.blocks.map((block) => cleanBlock(block, clean)) }, columns))
    printLine(encoder, line, rule)
  encoder.align('left').cut('partial')
  return { bytes: withoutLastLineFeed(encoder.encode()), replacements }
}

/** The encoder ends its lines, even that of the cut: the next slip would begin with an empty line. */
const withoutLastLineFeed = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes)

function cleanBlock(block: SlipBlock, clean: (text: string) => string): SlipBlock {
  switch (block.kind) {
    case 'text':
      return { ...block, text: clean(block.text) }
    case 'row':
      // A line feed in a column would tear the row apart.
      return { ...block, left: clean(block.left).replaceAll('\n', ' '), right: clean(block.right).replaceAll('\n', ' ') }
    case 'box':
      return { ...block, title: block.title === null ? null : clean(block.title), text: clean(block.text) }
    case 'qr':
      // Never anything but printable ASCII: it is sent as raw data.
      return { ...block, data: block.data.replace(/[^\x21-\x7e]/g, ''), caption: block.caption === null ? null : clean(block.caption) }
    case 'rule':
      return block
  }
}

function printLine(encoder: ReceiptPrinterEncoder, line: PaperLine, rule: string): void {
  switch (line.kind) {
    case 'text':
      encoder.align(line.align)
      printText(encoder, line.text, line.look)
      break
    case 'box':
      encoder.align('left').box({ outline: 'single', paddingLeft: 1, paddingRight: 1 }, (inside) => {
        for (const { text, look } of line.lines) printText(inside, text, look)
      })
      break
    case 'rule':
      encoder.align('left').line(rule)
      break
    case 'qr':
      encoder.align('center').qrcode(line.data, { model: 2, size: qrModuleDots(line.data.length), errorlevel: 'm' }).align('left')
      break
  }
}

function printText(encoder: ReceiptPrinterEncoder, text: string, look: LineLook): void {
  encoder
    .size(look.size, look.tall ? 2 : look.size)
    .bold(look.bold)
    .invert(look.inverted)
    .text(text)
    .size(1, 1)
    .bold(false)
    .invert(false)
    .newline()
}
