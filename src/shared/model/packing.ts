import { z } from 'zod'
import { orderTypes } from './order.ts'

/** What there is to be packed now, for whoever packs. JSON only. */

/** How a line differs from what was first to be packed; `takenAway`: it must not be packed any more. */
const packingNews = ['new', 'changed', 'takenAway'] as const

const packingLineSchema = z.object({
  /** Its place in the order: `0`, `0.1` for what a menu holds; `x0` for the first that the order has lost. */
  path: z.string(),
  depth: z.number().int(),
  quantity: z.number().nullable(),
  name: z.string(),
  options: z.array(z.string()),
  leftOut: z.array(z.string()),
  note: z.string().nullable(),
  /** Ticked off as it is now: a line that has changed since is to be packed again. */
  isPacked: z.boolean(),
  /** Told until the line is ticked off. */
  news: z.enum(packingNews).nullable(),
})
export type PackingLine = z.infer<typeof packingLineSchema>

const packingOrderSchema = z.object({
  key: z.string(),
  number: z.string().nullable(),
  code: z.string().nullable(),
  channel: z.object({ id: z.string(), name: z.string() }),
  type: z.enum(orderTypes),
  customerName: z.string().nullable(),
  tableName: z.string().nullable(),
  note: z.string().nullable(),
  createdAtMs: z.number().int().nullable(),
  scheduledForMs: z.number().int().nullable(),
  dueMs: z.number().int(),
  /** It must not be prepared: shown until somebody touches it away, or some minutes after it was acknowledged. */
  isCancelled: z.boolean(),
  cancelReason: z.string().nullable(),
  lines: z.array(packingLineSchema),
})
export type PackingOrder = z.infer<typeof packingOrderSchema>

export const packingSchema = z.object({
  /** As the board has them. */
  orders: z.array(packingOrderSchema),
  /** What is to be made for all of them together, ticked lines left out; the most first. */
  allDay: z.array(
    z.object({
      name: z.string(),
      /** "1,5 Porsiyon"; null: the ordinary one. */
      portion: z.string().nullable(),
      quantity: z.number(),
    }),
  ),
  /** Finished last, and still open: they can be taken back. */
  finished: z.array(z.object({ key: z.string(), label: z.string(), atMs: z.number().int() })),
})
export type Packing = z.infer<typeof packingSchema>

/** That a line, or with an empty path the whole order, was packed as it was then. */
export interface PackedMark {
  orderKey: string
  path: string
  /** What it was. */
  content: string
  atMs: number
}
