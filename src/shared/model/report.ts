import { z } from 'zod'
import { errorCodes } from '../contract/problems.ts'
import { dayProofSchema } from './dayProof.ts'
import type { KnownOrder } from './knownOrder.ts'
import type { PrintJob } from './printJob.ts'

/**
 * The end-of-day report as data: what the ledger and the board can prove about one day. Who counts it and who prints
 * it (`core/printing/slip/composeReport.ts`) or shows it agree here. JSON only; amounts are integer kuruş, times epoch ms.
 */

const count = z.number().int().nonnegative()
const kurus = z.number().int()
const epochMs = z.number().int()

/** One row of a breakdown. `name` is for people: a source's name in this shop, a channel as the vendor names it. */
const reportCountSchema = z.object({
  id: z.string(),
  name: z.string(),
  orderCount: count,
  cancelledCount: count,
  /** What its orders came to in lira, the cancelled ones left out; null when no such total is known. */
  totalKurus: kurus.nullable(),
})
export type ReportCount = z.infer<typeof reportCountSchema>

/** A slip of that day of which nobody knows, even now, whether it is on paper. */
const unresolvedSlipSchema = z.object({
  jobId: z.number().int(),
  /** What people call the order: "Yemeksepeti #57". */
  orderLabel: z.string(),
  printerName: z.string(),
  wantedAtMs: epochMs,
  /** Why, as an error code; null when none was recorded. */
  problem: z.enum(errorCodes).nullable(),
})

export const dayReportSchema = z.object({
  /** The shop's day, `2026-01-05`, which ends when the shop says; orders belong to the day they came in. */
  dayIso: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** When it was counted: a report made before the day's end is of the day so far. */
  countedAtMs: epochMs,
  orderCount: count,
  bySource: z.array(reportCountSchema),
  byChannel: z.array(reportCountSchema),
  /** Alerts that somebody has acknowledged, of all that there were. */
  alertCount: count,
  acknowledgedCount: count,
  /** Orders with at least one slip that the printer confirmed or took whole. */
  printedCount: count,
  /** Of these, orders of which no printer confirmed a slip: it was sent whole, and whether it is on paper is not known. */
  sentOnlyCount: count,
  /** Reprints that a person asked for (KOPYA). */
  copyCount: count,
  /** The longest an alert waited to be acknowledged; null when there was none. */
  longestWait: z.object({ waitMs: z.number().int().nonnegative(), orderLabel: z.string() }).nullable(),
  cancelledCount: count,
  /** What the orders of the day came to in lira, the cancelled ones left out. */
  totalKurus: kurus,
  /** Orders in other currencies, in hundredths of these; they are in no sum of lira. */
  foreignTotals: z.array(z.object({ currency: z.string(), orderCount: count, total: z.number().int() })),
  /** To be collected at the door or the counter, by how; `unknownKurus`: the vendor does not say how. */
  toCollect: z.object({
    cashKurus: kurus,
    cardKurus: kurus,
    mealCardKurus: kurus,
    otherKurus: kurus,
    unknownKurus: kurus,
  }),
  /** Paid before it left (online), of the same orders. */
  paidOnlineKurus: kurus,
  /** How far the day was listened to, and what the vendors' books say: what the report's claim may rest on. */
  proof: dayProofSchema,
  /** Slips that still need a person's answer; empty is the good evening. */
  unresolvedSlips: z.array(unresolvedSlipSchema),
})
export type DayReport = z.infer<typeof dayReportSchema>

/** A day's orders with everything that was wanted for them. */
export interface DayRecord {
  orders: KnownOrder[]
  alerts: { orderKey: string; wantedAtMs: number; acknowledgedAtMs: number | null }[]
  jobs: PrintJob[]
}
