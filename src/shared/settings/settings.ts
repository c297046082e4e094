import { z } from 'zod'
import { orderTypes, sourceKinds } from '../model/order.ts'

/** What a shop can set. Keys are never in here: they live in the door's secret store, by source id. */

export const languages = ['tr', 'en'] as const
export const codePages = ['cp857', 'windows1254', 'iso8859-9'] as const

/** Production addresses, and the only hosts keys are ever sent to besides loopback. */
export const vendorDefaults = {
  restomenum: {
    baseUrl: 'https://plugins.restomenum.app',
    hosts: ['plugins.restomenum.app', 'sandbox.plugins.restomenum.app'],
    pollSeconds: 5,
    minPollSeconds: 5,
    /** The limit is not published: after a failure it may be asked again sooner than the pace. */
    isPaceALimit: false,
  },
  adisyo: {
    baseUrl: 'https://ext.adisyo.com/api/External/v2',
    hosts: ['ext.adisyo.com'],
    pollSeconds: 26,
    minPollSeconds: 25,
    /** One call per 25 s, failed ones included. */
    isPaceALimit: true,
  },
} as const

/** A key as a header can carry it; anything else was not copied whole. */
export const secretSchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be the key alone, without spaces')

const name = z.string().trim().min(1).max(60)
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)

export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

/** A base address a key may be sent to: https on a vendor's host, or loopback. */
export function isAllowedBaseUrl(kind: keyof typeof vendorDefaults, baseUrl: string): boolean {
  const url = URL.parse(baseUrl)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  if (isLoopbackHost(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:'
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    (vendorDefaults[kind].hosts as readonly string[]).includes(url.hostname)
  )
}

const sourceShape = z.object({
  id,
  kind: z.enum(sourceKinds),
  name,
  baseUrl: z.string().max(300),
  pollSeconds: z.number().min(0.2).max(3600),
  enabled: z.boolean(),
  /** Adisyo's `x-api-consumer`; null for RestoMenum. Made ASCII when sent. */
  consumer: z.string().max(120).nullable(),
})

/** Shared by settings, requests and the provisioning file: where keys may go, and how often a vendor may be asked. */
export function checkSource(
  source: { kind: (typeof sourceKinds)[number]; baseUrl: string; pollSeconds: number },
  report: (field: 'baseUrl' | 'pollSeconds', message: string) => void,
): void {
  if (!isAllowedBaseUrl(source.kind, source.baseUrl)) {
    const hosts = vendorDefaults[source.kind].hosts.join(', ')
    report('baseUrl', `must be https on ${hosts}, or an address of this computer (127.0.0.1)`)
    return
  }
  const isLocal = isLoopbackHost(URL.parse(source.baseUrl)?.hostname ?? '')
  const floor = vendorDefaults[source.kind].minPollSeconds
  if (!isLocal && source.pollSeconds < floor) report('pollSeconds', `must be at least ${floor} for ${source.kind}`)
}

export const sourceSettingsSchema = sourceShape.superRefine((source, context) => {
  checkSource(source, (field, message) => context.addIssue({ code: 'custom', path: [field], message }))
})

export const connectionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tcp'),
    host: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$|^\[?[0-9a-fA-F:]+\]?$/, 'must be a host name or an IP address'),
    port: z.number().int().min(1).max(65_535),
  }),
  /** A queue of the Windows spooler, RAW. */
  z.object({ kind: z.literal('windows'), queue: z.string().min(1).max(200) }),
  /** A queue of CUPS (Linux, macOS), raw. The name is a word of a command: nothing but what CUPS allows. */
  z.object({
    kind: z.literal('cups'),
    queue: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,126}$/, 'must be the name of a CUPS queue'),
  }),
  z.object({
    kind: z.literal('serial'),
    /** COM3, /dev/ttyUSB0 */
    path: z.string().regex(/^(COM\d{1,3}|\/dev\/[\w./-]{1,100})$/, 'must be a serial port, such as COM3'),
    baudRate: z.number().int().min(1_200).max(921_600),
    flowControl: z.enum(['none', 'rtscts', 'xonxoff']),
  }),
  /** An ordinary printer through the system: the slip as a page. Desktop door only. */
  z.object({ kind: z.literal('system'), device: z.string().min(1).max(200), page: z.enum(['roll', 'a4']) }),
  /** A folder that gets a PDF and a PNG of each slip. */
  z.object({ kind: z.literal('folder'), path: z.string().min(1).max(500) }),
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
  id,
  name,
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
  opensDrawer: z.boolean().default(false),
  buzzes: z.boolean().default(false),
  /** Whether it tells when a slip is printed; learnt by the test slip. */
  confirms: z.enum(['unknown', 'ids', 'none']).default('unknown'),
})

