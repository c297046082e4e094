import { z } from 'zod'
import { jobStates, jobViewSchema } from './job.ts'
import { orderPhases, orderSchema, orderTypes, sourceKinds } from './order.ts'
import { errorCodes, type Result } from './result.ts'
import { codePages, connectionSchema, printerSettingsSchema, routeSchema, secretSchema, settingsSchema } from './settings.ts'
import { dayReportSchema } from './report.ts'
import { routingProblemSchema } from './routing.ts'
import { slipDocumentSchema } from './slip.ts'

/**
 * The glass between the core and a screen: each request once (input, output), each event once. JSON only.
 * Channel names and types for the preload live in `channels.ts`, which pulls in no zod.
 */

const epochMs = z.number().int()
const kurus = z.number().int()

export const problemSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

// ---- the snapshot: everything a screen shows without asking -------------------------------------------------------

export const alertKinds = ['new', 'reopened', 'changed', 'cancelled'] as const
export type AlertKind = (typeof alertKinds)[number]

export const collectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paid'), method: z.string().nullable(), paidKurus: kurus }),
  z.object({ kind: z.literal('collect'), amountKurus: kurus, method: z.string().nullable(), partly: z.boolean() }),
  z.object({ kind: z.literal('check'), amountKurus: kurus.nullable(), method: z.string().nullable() }),
])

/** One order on the board. */
export const cardSchema = z.object({
  key: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  number: z.string().nullable(),
  code: z.string().nullable(),
  channel: z.object({ id: z.string(), name: z.string() }),
  type: z.enum(orderTypes),
  phase: z.enum(orderPhases),
  statusText: z.string().nullable(),
  completeness: z.enum(['summary', 'full']),
  createdAtMs: epochMs.nullable(),
  firstSeenMs: epochMs,
  scheduledForMs: epochMs.nullable(),
  /** What the board sorts by: the scheduled time, else creation, else first sight. */
  dueMs: epochMs,
  itemCount: z.number().nullable(),
  /** The first lines, for a glance; at most six. */
  items: z.array(z.object({ quantity: z.number(), name: z.string() })),
  collection: collectionSchema,
  totalKurus: kurus.nullable(),
  customerName: z.string().nullable(),
  region: z.string().nullable(),
  note: z.string().nullable(),
  courier: z.string().nullable(),
  tableName: z.string().nullable(),
  /** The alert still waiting for somebody, null when none is. */
  alert: z.object({ kind: z.enum(alertKinds), sinceMs: epochMs }).nullable(),
  /** The worst state among its slips, null when none was wanted. */
  print: z.object({ state: z.enum(jobStates), copies: z.number().int() }).nullable(),
  /** Open at the source's first start: shown, neither alerted nor printed. */
  isBaseline: z.boolean(),
  /** Missing from the last valid answer, being verified. */
  isMissing: z.boolean(),
  /** Gone, and kept on the board only because nobody has seen its alert yet. */
  isGone: z.boolean(),
})
export type Card = z.infer<typeof cardSchema>

export const sourceStates = ['starting', 'ok', 'offline', 'stopped', 'disabled'] as const

export const sourceViewSchema = z.object({
  id: z.string(),
  kind: z.enum(sourceKinds),
  name: z.string(),
  baseUrl: z.string(),
  pollSeconds: z.number(),
  consumer: z.string().nullable(),
  enabled: z.boolean(),
  /** `offline`: it failed and tries again; `stopped`: it waits for a person (wrong key, expired package, bad TLS). */
  state: z.enum(sourceStates),
  problem: problemSchema.nullable(),
  problemSinceMs: epochMs.nullable(),
  lastSuccessMs: epochMs.nullable(),
  /** Why nothing happens just now, e.g. a Retry-After. */
  nextPollMs: epochMs.nullable(),
  /** Rows of the last answer that could not be read. */
  quarantined: z.array(z.object({ id: z.string().nullable(), reason: z.string() })),
  /** A full board that was suddenly empty: shown until the third answer agrees. */
  isVerifyingEmpty: z.boolean(),
  openCount: z.number().int(),
  /** Baseline orders nobody has decided about yet (print them or not); 0 when there is nothing to offer. */
  baselineOffer: z.number().int(),
  keys: z.object({ isSet: z.boolean(), lastFour: z.string().nullable(), isForThisRunOnly: z.boolean() }),
})
export type SourceView = z.infer<typeof sourceViewSchema>

export const printerViewSchema = z.object({
  settings: printerSettingsSchema,
  /** From the last attempt or status answer; `unknown` until there was one. */
  state: z.enum(['unknown', 'ok', 'problem']),
  problem: problemSchema.nullable(),
  problemSinceMs: epochMs.nullable(),
  waitingCount: z.number().int(),
})
export type PrinterView = z.infer<typeof printerViewSchema>

