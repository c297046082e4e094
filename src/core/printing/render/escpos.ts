import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { bandsOf } from './bands.ts'
import { type BarcodeSymbol, leftOf } from './barcode.ts'
import { pageBytes, printableLetters } from './codePages.ts'
import { type LineStyle, type PaperLine, paddingOf, rowsOf } from './layout.ts'
import { type PrinterProfile, type ProfileSettings, profileOf } from './profiles.ts'
import type { QrSymbol } from './qr.ts'
import type { Replacement } from './replacements.ts'
import { safeText } from './safeText.ts'
import { setSlip } from './setSlip.ts'

export interface EncodedSlip {
  bytes: Uint8Array
  /** Everything that could not be printed as it came, in the order of the slip. */
  replacements: Replacement[]
}

const ESC = 0x1b
const GS = 0x1d
const INITIALIZE = [ESC, 0x40]
/** `FS .`: out of the Chinese or Japanese mode that some clones wake up in. */
export const CANCEL_KANJI = [0x1c, 0x2e]
/** White rows above and below a QR code that is drawn. */
const QR_QUIET_DOTS = 16
/** The same of a barcode. */
const BARCODE_QUIET_DOTS = 4

/** The one place that knows ESC/POS: a slip document as the bytes a receipt printer takes, ending with a cut. */
export function encodeSlip(document: SlipDocument, settings: ProfileSettings): EncodedSlip {
  const profile = profileOf(settings)
  const { lines, replacements } = setSlip(document, profile, (text) => safeText(text, profile.codePage))
  const paper = openPaper(profile)
  paper.signal(document)
  paper.usePage()
  for (const line of lines) paper.print(line)
  return { bytes: paper.end(), replacements }
}

/**
 * What one job is written into: the library's commands, and between them text that we have laid out and put into the
 * printer's page already, so that it neither wraps nor looks letters up again.
 */
