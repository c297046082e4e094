import { z } from 'zod'

/** What the ledger counts over several of the shop's days. JSON only; times are epoch ms, lengths of time ms. */

const count = z.number().int().nonnegative()

const statisticsRowSchema = z.object({
  /** A day `2026-01-05`, an hour of the clock `0`..`23`, or a channel's id. */
  id: z.string(),
  name: z.string(),
  orderCount: count,
  /** Of these, orders whose "new" nobody had seen when the shop calls an order late, or has not seen yet. */
  lateCount: count,
  /** Of these, orders whose "new" nobody has seen yet, however short their wait has been. */
  unseenCount: count,
  /** Of these, orders that had not left the counter when the shop calls them late, by the time they were due. */
  overdueCount: count,
  /** How long "new" waited until somebody had seen it; null: nobody has seen any. */
  medianWaitMs: count.nullable(),
  /** Nine of ten of those that somebody has seen were seen by then. */
  ninetiethWaitMs: count.nullable(),
})
export type StatisticsRow = z.infer<typeof statisticsRowSchema>

/** How many of the shop's days are counted together, the day that is now included. */
export const statisticsRanges = [7, 30, 90] as const

export const statisticsSchema = z.object({
  firstDayIso: z.string(),
  lastDayIso: z.string(),
  lateMinutes: z.number(),
  whole: statisticsRowSchema,
  /** Every day of the range, the first first; a day without orders has a row of zeros. */
  byDay: z.array(statisticsRowSchema),
  /** All 24 hours of Istanbul's clock. */
  byHour: z.array(statisticsRowSchema),
  /** The busiest first. */
  byChannel: z.array(statisticsRowSchema),
})
