import { z } from 'zod'
import { jobAnswers, jobStepEntrySchema, jobViewSchema } from '../model/printJob.ts'
import { acknowledgeHows } from '../model/alert.ts'
import { historyEntrySchema } from '../model/history.ts'
import { orderPhases, orderSchema, orderTypes, sourceKinds } from '../model/order.ts'
import { dispatchRequests } from './dispatchRequests.ts'
import { linkRequests } from './linkRequests.ts'
import { moveRequests } from './moveRequests.ts'
import { paymentRequests } from './paymentRequests.ts'
import { privacyRequests } from './privacyRequests.ts'
import type { Result } from './problems.ts'
import { codePages, foundPrinterSchema, printerSettingsSchema } from '../settings/printer.ts'
import { routeSchema } from '../settings/route.ts'
import { secretSchema } from '../settings/source.ts'
import { settingsSchema } from '../settings/settings.ts'
import { dayProofSchema } from '../model/dayProof.ts'
import { restartViewSchema } from '../model/restart.ts'
import { ledgerCountsSchema, ledgerCursorSchema, ledgerFilterSchema, ledgerRowSchema } from '../model/ledgerPage.ts'
import { packingSchema } from '../model/packing.ts'
import { dayReportSchema } from '../model/report.ts'
import { routingProblemSchema } from '../model/routingProblem.ts'
import { statisticsRanges, statisticsSchema } from '../model/statistics.ts'
import { slipDocumentSchema } from '../model/slip.ts'
import { openScreenSchema } from './screens.ts'
import { snapshotMark, snapshotSchema } from './snapshot.ts'
import { soundRequests } from './soundRequests.ts'
import { webhookRequests } from './webhookRequests.ts'

/**
 * What passes between the core and a screen: each request once (input, output), each event once. JSON only.
 * Channel names and types for the preload live in `channels.ts`, which pulls in no zod.
 */

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

const history = z.array(historyEntrySchema)

const orderPageSchema = z.object({
  order: orderSchema,
  isOnBoard: z.boolean(),
  slip: slipDocumentSchema,
  jobs: z.array(jobViewSchema),
  /** What happened to it, oldest first, from the ledger. */
  history,
  /** The same order at other sources. */
  alsoAt: z.array(z.object({ key: z.string(), sourceName: z.string(), number: z.string().nullable(), history })),
})
export type OrderPage = z.infer<typeof orderPageSchema>

