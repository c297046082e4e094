import { z } from 'zod'
import { webhookAddressSchema, webhookSecretSchema } from '../settings/webhook.ts'

const empty = z.object({}).strict()
const nothing = z.null()

/** What a screen can ask about the owner's own address. */
export const webhookRequests = {
  /** Both are write-only, as keys are. */
  'webhook.save': {
    input: z.object({ address: webhookAddressSchema, secret: webhookSecretSchema }).strict(),
    output: nothing,
  },
  'webhook.remove': { input: empty, output: nothing },
  /** Sends a message at once and tells how that went; `keyMissing` where no address is set. */
  'webhook.test': { input: empty, output: nothing },
}
