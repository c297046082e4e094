import { z } from 'zod'
import { alertKinds } from '../model/alert.ts'
import { orderChangeSchema } from '../model/change.ts'
import { collectionSchema } from '../model/collection.ts'
import { goneReasons } from '../model/knownOrder.ts'
import { jobStates, jobViewSchema } from '../model/printJob.ts'
import { orderChecks } from '../model/orderChecks.ts'
import { orderPhases, orderTypes, sourceKinds } from '../model/order.ts'
import { courierViewSchema, tellingSchema } from './dispatchRequests.ts'
import { problemSchema } from './problems.ts'
import { otherCounterSignSchema } from '../model/otherCounter.ts'
import { soundIds } from '../model/sound.ts'
import { memberViewSchema } from '../model/linkMember.ts'
import { printerHabitsSchema } from '../model/printerHabits.ts'
import { printerSettingsSchema } from '../settings/printer.ts'
import { settingsSchema } from '../settings/settings.ts'
import { updateViewSchema } from './update.ts'

/** The snapshot: everything a screen shows without asking. Part of the contract; JSON only. */

const epochMs = z.number().int()
const kurus = z.number().int()

/** One line of an order, as much of it as a card shows. */
const cardItemSchema = z.object({
  quantity: z.number().nullable(),
  name: z.string(),
  /** How deep in a menu it is; left out: in none. */
  depth: z.number().int().optional(),
  options: z.array(z.string()).optional(),
  leftOut: z.array(z.string()).optional(),
  note: z.string().optional(),
  /** There is more of it than a card carries: the order itself says the rest. */
  isCut: z.literal(true).optional(),
})
export type CardItem = z.infer<typeof cardItemSchema>

/** One order on the board. */
export const cardSchema = z.object({
  key: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  /** Other sources that show the same order, and what it is called there. */
  alsoAt: z.array(z.object({ sourceName: z.string(), number: z.string().nullable(), isCancelled: z.boolean() })),
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
  /** The first lines that are not cancelled, with what was said about each; what there is nothing of is left out. */
  items: z.array(cardItemSchema),
  /** Lines that there was no room for. */
  itemsLeft: z.number().int(),
  collection: collectionSchema,
  /** What a person has to look at, because it could not be read. */
  checks: z.array(z.enum(orderChecks)),
  totalKurus: kurus.nullable(),
  customerName: z.string().nullable(),
  /** Where it goes; null unless the shop's cards are for couriers, who need it. */
  delivery: z
    .object({
      phone: z.string().nullable(),
      phoneCode: z.string().nullable(),
      address: z.string().nullable(),
      directions: z.string().nullable(),
    })
    .nullable(),
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
  alert: z
    .object({
      kind: z.enum(alertKinds),
      sinceMs: epochMs,
      /** Since when anything of it waits: an earlier alert may be unseen as well. */
      oldestSinceMs: epochMs,
      /** What is different since somebody last said "seen"; the first few. */
      changes: z.array(orderChangeSchema),
    })
    .nullable(),
  /** The worst state among its slips, null when none was wanted. */
  print: z.object({ state: z.enum(jobStates), copies: z.number().int() }).nullable(),
  /** Open at the source's first start: shown, neither alerted nor printed. */
  isBaseline: z.boolean(),
  /** Missing from the last valid answer, being verified. */
  isMissing: z.boolean(),
  /** Gone, and kept on the board only because nobody has seen its alert yet. */
  isGone: z.boolean(),
  /** How it ended, and when; null: it is open, or its vendor has not said yet. */
  ended: z.object({ why: z.enum(goneReasons), atMs: epochMs }).nullable(),
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
  /** In a word: it answers, hardly, not for a minute, or not before a person has done something. */
  hearing: z.enum(['ok', 'slow', 'silent', 'refused', 'off']),
  /** The last time in this run that it was not heard for a minute or more; `cameIn`: new orders of the first answer after it. */
  lastSilence: z.object({ endedMs: epochMs, lastedMs: z.number().int(), cameIn: z.number().int() }).nullable(),
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
  /**
   * `undecided`: slips of one printer, whose id it names; `unprinted`: an order, by its key; `pages`: none of this
   * counter's can sound.
   */
  subject: z.enum([
    'source',
    'printer',
    'unprinted',
    'job',
    'undecided',
    'ledger',
    'settings',
    'sound',
    'pages',
    'webhook',
    'link',
  ]),
  subjectId: z.string().nullable(),
  name: z.string(),
  problem: problemSchema,
  sinceMs: epochMs,
  isSilenced: z.boolean(),
})
export type Alarm = z.infer<typeof alarmSchema>

