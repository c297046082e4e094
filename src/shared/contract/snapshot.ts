import { z } from 'zod'
import { alertKinds } from '../model/alert.ts'
import { collectionSchema } from '../model/collection.ts'
import { jobStates, jobViewSchema } from '../model/printJob.ts'
import { orderChecks } from '../model/orderChecks.ts'
import { orderPhases, orderTypes, sourceKinds } from '../model/order.ts'
import { courierViewSchema, tellingSchema } from './dispatchRequests.ts'
import { problemSchema } from './problems.ts'
import { printerHabitsSchema } from '../model/printerHabits.ts'
import { printerSettingsSchema } from '../settings/printer.ts'
import { settingsSchema } from '../settings/settings.ts'
import { updateViewSchema } from './update.ts'

/** The snapshot: everything a screen shows without asking. Part of the contract; JSON only. */

const epochMs = z.number().int()
const kurus = z.number().int()

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
  items: z.array(z.object({ quantity: z.number().nullable(), name: z.string() })),
  collection: collectionSchema,
  /** What a person has to look at, because it could not be read. */
  checks: z.array(z.enum(orderChecks)),
  totalKurus: kurus.nullable(),
  customerName: z.string().nullable(),
  region: z.string().nullable(),
  note: z.string().nullable(),
  courier: z.string().nullable(),
  tableName: z.string().nullable(),
  /** Who of ours has it, and since when; null: nobody. `courier` is whom its vendor names. */
  carried: z
    .object({ deliveryId: z.number().int(), courierId: z.string(), courierName: z.string(), sinceMs: epochMs })
    .nullable(),
  /** Somebody has called it ready. */
  isReady: z.boolean(),
  /** Delivered as we know, though its vendor lists it still. */
  isDelivered: z.boolean(),
  /** What its vendor has not taken (yet) of what it was to be told; null: nothing. */
  telling: tellingSchema.nullable(),
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
  /** Since when its list has not come whole: what is on it is shown, and something may be missing. */
  incompleteSinceMs: epochMs.nullable(),
  /** Rows of the last answer that could not be read. */
  quarantined: z.array(z.object({ id: z.string().nullable(), reason: z.string() })),
  /** A full board that was suddenly empty: shown until the third answer agrees. */
  isVerifyingEmpty: z.boolean(),
  openCount: z.number().int(),
  /** Why its key may not write: what happens to its orders is known here alone. */
  writeProblem: problemSchema.nullable(),
  /** Open orders whose details are still to come. */
  detailsWaiting: z.number().int(),
  /** Baseline orders nobody has decided about yet (print them or not); 0 when there is nothing to offer. */
  baselineOffer: z.number().int(),
  keys: z.object({ isSet: z.boolean(), lastFour: z.string().nullable(), isForThisRunOnly: z.boolean() }),
})
export type SourceView = z.infer<typeof sourceViewSchema>
/** Of a source by itself, without what is counted of its orders. */
export type SourceStateView = Omit<SourceView, 'openCount' | 'detailsWaiting' | 'baselineOffer' | 'writeProblem'>

export const printerViewSchema = z.object({
  settings: printerSettingsSchema,
  /** From the last attempt or status answer; `unknown` until there was one. */
  state: z.enum(['unknown', 'ok', 'problem']),
  problem: problemSchema.nullable(),
  problemSinceMs: epochMs.nullable(),
  waitingCount: z.number().int(),
  /** It does not say how it is any more: "print anyway" is offered. */
  mayPrintAnyway: z.boolean(),
  /** What has been learnt about it; null: nothing. */
  habits: printerHabitsSchema.nullable(),
})
export type PrinterView = z.infer<typeof printerViewSchema>

/** Something that needs a person. `isSilenced` stops its sound, never its banner. */
export const alarmSchema = z.object({
  id: z.string(),
  /** `undecided`: slips of one printer, whose id it names. */
  subject: z.enum(['source', 'printer', 'job', 'undecided', 'ledger', 'settings']),
  subjectId: z.string().nullable(),
  name: z.string(),
  problem: problemSchema,
  sinceMs: epochMs,
  isSilenced: z.boolean(),
})
export type Alarm = z.infer<typeof alarmSchema>

/** Which snapshot of which core: told apart by nothing else, and by no clock least of all. */
export const snapshotMark = {
  /** Chosen anew by every start of the core. */
  runId: z.string().max(64),
  /** Rises with every change within a run; a screen ignores an older one. */
  rev: z.number().int(),
}

export const snapshotSchema = z.object({
  ...snapshotMark,
  nowMs: epochMs,
  door: z.enum(['desktop', 'browser']),
  version: z.string(),
  /** As the board shows them: by when each is due, then by number. */
  cards: z.array(cardSchema),
  sources: z.array(sourceViewSchema),
  printers: z.array(printerViewSchema),
  /** Jobs a person must answer for, or that are waiting. */
  openJobs: z.array(jobViewSchema),
  alarms: z.array(alarmSchema),
  couriers: z.array(courierViewSchema),
  /** What the screen should be playing right now, decided in the core. */
  sound: z.enum(['none', 'newOrder', 'alarm']),
  unacknowledgedCount: z.number().int(),
  settings: settingsSchema.omit({ sources: true, printers: true, routes: true, couriers: true }),
  /** `none`: no keyring in this door or on this system; keys are for this run only. */
  keyring: z.enum(['system', 'none']),
  /** Nothing can be recorded: the board only shows, nothing alerts twice or prints. */
  isViewOnly: z.boolean(),
  /** null: this door is updated otherwise. */
  update: updateViewSchema.nullable(),
})
export type Snapshot = z.infer<typeof snapshotSchema>
export type SnapshotMark = Pick<Snapshot, keyof typeof snapshotMark>
