import { z } from 'zod'
import { linkDaySchema } from '../model/linkDay.ts'
import { linkPasswordSchema, linkSettingsSchema } from '../settings/link.ts'

/** What a screen can ask about several counters as one. */
export const linkRequests = {
  /** `password` left out: the one that is kept for this address; null: none. It is write-only, as keys are. */
  'link.save': {
    input: z.object({ link: linkSettingsSchema, password: linkPasswordSchema.nullable().optional() }).strict(),
    output: z.null(),
  },
  /** Asks the server once; `answeredMs`: how long that took. */
  'link.test': {
    input: z
      .object({ address: linkSettingsSchema.shape.address, password: linkPasswordSchema.nullable().optional() })
      .strict(),
    output: z.object({ answeredMs: z.number().int(), memberCount: z.number().int() }),
  },
  /** What a day's record says of the other counters; `dayIso` null: today. */
  'link.day': {
    input: z.object({ dayIso: z.iso.date().nullable() }).strict(),
    output: linkDaySchema,
  },
} as const