export function openPaper(profile: PrinterProfile) {
  const { codePage, columns } = profile
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    // Its own wrapping and boxes are not used: any number that it accepts.
    columns: 48,
    newline: '\n',
    feedBeforeCut: profile.feedLines,
    // A QR code advances the paper by itself.
    feedAfterBlock: false,
  })
  encoder.raw(INITIALIZE)
  if (profile.cancelsKanji) encoder.raw(CANCEL_KANJI)
  const hasFrames = printableLetters[codePage].has('┌')
  const frame = hasFrames ? '─│┌┐└┘' : '-|++++'
  const [across = '-', upright = '|', topLeft = '+', topRight = '+', bottomLeft = '+', bottomRight = '+'] = frame
  const write = (text: string, page = codePage) => encoder.raw(pageBytes(text, page))

  const looked = (text: string, style: LineStyle): void => {
    encoder.size(style.size, rowsOf(style)).bold(style.bold).invert(style.inverted)
    write(text)
    encoder.size(1, 1).bold(false).invert(false)
  }

  const printBox = ({ lines }: PaperLine & { kind: 'box' }): void => {
    // Without space between the lines its sides touch.
    encoder.lineSpacing('none')
    write(topLeft + across.repeat(columns - 2) + topRight).newline()
    for (const { text, style } of lines) {
      const side = { size: 1, tall: false, bold: false, inverted: false } as const
      const height = rowsOf(style)
      const edge = (sides: string): void => {
        encoder.size(1, height)
        write(sides)
        encoder.size(1, 1)
      }
      edge(`${upright} `)
      looked(text, style)
      looked(' '.repeat(columns - 4 - text.length * style.size), side)
      edge(` ${upright}`)
      encoder.newline()
    }
    write(bottomLeft + across.repeat(columns - 2) + bottomRight)
    encoder.lineSpacing('default').newline()
  }

  const qrByCommand = ({ data, moduleDots }: QrSymbol): void => {
    encoder.align('center').qrcode(data, { model: 2, size: moduleDots, errorlevel: 'm' }).align('left')
  }

  const qrAsImage = (symbol: QrSymbol): void => {
    const { size, moduleDots } = symbol
    const left = Math.max(0, Math.floor((profile.dotsWidth - size * moduleDots) / 2))
    const moduleAt = (dot: number, start: number): number => Math.floor((dot - start) / moduleDots)
    const bands = bandsOf(
      (x, y) => symbol.isDark(moduleAt(x, left), moduleAt(y, QR_QUIET_DOTS)),
      profile.dotsWidth,
      size * moduleDots + 2 * QR_QUIET_DOTS,
    )
    for (const band of bands) encoder.raw(band)
  }

  /** Set B and ASCII: pairs of digits as bytes could be a real-time command. */
  const barcodeByCommand = ({ data, moduleDots, heightDots }: BarcodeSymbol): void => {
    const content = [0x7b, 0x42, ...Buffer.from(data, 'latin1')]
    const look = [GS, 0x48, 0, GS, 0x68, heightDots, GS, 0x77, moduleDots]
    encoder.raw([ESC, 0x61, 1, ...look, GS, 0x6b, 73, content.length, ...content, ESC, 0x61, 0])
  }

  const barcodeAsImage = (symbol: BarcodeSymbol): void => {
    const left = leftOf(symbol, profile.dotsWidth)
    const dark = new Set(
      symbol.bars.flatMap(({ at, width }) =>
        Array.from({ length: width * symbol.moduleDots }, (_, dot) => left + at * symbol.moduleDots + dot),
      ),
    )
    const top = BARCODE_QUIET_DOTS
    const height = symbol.heightDots + 2 * top
    const isInBars = (y: number): boolean => y >= top && y < height - top
    for (const band of bandsOf((x, y) => dark.has(x) && isInBars(y), profile.dotsWidth, height)) encoder.raw(band)
  }

  return {
    /** Before all else, so that it is heard and seen before the paper comes; only what the shop has set. */
    signal: ({ signals }: SlipDocument): void => {
      if (profile.opensDrawer && signals?.drawer === true) encoder.raw([ESC, 0x70, 0, 50, 250])
      if (profile.buzzes && signals?.buzzer === true) encoder.raw(profile.isEpson ? EPSON_BUZZER : BUZZER)
    },
    /** From here on what is written is in this page; the profile's own when left out. */
    usePage: (number = profile.codePageNumber) => void encoder.raw([ESC, 0x74, number]),
    /** Letters of a page by themselves, at the size they are to be seen. */
    writeIn: (text: string, page: PrinterProfile['codePage'], style: LineStyle): void => {
      encoder.size(style.size, rowsOf(style)).bold(style.bold)
      write(text, page)
      encoder.size(1, 1).bold(false)
    },
    raw: (bytes: number[]) => void encoder.raw(bytes),
    qrByCommand,
    qrAsImage,
    newline: () => void encoder.newline(),
    print: (line: PaperLine): void => {
      switch (line.kind) {
        case 'text': {
          const padding = paddingOf(line, columns)
          if (padding > 0) write(' '.repeat(padding))
          looked(line.text, line.style)
          encoder.newline()
          break
        }
        case 'box':
          printBox(line)
          break
        case 'rule':
          write(across.repeat(columns)).newline()
          break
        case 'qr':
          if (profile.qr === 'image') qrAsImage(line.symbol)
          else qrByCommand(line.symbol)
          break
        case 'barcode':
          if (profile.barcode === 'image') barcodeAsImage(line.symbol)
          else barcodeByCommand(line.symbol)
          break
      }
    },
    /** Feeds, cuts as set, and gives the bytes. */
    end: (): Uint8Array => {
      if (profile.cut === 'none') encoder.newline(Math.max(1, profile.feedLines))
      else encoder.cut(profile.cut)
      const bytes = encoder.encode()
      // The encoder ends its lines, even that of the cut: the next slip would begin with an empty line.
      return profile.cut !== 'none' && bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
    },
  }
}

/** Three beeps: ESC B n t as nearly all clones have it; a printer without a buzzer prints nothing of it. */
const BUZZER = [ESC, 0x42, 3, 3]
/** ESC ( A, function 97 (n c t) is Epson's buzzer: pattern 1, three times, a second each. */
const EPSON_BUZZER = [ESC, 0x28, 0x41, 4, 0, 97, 1, 3, 10]
