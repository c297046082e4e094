import { z } from 'zod'
import { orderTypes } from './order.ts'

/** What is wrong with a set of routes, as data; the screen puts it into words (`routing.problem.<kind>`). */
export const routingProblemSchema = z.discriminatedUnion('kind', [
  /** Such orders go to no printer at all. `channelId` null: of any channel. */
  z.object({
    kind: z.literal('hole'),
    sourceName: z.string(),
    type: z.enum(orderTypes),
    channelId: z.string().nullable(),
  }),
  /** Such orders are printed only in part: every route that takes them wants some categories alone. */
  z.object({
    kind: z.literal('partly'),
    sourceName: z.string(),
    type: z.enum(orderTypes),
    channelId: z.string().nullable(),
  }),
  /** Two routes print the same whole slip on the same printer for some orders. */
  z.object({ kind: z.literal('doubled'), routeName: z.string(), otherName: z.string(), printerName: z.string() }),
  z.object({ kind: z.literal('noPrinter'), routeName: z.string() }),
  /** This source sends no product categories: nothing of it will ever match the rule. */
  z.object({ kind: z.literal('noCategories'), routeName: z.string(), sourceName: z.string() }),
])
export type RoutingProblem = z.infer<typeof routingProblemSchema>