/**
 * What happened to a file at start, and that an order has no slip, is over once somebody has read it: to silence it is to
 * have read it.
 */
export const isOverWhenRead = ({ subject }: Pick<Alarm, 'subject'>): boolean =>
  subject === 'settings' || subject === 'unprinted'

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
  /** What this counter is called on slips. */
  counterName: z.string(),
  otherCounters: z.object({
    /** Warnings that a person has to read: slips may come out twice. */
    warnings: z.array(otherCounterSignSchema),
    /** All that was seen of other programs on the same keys, the last first. */
    signs: z.array(otherCounterSignSchema),
  }),
  /** As the board shows them: by when each is due, then by number. */
  cards: z.array(cardSchema),
  sources: z.array(sourceViewSchema),
  printers: z.array(printerViewSchema),
  /** Jobs a person must answer for, or that are waiting. */
  openJobs: z.array(jobViewSchema),
  alarms: z.array(alarmSchema),
  couriers: z.array(courierViewSchema),
  /** Who is called just now: somebody for an order, or for a trouble. */
  sound: z.enum(['none', 'newOrder', 'alarm']),
  /** What the screen plays for it, decided in the core. */
  ringing: z.object({
    /** One after the other, again and again. `volume`: 0..1, all settings applied. */
    loop: z.array(z.object({ sound: z.enum(soundIds), volume: z.number().min(0).max(1) })),
    /** Of what is told once: a change. */
    quietVolume: z.number().min(0).max(1),
    /** The youngest alerts, oldest first: a change is knocked for once, and what came is spoken where that is set. */
    news: z.array(
      z.object({
        alertId: z.number().int(),
        kind: z.enum(alertKinds),
        channelName: z.string(),
        /** To collect; null: nobody knows, or it is not in lira. */
        amountKurus: kurus.nullable(),
      }),
    ),
  }),
  /** `asked`: at the start of a shift somebody says whether the sound is heard. */
  hearTest: z.enum(['none', 'asked']),
  /** Two sources show one platform order, and nobody has said yet whether such orders are one; null: nothing to ask. */
  overlapOffer: z.object({ label: z.string(), sourceNames: z.array(z.string()) }).nullable(),
  /** The owner's own address, as far as it is shown: the rest of it may be a key. */
  webhook: z.object({
    isSet: z.boolean(),
    host: z.string().nullable(),
    waitingCount: z.number().int(),
    lastSentMs: epochMs.nullable(),
    /** Why the last try failed. */
    problem: problemSchema.nullable(),
  }),
  /** The other counters of the shop or the chain. */
  link: z.object({
    state: z.enum(['off', 'opening', 'up', 'down']),
    /** Why the last try failed. */
    problem: problemSchema.nullable(),
    downSinceMs: epochMs.nullable(),
    isPasswordSet: z.boolean(),
    /** This one first. */
    members: z.array(memberViewSchema),
  }),
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

/** When each source was heard and will be asked next: what moves on with every poll, even when nothing else does. */
export const headerTimesSchema = z.object({
  nowMs: epochMs,
  sources: z.array(sourceViewSchema.pick({ id: true, lastSuccessMs: true, nextPollMs: true })),
})
export type HeaderTimes = z.infer<typeof headerTimesSchema>

/** What makes one snapshot of the next: a board of hundreds is not sent anew because one card has changed. */
export const snapshotPatchSchema = z.object({
  /** The snapshot that it is for; on any other it means nothing. */
  fromRunId: z.string(),
  fromRev: z.number().int(),
  rev: z.number().int(),
  /** All but the cards: what differs, whole. */
  rest: snapshotSchema.omit({ cards: true }).partial(),
  /** Cards that are new or different. */
  cards: z.array(cardSchema),
  /** Keys of the cards that are there no more. */
  removed: z.array(z.string()),
})
export type SnapshotPatch = z.infer<typeof snapshotPatchSchema>
