import { z } from 'zod'

/**
 * What can be seen, without a link between them, of another program that acts on a source's keys. None of them proves
 * another Tezgah: the vendor's own screen does some of it too.
 */
export const otherCounterSignKinds = [
  'openBefore', // under way when the source was first asked, without a slip or an act of this counter
  'movedElsewhere', // carried on at the vendor, without a slip or an act of this counter
  'askedTooMuch', // the vendor says "too many" although this counter keeps its published limits
] as const

export const otherCounterSignSchema = z.object({
  kind: z.enum(otherCounterSignKinds),
  sourceId: z.string(),
  /** When it was first and last seen. */
  sinceMs: z.number().int(),
  lastMs: z.number().int(),
  /** Orders, or refusals. */
  count: z.number().int(),
  /** When a person closed the warning; null: nobody has. */
  closedAtMs: z.number().int().nullable(),
})
export type OtherCounterSign = z.infer<typeof otherCounterSignSchema>
