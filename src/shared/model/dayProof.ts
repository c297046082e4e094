import { z } from 'zod'
import { hearingGapSchema } from './hearing.ts'
import { countFindings, isConfirmed, reconciliationSchema } from './reconciliation.ts'

/** How far a day was listened to, and what the vendors' books say of it: what a claim about the day may rest on. */

export const watches = [
  'whole', // all of the day so far
  'hours', // from opening to closing: before and after it a person had closed Tezgah
  'partly', // with gaps
  'none', // not at all
  'unrecorded', // the record of hearing does not reach back to it
] as const
export type Watch = (typeof watches)[number]

export const sourceProofSchema = z.object({
  sourceId: z.string(),
  name: z.string(),
  /** The vendor lists what it has closed, so that a day can be confirmed. */
  canConfirm: z.boolean(),
  /** The business day, epoch ms. */
  dayFromMs: z.number().int(),
  dayUntilMs: z.number().int(),
  watch: z.enum(watches),
  /** First and last moment of the day that was listened to, epoch ms; null: none. */
  fromMs: z.number().int().nullable(),
  untilMs: z.number().int().nullable(),
  /** Of the day, cut to it, oldest first. */
  gaps: z.array(hearingGapSchema),
  /** The latest that settles something, else the latest; null: it has not been done. */
  reconciliation: reconciliationSchema.nullable(),
  /** When a later one settled nothing, epoch ms; null: there was none. */
  triedInVainMs: z.number().int().nullable(),
  isReconciling: z.boolean(),
})
export type SourceProof = z.infer<typeof sourceProofSchema>

export const dayProofSchema = z.array(sourceProofSchema)
export type DayProof = z.infer<typeof dayProofSchema>

/** Whether nothing of this source can have been missed: it was listened to, or its vendor confirms what was not. */
export function isProven({ watch, fromMs, gaps, reconciliation, ...day }: SourceProof): boolean {
  if (reconciliation !== null && countFindings(reconciliation, 'missed') > 0) return false
  if (watch === 'whole' || watch === 'hours') return true
  if (watch === 'unrecorded' || reconciliation === null || !isConfirmed(reconciliation)) return false
  const silent = [{ fromMs: day.dayFromMs, untilMs: fromMs ?? day.dayUntilMs }, ...gaps].filter(isLasting)
  return silent.every(
    ({ fromMs: sinceMs, untilMs }) =>
      untilMs !== null && sinceMs >= reconciliation.fromMs && untilMs <= reconciliation.untilMs,
  )
}

const isLasting = ({ fromMs, untilMs }: { fromMs: number; untilMs: number | null }): boolean => fromMs !== untilMs

/** Whether all of the day was compared, and not only a part of it. */
export const isOfWholeDay = ({ dayFromMs, dayUntilMs, reconciliation: done }: SourceProof): boolean =>
  done !== null && done.fromMs <= dayFromMs && done.untilMs >= dayUntilMs
