import { z } from 'zod'

/** What was started anew: the loop that asks a source, the one that feeds a printer, or the whole core by its door. */
export const restartedParts = ['source', 'printer', 'core'] as const

/** Something of Tezgah stood still or died, and was started anew. Epoch ms. */
export const restartSchema = z.object({
  part: z.enum(restartedParts),
  /** The source's or printer's; null: the core. */
  subjectId: z.string().nullable(),
  /** Since when it stood still; null: it died, which takes no time. */
  stuckSinceMs: z.number().int().nullable(),
  atMs: z.number().int(),
})
export type Restart = z.infer<typeof restartSchema>

/** Of the core, by its door, after something in it had died. @param nowMs epoch ms */
export const coreRestart = (nowMs: number): Restart => ({
  part: 'core',
  subjectId: null,
  stuckSinceMs: null,
  atMs: Math.round(nowMs),
})

/** As a screen shows it. */
export const restartViewSchema = restartSchema.extend({ name: z.string() })
export type RestartView = z.infer<typeof restartViewSchema>
