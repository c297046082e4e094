import { z } from 'zod'
import { paymentMeanings } from '../model/paymentMeaning.ts'

/** What screens ask and say of ways of paying. */
export const paymentRequests = {
  /** Each way of paying that a source has shown, the most usual first; `said` null: nobody has said what it means. */
  'payments.names': {
    input: z.object({}).strict(),
    output: z.object({
      names: z.array(
        z.object({
          sourceId: z.string(),
          name: z.string(),
          count: z.number().int(),
          said: z.enum(paymentMeanings).nullable(),
          guess: z.enum(paymentMeanings),
          /** The guess holds until somebody says otherwise; else it is only offered. */
          isCertain: z.boolean(),
        }),
      ),
    }),
  },
  /** What a way of paying means, from now on and for all orders of its source; null: as it was before anybody said. */
  'payments.mean': {
    input: z
      .object({
        sourceId: z.string().min(1).max(80),
        name: z.string().trim().min(1).max(300),
        meaning: z.enum(paymentMeanings).nullable(),
      })
      .strict(),
    output: z.null(),
  },
} as const
