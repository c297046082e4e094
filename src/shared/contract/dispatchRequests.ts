import { z } from 'zod'
import {
  deliverySchema,
  dispatchSteps,
  doorMoneySchema,
  paidSchema,
  pouchSchema,
  shiftSchema,
  writeStates,
} from '../model/dispatch.ts'
import { foreignMoneySchema } from '../model/money.ts'
import { courierHues, courierSettingsSchema } from '../settings/courier.ts'
import { errorCodes, problemSchema } from './problems.ts'

/** What a screen asks of couriers, and what it is shown of them. */

const key = z.string().min(1).max(300)
const nothing = z.null()
const kurus = z.number().int()
const courierId = z.string().min(1).max(80)
const id = z.number().int()
const counted = z.object({
  cash: kurus.min(0).max(1_000_000_000),
  card: kurus.min(0).max(1_000_000_000),
  mealCard: kurus.min(0).max(1_000_000_000),
})
const reason = z.string().trim().min(1).max(200)

/** A step that its vendor has not taken (yet), as a card shows it. */
export const tellingSchema = z.object({
  id,
  step: z.enum(dispatchSteps),
  state: z.enum(writeStates),
  problem: z.enum(errorCodes).nullable(),
  wantedAtMs: z.number().int(),
})
export type Telling = z.infer<typeof tellingSchema>

/** Who can be given packets, and whoever has some or an account that is not counted. */
export const courierViewSchema = z.object({
  /** `platform`: whoever a platform sends. */
  id: z.string(),
  name: z.string(),
  hue: z.enum(courierHues),
  /** false: he takes no packets any more; he carries some still, or his account is not counted. */
  isActive: z.boolean(),
  isOnShift: z.boolean(),
  carriedCount: z.number().int(),
})
export type CourierView = z.infer<typeof courierViewSchema>

const accountSchema = z.object({
  carriedCount: z.number().int(),
  toCollect: doorMoneySchema.extend({ unknownKurus: kurus, foreign: z.array(foreignMoneySchema) }),
  deliveredCount: z.number().int(),
  collected: doorMoneySchema,
  expected: doorMoneySchema,
})

const openAccountSchema = z.object({
  shift: shiftSchema,
  account: accountSchema,
  /** Oldest first; where a packet goes is on its card, and on no record of a courier. */
  deliveries: z.array(deliverySchema),
})

const courierPageSchema = z.object({
  courier: courierViewSchema.extend({ phone: z.string().nullable() }),
  /** Going on, or not counted yet; the latest first. */
  open: z.array(openAccountSchema),
  /** Counted of late, with their corrections; the latest first. */
  pouches: z.array(pouchSchema),
})
export type CourierPage = z.infer<typeof courierPageSchema>

const courierDaySchema = z.object({
  courierId: z.string(),
  name: z.string(),
  deliveredCount: z.number().int(),
  takenBackCount: z.number().int(),
  /** Of what was handed over here that day. */
  collected: doorMoneySchema,
  /** Of the accounts that were counted that day, as they were last corrected, whenever that was. */
  difference: doorMoneySchema,
  /** Something of that day is in an account that was not counted that day. */
  isOpen: z.boolean(),
})
export type CourierDay = z.infer<typeof courierDaySchema>

const entrySchema = z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() })
const listsSchema = z.record(z.string(), z.array(entrySchema))

export const dispatchRequests = {
  /** Each packet goes or is refused by itself. Undone within eight seconds it was never sent to a vendor. */
  'dispatch.handOver': {
    input: z.object({ keys: z.array(key).min(1).max(200), courierId }).strict(),
    output: z.object({
      deliveryIds: z.array(id),
      refused: z.array(z.object({ key: z.string(), label: z.string(), problem: problemSchema })),
    }),
  },
  /** All or none; `undoOver` when the time is over for one of them. */
  'dispatch.undo': { input: z.object({ deliveryIds: z.array(id).min(1).max(200) }).strict(), output: nothing },
  /** The packet is at the shop again; its vendor is told. */
  'dispatch.takeBack': { input: z.object({ key }).strict(), output: nothing },
  /**
   * All or none. `paid` null: as planned, or as somebody has said already; amounts mend what was said of one that is delivered.
   * Empty: nothing was paid.
   */
  'dispatch.deliver': {
    input: z
      .object({
        deliveries: z
          .array(z.object({ deliveryId: id, paid: z.array(paidSchema).max(3).nullable() }).strict())
          .min(1)
          .max(200),
      })
      .strict(),
    output: nothing,
  },
  /** Packed and waiting for a courier, or not after all. */
  'dispatch.ready': { input: z.object({ key, isReady: z.boolean() }).strict(), output: nothing },
  /** A step that waits for an answer or was refused: send it (again), or leave it untold. */
  'dispatch.answer': {
    input: z.object({ writeId: id, answer: z.enum(['send', 'leave']) }).strict(),
    output: nothing,
  },
  /** The shop's own list, and what vendors list. */
  'couriers.get': {
    input: z.object({}).strict(),
    output: z.object({ couriers: z.array(courierSettingsSchema), lists: listsSchema, paymentTypes: listsSchema }),
  },
  /**
   * Replaces the shop's own list; `stillCarrying` when somebody who is left out or made inactive has packets. Whose account is
   * not counted stays among the couriers of the snapshot until it is.
   */
  'couriers.save': { input: z.object({ couriers: z.array(courierSettingsSchema).max(100) }).strict(), output: nothing },
  'courier.get': { input: z.object({ courierId }).strict(), output: courierPageSchema },
  /** `dayIso` null: the shop's day that is going on, which is the report's. */
  'couriers.day': {
    input: z
      .object({
        dayIso: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/)
          .nullable(),
      })
      .strict(),
    output: z.array(courierDaySchema),
  },
  'shift.begin': {
    input: z.object({ courierId, floatKurus: kurus.min(0).max(10_000_000) }).strict(),
    output: nothing,
  },
  'shift.end': { input: z.object({ courierId }).strict(), output: nothing },
  /** Once for each shift; where counted and expected differ, a reason is wanted. */
  'pouch.close': {
    input: z.object({ shiftId: id, counted, reason: reason.nullable() }).strict(),
    output: pouchSchema,
  },
  /** The slip of a counted account; after the first each is a copy. */
  'pouch.print': { input: z.object({ pouchId: id }).strict(), output: z.object({ jobId: id }) },
  /** All that he carries now, on one slip; the same packets again are a copy. `notCarried`: he carries nothing. */
  'tour.print': { input: z.object({ courierId }).strict(), output: z.object({ jobId: id }) },
  'pouch.correct': { input: z.object({ pouchId: id, counted, reason }).strict(), output: pouchSchema },
} as const