/** Something that needs a person. `isSilenced` stops its sound, never its banner. */
export const alarmSchema = z.object({
  id: z.string(),
  subject: z.enum(['source', 'printer', 'job', 'ledger', 'settings']),
  subjectId: z.string().nullable(),
  name: z.string(),
  problem: problemSchema,
  sinceMs: epochMs,
  isSilenced: z.boolean(),
})
export type Alarm = z.infer<typeof alarmSchema>

export const snapshotSchema = z.object({
  /** Rises with every change; a screen ignores an older one. */
  rev: z.number().int(),
  nowMs: epochMs,
  door: z.enum(['desktop', 'browser']),
  version: z.string(),
  cards: z.array(cardSchema),
  sources: z.array(sourceViewSchema),
  printers: z.array(printerViewSchema),
  /** Jobs a person must answer for, or that are waiting. */
  openJobs: z.array(jobViewSchema),
  alarms: z.array(alarmSchema),
  /** What the screen should be playing right now, decided in the core. */
  sound: z.enum(['none', 'newOrder', 'alarm']),
  unacknowledgedCount: z.number().int(),
  settings: settingsSchema.omit({ sources: true, printers: true, routes: true }),
  /** `none`: no keyring in this door or on this system; keys are for this run only. */
  keyring: z.enum(['system', 'none']),
  /** Nothing can be recorded: the board only shows, nothing alerts twice or prints. */
  isViewOnly: z.boolean(),
})
export type Snapshot = z.infer<typeof snapshotSchema>

// ---- requests -----------------------------------------------------------------------------------------------------

const empty = z.object({}).strict()
const nothing = z.null()
const key = z.string().min(1).max(300)

const sourceInput = z.object({
  kind: z.enum(sourceKinds),
  name: z.string().trim().min(1).max(60),
  baseUrl: z.string().trim().max(300),
  pollSeconds: z.number(),
  consumer: z.string().trim().max(120).nullable(),
  enabled: z.boolean(),
  /** Left out: keep the keys that are set. */
  apiKey: secretSchema.optional(),
  apiSecret: secretSchema.optional(),
})

const dayIso = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const printerInput = printerSettingsSchema.omit({ id: true })

const foundPrinterSchema = z.object({
  name: z.string(),
  /** How it would be set; a serial port's speed is a guess. */
  connection: connectionSchema,
  /** Where it is, in the system's own words. */
  detail: z.string().nullable(),
})
export type FoundPrinter = z.infer<typeof foundPrinterSchema>

const orderPageSchema = z.object({
  order: orderSchema,
  isOnBoard: z.boolean(),
  slip: slipDocumentSchema,
  jobs: z.array(jobViewSchema),
  /** What happened to it, oldest first, from the ledger. */
  history: z.array(z.object({ atMs: epochMs, what: z.string(), detail: z.string().nullable() })),
})
export type OrderPage = z.infer<typeof orderPageSchema>

/** One step in the life of a slip, for the print journal. */
const jobStepSchema = z.object({
  atMs: epochMs,
  state: z.enum(jobStates),
  attempt: z.number().int(),
  problem: z.string().nullable(),
  /** The printer's own words, a person's answer, a reason. */
  detail: z.string().nullable(),
})
export type JobStepView = z.infer<typeof jobStepSchema>

const routedSlipSchema = z.object({
  /** null: no routes are set. */
  routeName: z.string().nullable(),
  printerName: z.string(),
  copies: z.number().int(),
  /** null: this route wants none of what was ordered. */
  slip: slipDocumentSchema.nullable(),
})
export type RoutedSlipView = z.infer<typeof routedSlipSchema>

