import { z } from 'zod'
import { problemSchema } from './problems.ts'

export const updateStates = ['none', 'checking', 'found', 'downloading', 'ready', 'installing'] as const

/** How Tezgah's own next version is coming along. */
export const updateViewSchema = z.object({
  /** `found`: fetched in a quiet moment; `ready`: fetched and verified, it waits to be installed. */
  state: z.enum(updateStates),
  /** Of the version that is coming; null while there is none. */
  version: z.string().nullable(),
  /** What is new in it, two lines at most, as its maker wrote them. */
  notes: z.array(z.string()),
  /** Why the last step did not succeed. */
  problem: problemSchema.nullable(),
  /** false: the computer asks for a password, so only a person installs it, whatever hour is set. */
  installsUnasked: z.boolean(),
  /** When the feed last answered, epoch ms. */
  checkedAtMs: z.number().int().nullable(),
})
export type UpdateView = z.infer<typeof updateViewSchema>