/** One order that a search has found. */
const foundOrderSchema = z.object({
  key: z.string(),
  /** On the board now; else of the past. */
  isOnBoard: z.boolean(),
  number: z.string().nullable(),
  code: z.string().nullable(),
  channel: z.object({ id: z.string(), name: z.string() }),
  sourceName: z.string(),
  type: z.enum(orderTypes),
  phase: z.enum(orderPhases),
  /** null: the vendor did not say, or the customer has been erased. */
  customerName: z.string().nullable(),
  place: z.string().nullable(),
  /** When it was ordered, else first seen. */
  atMs: z.number().int(),
  totalKurus: z.number().int().nullable(),
  foreignCurrency: z.string().nullable(),
})
export type FoundOrder = z.infer<typeof foundOrderSchema>

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
  ...dispatchRequests,
  ...moveRequests,
  ...privacyRequests,
  ...paymentRequests,
  ...linkRequests,
  ...webhookRequests,
  ...soundRequests,
  /** Which snapshot is the newest: enough to know that the core is there and this screen is not behind. */
  'snapshot.mark': { input: empty, output: z.object(snapshotMark) },
  'snapshot.get': { input: empty, output: snapshotSchema },

  /** Alerts that were on the screen when the person said "seen"; one that came in between stays. */
  'orders.acknowledge': {
    /** With the mark of the snapshot that the person was looking at: what came after it has not been seen. */
    input: z.object({ keys: z.array(key).max(5000), how: z.enum(acknowledgeHows), ...snapshotMark }).strict(),
    output: nothing,
  },
  /** Takes back what was acknowledged in the last ten seconds; `conflict` when there is nothing of it to take back. */
  'orders.unacknowledge': { input: z.object({ keys: z.array(key).max(5000) }).strict(), output: nothing },
  /**
   * By number (`#300`: exactly this one), code, customer, telephone (from its beginning or its end), address, type, state,
   * payment, staff and lines: an order must have every word, or one that begins with it. The board first, then the past.
   */
  'orders.search': {
    input: z.object({ text: z.string().max(100) }).strict(),
    output: z.object({ found: z.array(foundOrderSchema), hasMore: z.boolean() }),
  },
  'packing.get': { input: empty, output: packingSchema },
  /** Ticks a line off, or with `path` null finishes the order as it is now; `isPacked` false takes it back. */
  'packing.mark': {
    input: z
      .object({
        key,
        path: z
          .string()
          .regex(/^(x\d+|\d+(\.\d+)*)$/)
          .max(60)
          .nullable(),
        isPacked: z.boolean(),
      })
      .strict(),
    output: nothing,
  },
  'order.get': { input: z.object({ key }).strict(), output: orderPageSchema },
  /** An Adisyo order by its id (open or not). */
  'order.lookup': {
    input: z
      .object({
        sourceId: z.string().max(80),
        orderId: z
          .string()
          .trim()
          .regex(/^\d{1,19}$/),
      })
      .strict(),
    output: orderPageSchema,
  },
  /** First slip or KOPYA n; `reason` is printed on a copy. `printerId` null: where the order's came out, or would. */
  'order.print': {
    input: z
      .object({ key, printerId: z.string().max(80).nullable(), reason: z.string().trim().max(80).nullable() })
      .strict(),
    output: z.object({ jobIds: z.array(z.number().int()), printers: z.array(z.string()) }),
  },

  /** In one commit. Slips that this is no answer to (any more) are left alone; `conflict` when it is to none. */
  'jobs.answer': {
    input: z.object({ jobIds: z.array(z.number().int()).min(1).max(5000), answer: z.enum(jobAnswers) }).strict(),
    output: z.object({ count: z.number().int() }),
  },
  'jobs.list': {
    input: z.object({ limit: z.number().int().min(1).max(500) }).strict(),
    output: z.array(jobViewSchema),
  },
  /** The life of one slip, oldest step first. */
  'job.steps': { input: z.object({ jobId: z.number().int() }).strict(), output: z.array(jobStepEntrySchema) },
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
  /** The end-of-day report; `dayIso` null: the shop's day that is now. */
  'report.get': { input: z.object({ dayIso: dayIso.nullable() }).strict(), output: dayReportSchema },
  /** Over the last so many of the shop's days, the one that is now included. */
  'statistics.get': {
    input: z.object({ days: z.literal(statisticsRanges) }).strict(),
    output: statisticsSchema,
  },
  /** The report on paper, right away, outside the queue's jobs. */
  'report.print': {
    input: z.object({ dayIso: dayIso.nullable(), printerId: z.string().max(80).nullable() }).strict(),
    output: z.object({ outcome: z.enum(['confirmed', 'sent']) }),
  },
  /** How far a day was listened to, and what the vendors' books say of it; `dayIso` null: today. */
  'ledger.proof': { input: z.object({ dayIso: dayIso.nullable() }).strict(), output: dayProofSchema },
  /** A page of a day's orders, the newest first; `dayIso` null: today. `counts` come with the first page alone. */
  'ledger.page': {
    input: z
      .object({
        dayIso: dayIso.nullable(),
        filter: ledgerFilterSchema,
        before: ledgerCursorSchema.nullable(),
        limit: z.number().int().min(1).max(200),
      })
      .strict(),
    output: z.object({
      rows: z.array(ledgerRowSchema),
      next: ledgerCursorSchema.nullable(),
      counts: ledgerCountsSchema.nullable(),
    }),
  },
  /** What has left the board within two hours, the last first. */
  /** What was started anew within a day, oldest first. */
  'ledger.restarts': { input: z.object({ dayIso: dayIso.nullable() }).strict(), output: z.array(restartViewSchema) },
  'ledger.recall': { input: empty, output: z.array(ledgerRowSchema) },
  /** A day's orders as a table for a spreadsheet, in the screen's language. */
  'ledger.export': {
    input: z.object({ dayIso: dayIso.nullable(), filter: ledgerFilterSchema }).strict(),
    output: z.object({ fileName: z.string(), csv: z.string() }),
  },
  /** Holds a day against the vendors' books; `conflict`: none could be begun, `nothingHeard`: nothing is there to compare. */
  'reconcile.run': {
    input: z.object({ dayIso: dayIso.nullable() }).strict(),
    output: z.object({ begun: z.number().int() }),
  },
  /** The screens in browsers that are signed in; the desktop's own window is none of them. */
  /** Where this counter's data lie, for a person who looks for them. */
  'about.facts': { input: z.object({}).strict(), output: z.object({ dataFolder: z.string() }) },
  'screens.list': { input: z.object({}).strict(), output: z.array(openScreenSchema) },
  /** Signs a screen out at once, also when it is the one that asks. */
  'screens.signOut': { input: z.object({ id: z.string().max(64) }).strict(), output: nothing },
  /** Baseline orders of a source: print them all, or leave them. */
  'baseline.answer': {
    input: z.object({ sourceId: z.string().max(80), print: z.boolean() }).strict(),
    output: nothing,
  },
  'alarm.silence': { input: z.object({ id: z.string().max(200) }).strict(), output: nothing },

  /** A person has read the warning that others may print as well. */
  'otherCounters.close': { input: empty, output: nothing },

  /** The support bundle, to be read before it is saved; `mark` names what was read. */
  'support.read': {
    input: empty,
    output: z.object({ mark: z.string(), files: z.array(z.object({ name: z.string(), text: z.string() })) }),
  },
  /** Saves as a zip what was read; `conflict` when that is not the last that was. */
  'support.save': { input: z.object({ mark: z.string().max(200) }).strict(), output: z.object({ path: z.string() }) },

  'settings.update': {
    input: settingsSchema
      .omit({
        version: true,
        sources: true,
        printers: true,
        routes: true,
        couriers: true,
        paymentMeanings: true,
        link: true,
      })
      .partial()
      .strict(),
    output: nothing,
  },
  /** Looks for a new version now; how it goes is in the snapshot. */
  'update.check': { input: empty, output: nothing },
  /** Ends Tezgah, installs what is ready and starts it again; `isInstalling` false: there is nothing to install. */
  'update.install': { input: empty, output: z.object({ isInstalling: z.boolean() }) },
  'source.save': {
    input: z.object({ id: z.string().max(80).nullable(), source: sourceInput }).strict(),
    output: z.object({ id: z.string() }),
  },
  'source.remove': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Asks the vendor once. `id` with left-out keys tests the ones that are set. */
  'source.test': {
    input: z.object({ id: z.string().max(80).nullable(), source: sourceInput }).strict(),
    output: nothing,
  },
  /** A person has mended what stopped it: start again now. */
  'source.resume': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  'printer.save': {
    input: z.object({ id: z.string().max(80).nullable(), printer: printerInput }).strict(),
    output: z.object({ id: z.string() }),
  },
  /** What this computer knows of printers, to be offered; it takes some seconds at most. */
  'printers.find': { input: empty, output: z.array(foundPrinterSchema) },
  /** The private networks of this computer that can be looked through (`192.168.1.0/24`), for the owner's consent. */
  'printers.networks': {
    input: empty,
    output: z.array(z.object({ name: z.string(), addressCount: z.number().int() })),
  },
  /** Asks every address of these networks once, as far as they are this computer's; it takes ten seconds at most. */
  'printers.findOnNetwork': {
    input: z.object({ networks: z.array(z.string().max(40)).max(8) }).strict(),
    output: z.object({ askedCount: z.number().int(), found: z.array(foundPrinterSchema) }),
  },
  'printer.remove': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Sends its slips although it does not say how it is any more; `conflict` while that is not the trouble. */
  'printer.printAnyway': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Forgets what was learnt about it: it may be another device. */
  'printer.learnAnew': { input: z.object({ id: z.string().max(80) }).strict(), output: nothing },
  /** Sends a test slip right away, outside the queue's jobs, and tells how it went. */
  'printer.test': {
    input: z.object({ printer: printerInput }).strict(),
    /** `confirms`: whether it tells when a slip is printed, to be saved with it; null: its connection cannot know. */
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

/** 256 kB: the largest request a screen has a reason to send. */
export const MAX_REQUEST_BYTES = 262_144
