import { z } from 'zod'
import { errorCodes, type ErrorCode } from '../contract/problems.ts'

/** Why nothing was heard from a source. */
export const gapReasons = [
  'offline', // it could not be reached, or did not answer in time
  'refused', // its vendor refused: key, package, scope, limit
  'vendor', // it answered with nothing that can be read
  'incomplete', // its list did not come whole
  'own', // what it said could not be taken: the record, or a fault of Tezgah's own
  'asleep', // the computer slept or stood still, or its clock was set ahead
  'clock', // the clock was wrong, or was set back
  'closed', // Tezgah was closed by a person
  'updated', // Tezgah was closed and came back as another version
  'crashed', // Tezgah ended without being closed
  'disabled', // the shop had switched the source off
] as const
export type GapReason = (typeof gapReasons)[number]

/** A time in which nothing was heard from a source. Epoch ms. */
export const hearingGapSchema = z.object({
  sourceId: z.string(),
  /** When it was last heard. */
  fromMs: z.number().int(),
  /** null: it goes on. */
  untilMs: z.number().int().nullable(),
  /** In the order in which they came; at least one. */
  reasons: z.array(z.enum(gapReasons)),
  /** The fault that was seen first; null: none was. */
  problem: z.enum(errorCodes).nullable(),
  /** New orders that came in with the answer at its end; null: it goes on. */
  cameIn: z.number().int().nullable(),
})
export type HearingGap = z.infer<typeof hearingGapSchema>

/** How long a source has been listened to, as far as the record goes. Epoch ms. */
export interface HearingSpan {
  sourceId: string
  firstSuccessMs: number
  lastSuccessMs: number
}

const refusals: readonly ErrorCode[] = [
  'keyRejected',
  'secretRejected',
  'scopeDenied',
  'packageExpired',
  'consumerMissing',
  'rateLimited',
  'keyMissing',
  'keyUnreadable',
  'hostNotAllowed',
  'tlsInvalid',
]
const ownFaults: readonly ErrorCode[] = ['ledgerUnavailable', 'ledgerInUse', 'internal']

/** What a source's fault is as the reason of a gap; without one it has simply not answered. */
export function gapReasonOf(problem: ErrorCode | null): GapReason {
  if (problem === null || problem === 'offline' || problem === 'timedOut') return 'offline'
  if (problem === 'clockWrong') return 'clock'
  if (problem === 'listIncomplete') return 'incomplete'
  if (refusals.includes(problem)) return 'refused'
  return ownFaults.includes(problem) ? 'own' : 'vendor'
}
