import { z } from 'zod'
import { hearingGapSchema } from './hearing.ts'
import { isConfirmed, reconciliationSchema } from './reconciliation.ts'

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
  watch: z.enum(watches),
  /** First and last moment of the day that was listened to, epoch ms; null: none. */
  fromMs: z.number().int().nullable(),
  untilMs: z.number().int().nullable(),
  /** Of the day, cut to it, oldest first. */
  gaps: z.array(hearingGapSchema),
  /** The latest; null: it has not been done. */
  reconciliation: reconciliationSchema.nullable(),
  isReconciling: z.boolean(),
})
export type SourceProof = z.infer<typeof sourceProofSchema>

export const dayProofSchema = z.array(sourceProofSchema)
export type DayProof = z.infer<typeof dayProofSchema>

/** Whether nothing of this source can have been missed: it was listened to, or its vendor confirms what was not. */
export function isProven({ watch, gaps, reconciliation }: SourceProof): boolean {
  if (reconciliation?.findings.some(({ kind }) => kind === 'missed')) return false
  if (watch === 'whole' || watch === 'hours') return true
  if (reconciliation === null || !isConfirmed(reconciliation)) return false
  return gaps.every(({ untilMs }) => untilMs !== null && untilMs <= reconciliation.untilMs)
}
