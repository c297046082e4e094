import { z } from 'zod'
import { errorCodes } from '../contract/problems.ts'
import { acknowledgeHows, alertKinds } from './alert.ts'
import { orderChangeSchema } from './change.ts'
import { deliveryStates, dispatchSteps } from './dispatch.ts'
import { goneReasons } from './knownOrder.ts'

/** Something that happened to an order, as the ledger remembers it. */
export const happeningSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.enum([
      'baseline', // it was open at its source's first start
      'seen', // it came in
      'reopened',
      'alreadyOver', // cancelled or delivered when it was first seen
      'succeeded', // its vendor goes on with it under another id
      'stillOpen', // it left the list, and by its id it is open
      'gone', // it is in no list any more
      'lookedUp', // a person opened it by its id
    ]),
  }),
  /** Another source shows it too; `label`: what it is called there. */
  z.object({ what: z.literal('sameOrder'), label: z.string() }),
  z.object({ what: z.literal('changed'), changes: z.array(orderChangeSchema) }),
  /** People knew it from the same order at another source. */
  z.object({ what: z.literal('changedToo'), changes: z.array(orderChangeSchema) }),
  z.object({ what: z.literal('cancelledToo'), reason: z.string().nullable() }),
  z.object({ what: z.literal('cancelled'), reason: z.string().nullable() }),
  z.object({ what: z.literal('goneWhy'), why: z.enum(goneReasons) }),
  z.object({
    what: z.literal('acknowledged'),
    kind: z.enum(alertKinds),
    /** By which act, and the name of the computer; an earlier version did not write them down. */
    how: z.enum(acknowledgeHows).optional(),
    counterName: z.string().optional(),
  }),
  z.object({ what: z.literal('unacknowledged'), kind: z.enum(alertKinds), counterName: z.string().optional() }),
  /** Another counter has printed it as well, while neither could ask the other. */
  z.object({ what: z.literal('printedTwice'), counterName: z.string() }),
  // What follows is on record with the order's way, not among its happenings.
  z.object({ what: z.literal('handedOver'), courierId: z.string(), courierName: z.string() }),
  z.object({
    what: z.literal('handOverEnded'),
    state: z.enum(deliveryStates).exclude(['carried']),
    by: z.enum(['person', 'vendor']).nullable(),
  }),
  z.object({ what: z.literal('vendorTold'), step: z.enum(dispatchSteps) }),
  z.object({
    what: z.literal('vendorNotTold'),
    step: z.enum(dispatchSteps),
    problem: z.enum(errorCodes).nullable(),
  }),
])
export type Happening = z.infer<typeof happeningSchema>

type OfItsWay = { what: 'handedOver' | 'handOverEnded' | 'vendorTold' | 'vendorNotTold' }

/** What is written down as a happening. */
export type HistoryNote = Exclude<Happening, OfItsWay> & { orderKey: string }

/** One line of an order's history. */
export const historyEntrySchema = z.object({ atMs: z.number().int(), happening: happeningSchema })
export type HistoryEntry = z.infer<typeof historyEntrySchema>