export const requests = {
  'snapshot.get': { input: empty, output: snapshotSchema },

  /** Alerts that were on the screen when the person said "seen"; one that came in between stays. */
  'orders.acknowledge': {
    /** `rev` of the snapshot the person was looking at; left out: whatever is open now counts as seen. */
    input: z.object({ keys: z.array(key).max(5000), rev: z.number().int().optional() }).strict(),
    output: nothing,
  },
  'order.get': { input: z.object({ key }).strict(), output: orderPageSchema },
  /** An Adisyo order by its id (open or not). */
  'order.lookup': {
    input: z.object({ sourceId: z.string().max(80), orderId: z.string().trim().regex(/^\d{1,19}$/) }).strict(),
    output: orderPageSchema,
  },
  /** First slip or KOPYA n, whichever it is; `reason` is printed on a copy. `printerId` null: the default printer. */
  'order.print': {
    input: z.object({ key, printerId: z.string().max(80).nullable(), reason: z.string().trim().max(80).nullable() }).strict(),
    output: z.object({ jobId: z.number().int() }),
  },

  'job.answer': {
    input: z.object({ jobId: z.number().int(), answer: z.enum(['cameOut', 'printAgain', 'drop']) }).strict(),
    output: nothing,
  },
  'jobs.list': { input: z.object({ limit: z.number().int().min(1).max(500) }).strict(), output: z.array(jobViewSchema) },
  /** The life of one slip, oldest step first. */
  'job.steps': { input: z.object({ jobId: z.number().int() }).strict(), output: z.array(jobStepSchema) },
  /** Replaces all routes; an empty list sends every order to every printer in use. */
  'routes.save': { input: z.object({ routes: z.array(routeSchema).max(60) }).strict(), output: nothing },
  /** All routes as set, and what is wrong with them. */
  'routes.get': {
    input: empty,
    output: z.object({ routes: z.array(routeSchema), problems: z.array(routingProblemSchema) }),
  },
  /** Where an order would go with these (unsaved) routes, and what each slip looks like; `key` null: an example order. */
  'routes.preview': {
    input: z.object({ routes: z.array(routeSchema).max(60), key: key.nullable() }).strict(),
    output: z.object({ slips: z.array(routedSlipSchema), problems: z.array(routingProblemSchema) }),
  },
  /** The end-of-day report; `dayIso` null: today in Istanbul. */
  'report.get': { input: z.object({ dayIso: dayIso.nullable() }).strict(), output: dayReportSchema },
  /** The same on paper, right away, outside the queue's jobs. */
  'report.print': {
    input: z.object({ dayIso: dayIso.nullable(), printerId: z.string().max(80).nullable() }).strict(),
    output: z.object({ outcome: z.enum(['confirmed', 'sent']) }),
  },
  /** Baseline orders of a source: print them all, or leave them. */
  'baseline.answer': {
    input: z.object({ sourceId: z.string().max(80), print: z.boolean() }).strict(),
    output: nothing,
  },
  'alarm.silence': { input: z.object({ id: z.string().max(200) }).strict(), output: nothing },

  'settings.update': {
    input: settingsSchema.omit({ version: true, sources: true, printers: true, routes: true }).partial().strict(),
    output: nothing,
  },
  'source.save': {
    input: z.object({ id: z.string().max(80).nullable(), source: sourceInput }).strict(),
    output: z.object({ id: z.string() }),
  },
  'source.remove': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Asks the vendor once. `id` with left-out keys tests the ones that are set. */
  'source.test': { input: z.object({ id: z.string().max(80).nullable(), source: sourceInput }).strict(), output: nothing },
  /** A person has mended what stopped it: start again now. */
  'source.resume': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  'printer.save': {
    input: z.object({ id: z.string().max(80).nullable(), printer: printerInput }).strict(),
    output: z.object({ id: z.string() }),
  },
  /** What this computer knows of printers, to be offered; it takes some seconds at most. */
  'printers.find': { input: empty, output: z.array(foundPrinterSchema) },
  'printer.remove': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Sends a test slip right away, outside the queue's jobs, and tells how it went. */
  'printer.test': {
    input: z.object({ printer: printerInput }).strict(),
    /** `confirms`: whether it tells when a slip is printed, to be saved with it; null: this way cannot know. */
    output: z.object({ outcome: z.enum(['confirmed', 'sent']), confirms: z.enum(['ids', 'none']).nullable() }),
  },
  /** The models to choose from; what is known of one stands where the shop's own settings are null. */
  'printerModels.list': {
    input: empty,
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        columns: z.number().int(),
        hasCutter: z.boolean(),
        /** Pages with Turkish letters whose number is known. */
        codePages: z.array(z.enum(codePages)),
      }),
    ),
  },
  /** Prints the alphabet in every candidate page, each with its `choice` in large: save the page of the one that reads right. */
  'printer.codePageSlip': {
    input: z.object({ printer: printerInput }).strict(),
    output: z.object({
      outcome: z.enum(['confirmed', 'sent']),
      candidates: z.array(
        z.object({ choice: z.number().int(), number: z.number().int(), codePage: z.enum(codePages) }),
      ),
    }),
  },
} as const

export type RequestName = keyof typeof requests
export type RequestInput<N extends RequestName> = z.input<(typeof requests)[N]['input']>
export type RequestOutput<N extends RequestName> = z.output<(typeof requests)[N]['output']>
/** Typed over all requests: a forgotten handler is a compile error. */
export type Handlers = {
  [N in RequestName]: (input: z.output<(typeof requests)[N]['input']>) => Promise<Result<RequestOutput<N>>>
}

// ---- events -------------------------------------------------------------------------------------------------------

export const events = {
  'snapshot.changed': snapshotSchema,
  /** A notification was clicked, or the tray asked: bring this order to the front (null: the board). */
  'order.show': z.object({ key: z.string().nullable() }),
} as const

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>

/** 256 kB: the largest request a screen has a reason to send. */
export const MAX_REQUEST_BYTES = 262_144
