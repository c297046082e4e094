import { z } from 'zod'
import { orderTypes } from '../model/order.ts'
import { idSchema, nameSchema } from './fields.ts'

const someOf = z.array(z.string().max(80)).max(100).nullable()

/** Which orders go to which printer, and how their slips look there. `null`: all of them. */
export const routeSchema = z.object({
  id: idSchema,
  name: nameSchema,
  enabled: z.boolean(),
  printerId: z.string().max(80),
  sourceIds: someOf,
  channelIds: someOf,
  types: z.array(z.enum(orderTypes)).nullable(),
  /** Only the lines of these product categories; an order without any is not printed there. */
  categories: someOf,
  /** 0: these orders need no slip, and nobody is told that they have none. */
  copies: z.number().int().min(0).max(5),
  /** A kitchen's slip needs neither who the customer is nor what it costs. */
  hasCustomer: z.boolean(),
  hasPrices: z.boolean(),
  textSize: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Whether changes and cancellations are printed there too. */
  printsChanges: z.boolean(),
})
export type Route = z.infer<typeof routeSchema>
