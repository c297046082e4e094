import { z } from 'zod'
import type { FieldCode } from '../contract/fieldFault.ts'
import { idSchema, nameSchema } from './fields.ts'

export const codePages = ['cp857', 'windows1254', 'iso8859-9'] as const
export type CodePage = (typeof codePages)[number]

/** 3 m: about eight hundred plain lines. */
export const USUAL_MAX_SLIP_MM = 3_000

export const connectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tcp'),
    host: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$|^\[?[0-9a-fA-F:]+\]?$/, 'badHost' satisfies FieldCode),
    port: z.number().int().min(1).max(65_535),
  }),
  /** A queue of the Windows spooler, RAW. */
  z.object({ kind: z.literal('windows'), queue: z.string().min(1).max(200) }),
  /** A queue of CUPS (Linux, macOS), raw. The name is a word of a command: nothing but what CUPS allows. */
  z.object({
    kind: z.literal('cups'),
    queue: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,126}$/, 'badQueue' satisfies FieldCode),
  }),
  z.object({
    kind: z.literal('serial'),
    /** COM3, /dev/ttyUSB0 */
    path: z.string().regex(/^(COM\d{1,3}|\/dev\/[\w./-]{1,100})$/, 'badSerialPort' satisfies FieldCode),
    baudRate: z.number().int().min(1_200).max(921_600),
    flowControl: z.enum(['none', 'rtscts', 'xonxoff']),
  }),
  /** An ordinary printer through the system: the slip as a page. Desktop door only. */
  z.object({ kind: z.literal('system'), device: z.string().min(1).max(200), page: z.enum(['roll', 'a4']) }),
  /** A folder that gets a PDF and a PNG of each slip; `isShared`: files that other users of this computer may read too. */
  z.object({
    kind: z.literal('folder'),
    path: z.string().min(1).max(500),
    isShared: z.boolean().optional(),
    /** Slips older than this are deleted from it; left out: they are the shop's own to keep. */
    keepDays: z.number().int().min(1).max(3_650).optional(),
  }),
])

/** A printer this computer knows of, to be offered. */
export const foundPrinterSchema = z.object({
  name: z.string(),
  /** How it would be set; a serial port's speed is a guess. */
  connection: connectionSchema,
  /** Where it is, in the system's own words. */
  detail: z.string().nullable(),
})

export const printerSettingsSchema = z.object({
  id: idSchema,
  name: nameSchema,
  connection: connectionSchema,
  paperWidthMm: z.union([z.literal(58), z.literal(80)]),
  codePage: z.enum(codePages),
  /** The printer's own number for that code page where it differs from the standard one; null: standard. */
  codePageNumber: z.number().int().min(0).max(255).nullable(),
  /** Empty lines before the cut, so that the last line clears the blade. */
  feedLines: z.number().int().min(0).max(20),
  enabled: z.boolean(),
  /** A model profile of the encoder library ("epson-tm-t20iii"); null: a printer like most. */
  model: z.string().max(60).nullable().default(null),
  /** `raster`: the slip as a picture, for printers without Turkish letters. */
  mode: z.enum(['text', 'raster']).default('text'),
  /** Columns of its normal letters where they are not 32 (58 mm) or 48 (80 mm). */
  columns: z.number().int().min(24).max(64).nullable().default(null),
  cut: z.enum(['partial', 'full', 'none']).default('partial'),
  /** How a QR code is printed: by the printer's own command, as a picture, or as its model is known for. */
  qr: z.enum(['auto', 'command', 'image']).default('auto'),
  /** Whether `FS .` follows `ESC @`: some clones need it, others print it as letters. */
  cancelsKanji: z.boolean().default(true),
  /** No slip is longer; a longer one is cut and says so. No reader of PDF shows pages beyond 5 m. */
  maxSlipMm: z.number().int().min(300).max(5_000).default(USUAL_MAX_SLIP_MM),
  opensDrawer: z.boolean().default(false),
  buzzes: z.boolean().default(false),
  /** Whether it tells when a slip is printed; learnt by the test slip. */
  confirms: z.enum(['unknown', 'ids', 'none']).default('unknown'),
})

export type PrinterSettings = z.infer<typeof printerSettingsSchema>
export type Connection = z.infer<typeof connectionSchema>
export type FoundPrinter = z.infer<typeof foundPrinterSchema>
