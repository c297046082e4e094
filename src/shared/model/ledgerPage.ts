import { z } from 'zod'
import { acknowledgeHows } from './alert.ts'
import { jobStates } from './printJob.ts'
import { orderPhases, orderTypes } from './order.ts'

/** The ledger's page: every order of a day with its times. JSON only; amounts are integer kuruş, times epoch ms. */

const epochMs = z.number().int()
const count = z.number().int().nonnegative()

/** How an order stands: on the board, or how it left it. */
export const ledgerOutcomes = ['open', 'delivered', 'closed', 'cancelled', 'notFound', 'unknown'] as const

/** What a person looks for. */
export const ledgerStates = [
  'open',
  'over', // delivered or closed
  'cancelled',
  'unexplained', // it left the board, and nobody can say how
  'unseen', // an alert of it waits, or was never acknowledged
  'unprinted', // no slip of it came out
] as const
export type LedgerState = (typeof ledgerStates)[number]

export const ledgerRowSchema = z.object({
  key: z.string(),
  number: z.string().nullable(),
  code: z.string().nullable(),
  channel: z.object({ id: z.string(), name: z.string() }),
  sourceId: z.string(),
  sourceName: z.string(),
  type: z.enum(orderTypes),
  phase: z.enum(orderPhases),
  outcome: z.enum(ledgerOutcomes),
  /** Another source's order that this one is as well, by its key. */
  twinOf: z.string().nullable(),
  /** It was open when its source was first heard: neither alerted nor printed by itself. */
  isBaseline: z.boolean(),
  createdAtMs: epochMs.nullable(),
  seenAtMs: epochMs,
  /** Somebody was called. */
  alertedAtMs: epochMs.nullable(),
  /** The last of its alerts was acknowledged; null: one waits, or there was none. */
  acknowledgedAtMs: epochMs.nullable(),
  /** By which act, and the name of the computer; null: nobody did, or it was not written down. */
  acknowledgedBy: z.object({ how: z.enum(acknowledgeHows), counterName: z.string() }).nullable(),
  waitingCount: count,
  /** Of its slips the one most in need of a person; null: none was wanted. */
  slip: z.object({ state: z.enum(jobStates), atMs: epochMs, copies: count }).nullable(),
  changeCount: count,
  changedAtMs: epochMs.nullable(),
  /** Given to a courier here, the last time that it was not undone; null: it was not. */
  handedOver: z.object({ atMs: epochMs, courierId: z.string(), courierName: z.string() }).nullable(),
  goneAtMs: epochMs.nullable(),
  totalKurus: z.number().int().nullable(),
  /** What the total is in, where that is not lira. */
  foreignCurrency: z.string().nullable(),
  /** While customer data are kept. */
  customerName: z.string().nullable(),
  phone: z.string().nullable(),
  region: z.string().nullable(),
  courier: z.string().nullable(),
})
export type LedgerRow = z.infer<typeof ledgerRowSchema>

/** Where a page ends: the next one begins after it. */
export const ledgerCursorSchema = z.object({ atMs: epochMs, key: z.string().max(300) }).strict()
export type LedgerCursor = z.infer<typeof ledgerCursorSchema>

/** null: any. */
export const ledgerFilterSchema = z
  .object({
    sourceId: z.string().max(80).nullable(),
    channelId: z.string().max(200).nullable(),
    type: z.enum(orderTypes).nullable(),
    state: z.enum(ledgerStates).nullable(),
    /** The name of whom it was handed to last, or whom its vendor names; a platform's own courier by his id. */
    courier: z.string().max(200).nullable(),
    /** Words and digits of its number, code, name, telephone or address, as the search takes them; empty: any. */
    find: z.string().max(200),
  })
  .strict()
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>

export const anyOrder: LedgerFilter = {
  sourceId: null,
  channelId: null,
  type: null,
  state: null,
  courier: null,
  find: '',
}

const countedSchema = z.array(z.object({ id: z.string(), name: z.string(), count }))

/** How many of a day there are of each, whatever is filtered. */
export const ledgerCountsSchema = z.object({
  all: count,
  sources: countedSchema,
  channels: countedSchema,
  couriers: countedSchema,
  types: z.partialRecord(z.enum(orderTypes), count),
  states: z.record(z.enum(ledgerStates), count),
})
export type LedgerCounts = z.infer<typeof ledgerCountsSchema>
