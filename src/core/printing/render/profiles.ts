import ReceiptPrinterEncoder, { type ReceiptPrinterEncoderOptions } from '@point-of-sale/receipt-printer-encoder'
import { z } from 'zod'
import { type CodePage, type PrinterSettings, USUAL_MAX_SLIP_MM } from '../../../shared/settings/printer.ts'
import { standardPageNumber } from './codePages.ts'
import type { SlipPaper } from './layout.ts'

/** A model to choose in settings, and what is known of it; the shop's own settings come before all of it. */
export interface PrinterModel {
  id: string
  name: string
  /** Of font A. */
  columns: number
  /** False: it has no knife, or none that a command moves. */
  hasCutter: boolean
  /** False: it cannot draw a QR code by itself. */
  hasQr: boolean
  /** False: it cannot draw Code 128 by itself. */
  hasBarcode: boolean
  /** The numbers of `ESC t n` for the pages with Turkish letters, as far as they are known. */
  pageNumbers: Partial<Record<CodePage, number>>
}

type ModelId = NonNullable<ReceiptPrinterEncoderOptions['printerModel']>

/** What the library's profiles lack or have wrong. Sources: the makers' code page tables, as their drivers carry them. */
const overrides: Readonly<Record<string, Partial<Omit<PrinterModel, 'id'>>>> = {
  'pos-5890': { name: '58 mm (POS-5890 ve benzerleri)' },
  'pos-8360': { name: '80 mm (POS-8360 ve benzerleri)' },
  // Its second table of pages begins at 50; the library stops before it.
  'xprinter-xp-n160ii': { pageNumbers: { cp857: 61, windows1254: 91 } },
  'xprinter-xp-t80q': { pageNumbers: { cp857: 61, windows1254: 91 } },
  'youku-58t': { pageNumbers: { cp857: 29, windows1254: 32, 'iso8859-9': 43 } },
}

const capabilitiesSchema = z.object({
  language: z.string().optional(),
  fonts: z.object({ A: z.object({ columns: z.number() }) }),
  cutter: z.object({ feed: z.number().optional() }).optional(),
  qrcode: z.object({ supported: z.boolean() }),
  barcodes: z.object({ symbologies: z.array(z.string()) }),
})

/**
 * The library's models that speak ESC/POS, by name. Star's own languages are left out: status, completion and the
 * proof of our slips are ESC/POS; such a printer set to ESC/POS works as a printer like most.
 */
export const printerModels: readonly PrinterModel[] = ReceiptPrinterEncoder.printerModels
  .flatMap(({ id, name }) => readModel(id, name))
  .sort((left, right) => left.name.localeCompare(right.name, 'tr'))

function readModel(id: string, name: string): PrinterModel[] {
  const encoder = new ReceiptPrinterEncoder({ printerModel: id as ModelId, newline: '\n' })
  if (encoder.language !== 'esc-pos') return []
  const { fonts, cutter, qrcode, barcodes } = capabilitiesSchema.parse(encoder.printerCapabilities)
  const own = overrides[id]
  return [
    {
      id,
      name: own?.name ?? name.trim(),
      columns: own?.columns ?? fonts.A.columns,
      hasCutter: own?.hasCutter ?? cutter !== undefined,
      hasQr: own?.hasQr ?? qrcode.supported,
      hasBarcode: own?.hasBarcode ?? barcodes.symbologies.includes('code128'),
      pageNumbers: { ...readPageNumber(id, 'cp857'), ...readPageNumber(id, 'windows1254'), ...own?.pageNumbers },
    },
  ]
}

/** The library keeps its tables of numbers to itself, but tells them when it encodes. */
function readPageNumber(id: string, page: 'cp857' | 'windows1254'): Partial<Record<CodePage, number>> {
  const encoder = new ReceiptPrinterEncoder({ printerModel: id as ModelId, newline: '\n' })
  try {
    const [escape, command, number] = encoder.codepage(page).text('ş').encode()
    return escape === 0x1b && command === 0x74 && number !== undefined ? { [page]: number } : {}
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Codepage not supported')) return {}
    throw error
  }
}

/** What an encoder needs to know of a printer, all questions answered. */
export interface PrinterProfile extends SlipPaper {
  codePage: CodePage
  codePageNumber: number
  feedLines: number
  cut: PrinterSettings['cut']
  /** By `GS ( k`, or drawn. */
  qr: 'command' | 'image'
  /** By `GS k`, or drawn. */
  barcode: 'command' | 'image'
  /** `FS .` behind `ESC @`. */
  cancelsKanji: boolean
  opensDrawer: boolean
  buzzes: boolean
  isEpson: boolean
}

/** The settings a profile is made of; what is left out is as most printers are. */
export type ProfileSettings = Pick<PrinterSettings, 'paperWidthMm' | 'codePage' | 'codePageNumber' | 'feedLines'> &
  Partial<
    Pick<PrinterSettings, 'model' | 'columns' | 'cut' | 'opensDrawer' | 'buzzes' | 'qr' | 'cancelsKanji' | 'maxSlipMm'>
  >

/** Columns of font A: 384 dots print on 58 mm, 576 on 80 mm, 12 a letter. */
export const columnsOf: Readonly<Record<PrinterSettings['paperWidthMm'], 32 | 48>> = { 58: 32, 80: 48 }
const DOTS_PER_MM = 8
const dotsOf: Readonly<Record<PrinterSettings['paperWidthMm'], number>> = { 58: 384, 80: 576 }

/** A printer as set: what the shop says, else what its model is known for, else what most printers do. */
export function profileOf(settings: ProfileSettings): PrinterProfile {
  const model = printerModels.find(({ id }) => id === settings.model)
  const usual = columnsOf[settings.paperWidthMm]
  const { codePage } = settings
  // A model of wide paper can be fed narrow paper; its letters stay as wide.
  const columns = settings.columns ?? Math.min(model?.columns ?? usual, usual)
  return {
    columns,
    // Fewer columns mean fewer dots (42 are 504): a wider picture would lose its right edge. Whole bytes of eight.
    dotsWidth: Math.min(dotsOf[settings.paperWidthMm], (columns * 12) & ~7),
    lengthDots: (settings.maxSlipMm ?? USUAL_MAX_SLIP_MM) * DOTS_PER_MM,
    codePage,
    codePageNumber: settings.codePageNumber ?? model?.pageNumbers[codePage] ?? standardPageNumber[codePage],
    feedLines: settings.feedLines,
    // `partial` is what settings begin with: no model without a knife is told to cut unless a person insists.
    cut:
      settings.cut === undefined
        ? 'partial'
        : settings.cut === 'partial' && model?.hasCutter === false
          ? 'none'
          : settings.cut,
    qr:
      settings.qr === undefined || settings.qr === 'auto'
        ? model?.hasQr === false
          ? 'image'
          : 'command'
        : settings.qr,
    barcode: barcodeWay(settings, model),
    cancelsKanji: settings.cancelsKanji ?? true,
    opensDrawer: settings.opensDrawer ?? false,
    buzzes: settings.buzzes ?? false,
    isEpson: settings.model?.startsWith('epson-') ?? false,
  }
}

/** Of a printer that nobody has named the bars are drawn: that prints everywhere. What is set for QR codes holds for both. */
function barcodeWay({ qr = 'auto' }: ProfileSettings, model: PrinterModel | undefined): PrinterProfile['barcode'] {
  return qr === 'image' || model?.hasBarcode !== true ? 'image' : 'command'
}
