import { z } from 'zod'

/** What a person has forgotten at once. */
export const privacyRequests = {
  /** Erases the customers of every closed order now, whatever the retention is, and the slips of them in folders. */
  'customers.erase': {
    input: z.object({}).strict(),
    output: z.object({
      /** Orders. */
      count: z.number().int(),
      /** Slips in folders of folder printers. */
      slips: z.number().int(),
      /** Folders that could not be reached or emptied: there a person deletes them by hand. */
      slipsLeftIn: z.array(z.string()),
    }),
  },
} as const
