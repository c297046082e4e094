import { z } from 'zod'
import { soundStates } from '../model/sound.ts'

const nothing = z.null()

/** What a screen tells of the sound. */
export const soundRequests = {
  /** A person's answer to the question at the start of a shift, or to a test of their own. */
  'sound.heard': { input: z.object({ isHeard: z.boolean() }).strict(), output: nothing },
  /** How a page's own sound is: said when that changes, and every ten seconds, for a page may end without a word. */
  'sound.report': {
    input: z.object({ pageId: z.string().min(1).max(64), state: z.enum(soundStates) }).strict(),
    output: nothing,
  },
}