const someOf = z.array(z.string().max(80)).max(100).nullable()

/** Which orders go to which printer, and how their slips look there. `null`: all of them. */
export const routeSchema = z.object({
  id,
  name,
  enabled: z.boolean(),
  printerId: z.string().max(80),
  sourceIds: someOf,
  channelIds: someOf,
  types: z.array(z.enum(orderTypes)).nullable(),
  /** Only the lines of these product categories; an order without any is not printed there. */
  categories: someOf,
  copies: z.number().int().min(1).max(5),
  /** A kitchen's slip needs neither who the customer is nor what it costs. */
  hasCustomer: z.boolean(),
  hasPrices: z.boolean(),
  textSize: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Whether changes and cancellations are printed there too. */
  printsChanges: z.boolean(),
})

export const settingsSchema = z.object({
  version: z.literal(1),
  language: z.enum(languages),
  theme: z.enum(['system', 'light', 'dark']),
  sources: z.array(sourceSettingsSchema).max(50),
  printers: z.array(printerSettingsSchema).max(20),
  /** None: every order goes to every printer in use, whole. */
  routes: z.array(routeSchema).max(60),
  /** Print each new order's slip by itself. */
  autoPrint: z.boolean(),
  /** Print a DEĞİŞTİ slip when an order changes after its slip was printed. */
  printChanges: z.boolean(),
  /** What such a slip carries: only what changed (the kitchen must not cook the rest twice), or the whole order too. */
  changeSlip: z.enum(['changesOnly', 'whole']),
  /** A scheduled order's slip comes this long before it is due; null: when the order comes in. */
  scheduledLeadMinutes: z
    .number()
    .int()
    .min(5)
    .max(24 * 60)
    .nullable(),
  /** 0 silences the app's own sound; the red mark in the header says so. */
  soundVolume: z.number().min(0).max(1),
  ageWarnMinutes: z.number().int().min(1).max(240),
  ageLateMinutes: z.number().int().min(1).max(480),
  closingLine: z.string().max(200),
  /** Customer data of an order are erased this long after it closed. */
  retentionHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30),
  autostart: z.boolean(),
})

export type Settings = z.infer<typeof settingsSchema>
export type SourceSettings = z.infer<typeof sourceSettingsSchema>
export type PrinterSettings = z.infer<typeof printerSettingsSchema>
export type Route = z.infer<typeof routeSchema>
export type Connection = z.infer<typeof connectionSchema>
export type FoundPrinter = z.infer<typeof foundPrinterSchema>
export type Language = (typeof languages)[number]
export type CodePage = (typeof codePages)[number]

export const defaultSettings: Settings = {
  version: 1,
  language: 'tr',
  theme: 'system',
  sources: [],
  printers: [],
  routes: [],
  autoPrint: true,
  printChanges: true,
  changeSlip: 'changesOnly',
  scheduledLeadMinutes: null,
  soundVolume: 0.8,
  ageWarnMinutes: 10,
  ageLateMinutes: 20,
  closingLine: 'Bilgi fişidir. Mali değeri yoktur.',
  retentionHours: 24,
  autostart: false,
}
