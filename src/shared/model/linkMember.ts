import { z } from 'zod'

const name = z.string().max(120)

/** How one counter is, as the others see it. Nothing in it is of a customer. */
export const memberHealthSchema = z.object({
  name,
  branchName: name,
  version: z.string().max(40),
  /** It prints by itself also while the link does not answer. */
  isPrintingCounter: z.boolean(),
  /** At least one of its printers takes slips, as far as it knows. */
  canPrint: z.boolean(),
  sources: z
    .array(
      z.object({
        /** Which account of which vendor, as a fingerprint that leads to no key. */
        account: z.string().max(64).nullable(),
        name,
        hearing: z.enum(['ok', 'slow', 'silent', 'refused', 'off']),
      }),
    )
    .max(50),
  printers: z.array(z.object({ name, state: z.enum(['unknown', 'ok', 'problem']) })).max(20),
  /** One of its pages can sound, or no sound is wanted there; an earlier version does not say. */
  canBeHeard: z.boolean().default(true),
  waitingSlipCount: z.number().int(),
  unacknowledgedCount: z.number().int(),
})
export type MemberHealth = z.infer<typeof memberHealthSchema>

/** A counter that has been on the link. */
export interface LinkMember extends MemberHealth {
  id: string
  isThis: boolean
  /** How long ago it was heard, ms, by the server's clock. */
  silentMs: number
}

/** The same for screens. */
export const memberViewSchema = memberHealthSchema.extend({
  id: z.string().max(64),
  isThis: z.boolean(),
  isHere: z.boolean(),
  /** Of one that is gone: when it was last heard, epoch ms. */
  lastHeardMs: z.number().int().nullable(),
})
export type MemberView = z.infer<typeof memberViewSchema>

/** A counter tells of itself this often. */
export const BEAT_EVERY_MS = 4_000
/** One that has not been heard for this long is taken as gone, ms. */
export const MEMBER_GONE_AFTER_MS = 12_000

export const isMemberHere = ({ silentMs }: Pick<LinkMember, 'silentMs'>): boolean => silentMs < MEMBER_GONE_AFTER_MS
