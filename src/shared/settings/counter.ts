import { z } from 'zod'

/** Whether the shop has more than one Tezgah, as somebody has said; `unsaid`: nobody has been asked yet. */
export const otherCounterAnswers = ['unsaid', 'none', 'some'] as const

/** Which of a shop's counters this one is. */
export const counterSettingsSchema = z.object({
  /** On slips, and in what is recorded here; empty: the computer's own name. */
  name: z.string().trim().max(40),
  /** Off: another counter prints. A person's own print works all the same. */
  printsByItself: z.boolean(),
  others: z.enum(otherCounterAnswers),
})
export type CounterSettings = z.infer<typeof counterSettingsSchema>

/** A counter that stands alone. */
export const defaultCounterSettings: CounterSettings = { name: '', printsByItself: true, others: 'unsaid' }
