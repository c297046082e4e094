import { z } from 'zod'

const epochMs = z.number().int()

/** A time in which the other counters could not be asked; `untilMs` null: it goes on. */
export const linkOutageSchema = z.object({ fromMs: epochMs, untilMs: epochMs.nullable() })
export type LinkOutage = z.infer<typeof linkOutageSchema>

/** What a day's record says of several counters as one. */
export const linkDaySchema = z.object({
  /** Oldest first. */
  outages: z.array(linkOutageSchema),
  /** Slips that came out here marked, because nobody could be asked. */
  unheardCount: z.number().int(),
  /** Slips that were not printed here, because another counter had printed them. */
  elsewhereCount: z.number().int(),
  /** Orders that came out here and at another counter, and at which. */
  doubled: z.array(z.object({ orderKey: z.string(), orderLabel: z.string(), counterName: z.string() })),
})
export type LinkDay = z.infer<typeof linkDaySchema>
