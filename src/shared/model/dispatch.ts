import { z } from 'zod'
import { errorCodes } from '../contract/problems.ts'
import { foreignMoneySchema } from './money.ts'
import { purses } from './purse.ts'

/**
 * Who carries which packet, what of it has to be told to its vendor, and what a courier's account comes to. Amounts are
 * integer kuruş, times epoch ms.
 */

const kurus = z.number().int()
const epochMs = z.number().int()
const id = z.number().int()

/** How long a hand-over can be undone before anything of it is sent, ms. */
export const UNDO_MS = 8_000

/** A packet that a platform carries itself: nobody here collects anything. */
export const PLATFORM_COURIER = 'platform'

/** A step of an order's way as its vendor is told it. */
export const dispatchSteps = ['ready', 'onTheWay', 'delivered', 'takenBack'] as const
export type DispatchStep = (typeof dispatchSteps)[number]

/** What becomes of telling a vendor one step. */
export const writeStates = [
  'wanted', // waits for its turn, or for the vendor
  'sending', // on record before it is sent; found so after a crash it is uncertain
  'uncertain', // sent, and no answer came: read back before anything is sent again
  'asking', // a person has to say whether it still holds
  'done', // the vendor has taken it, or says so already
  'superseded', // the vendor says something newer: its own screen wins
  'refused', // `problem` says why; shown until a person has read it
  'untold', // the key may not write: the vendor does not know
  'dropped', // not wanted any more
] as const
export type WriteState = (typeof writeStates)[number]

/** Nothing more is done about it by itself. */
export const isSettled = (state: WriteState): boolean =>
  state !== 'wanted' && state !== 'sending' && state !== 'uncertain' && state !== 'asking'

/** Its vendor has not heard of it, nor says so by itself. */
export const isUnheard = ({ state, attempt }: Pick<VendorWrite, 'state' | 'attempt'>): boolean =>
  attempt === 0 && (state === 'wanted' || state === 'refused' || state === 'untold')

/** One step, wanted for one order. */
export interface VendorWrite {
  id: number
  orderKey: string
  sourceId: string
  /** The id that the vendor knows the order by. */
  detailsId: string
  step: DispatchStep
  /** Of the vendor's own list. */
  courierId: string | null
  paymentTypeId: string | null
  state: WriteState
  problem: (typeof errorCodes)[number] | null
  /** How often it has been sent. */
  attempt: number
  wantedAtMs: number
  notBeforeMs: number
  /** After this a person is asked instead. */
  expiresAtMs: number
  updatedAtMs: number
}

/** What a person who is at a door can be paid with. */
export const doorPurses = ['cash', 'card', 'mealCard'] as const
export type DoorPurse = (typeof doorPurses)[number]

export const doorMoneySchema = z.object({ cash: kurus, card: kurus, mealCard: kurus })
export type DoorMoney = z.infer<typeof doorMoneySchema>
export const noDoorMoney = (): DoorMoney => ({ cash: 0, card: 0, mealCard: 0 })

export const paidSchema = z.object({ purse: z.enum(doorPurses), amountKurus: kurus.min(0).max(1_000_000_000) })
export type Paid = z.infer<typeof paidSchema>

export const deliveryStates = [
  'carried',
  'delivered',
  'takenBack', // it is at the shop again
  'undone', // handed over by mistake, and nobody was told
  'cancelled', // its order was cancelled on the way
] as const

/** Another counter of the shop, where a packet was handed over. */
const elsewhereSchema = z.object({
  counterName: z.string(),
  /** Its id on the link, which stays when it is renamed; null: an earlier version wrote it. */
  member: z.string().nullable(),
  /** The how many-eth hand-over of this order there; null: an earlier version wrote it. */
  times: z.number().int().nullable(),
})
export type Elsewhere = z.infer<typeof elsewhereSchema>

/** One packet, handed to one courier once. */
export const deliverySchema = z.object({
  id,
  orderKey: z.string(),
  /** What people call it; holds nothing of the customer. */
  orderLabel: z.string(),
  sourceId: z.string(),
  courierId: z.string(),
  courierName: z.string(),
  /** null: a platform carries it. */
  shiftId: id.nullable(),
  state: z.enum(deliveryStates),
  /**
   * What is to be collected, as it stood at the hand-over; `amountKurus` null: nobody knows how much it is in lira.
   * `foreign`: the order's amount in another currency, which is in no sum of lira.
   */
  plan: z.object({ amountKurus: kurus.nullable(), purse: z.enum(purses), foreign: foreignMoneySchema.nullable() }),
  /** What was collected where a person has said so; null: as planned. */
  paid: z.array(paidSchema).nullable(),
  handedAtMs: epochMs,
  endedAtMs: epochMs.nullable(),
  /** Who ended it: somebody here, or the vendor's own screen. */
  endedBy: z.enum(['person', 'vendor']).nullable(),
  /**
   * The document that its vendor has said to be on its way, `<order key> <details id>`; null: none that stands for it now.
   * Empty: an earlier version heard one and did not keep which.
   */
  heardOnTheWayAs: z.string().nullable(),
  /** At which other counter it was handed over: its account is there, and its vendor is told there. null: here. */
  elsewhere: elsewhereSchema.nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

/** What a courier takes along at once: his packets as they stood when its slip was wanted. */
export interface Tour {
  id: number
  courierId: string
  courierName: string
  atMs: number
  deliveryIds: number[]
}

export const shiftSchema = z.object({
  id,
  courierId: z.string(),
  courierName: z.string(),
  /** Change given along at the beginning. */
  floatKurus: kurus,
  beganAtMs: epochMs,
  endedAtMs: epochMs.nullable(),
})
export type Shift = z.infer<typeof shiftSchema>

/** A counted account. It is never changed: what was wrong in it is followed by a correction. */
export const pouchSchema = z.object({
  id,
  shiftId: id,
  /** The one that this corrects; null: the closing itself. */
  correctsId: id.nullable(),
  courierId: z.string(),
  courierName: z.string(),
  closedAtMs: epochMs,
  expected: doorMoneySchema,
  counted: doorMoneySchema,
  deliveredCount: z.number().int(),
  /** Why it differs, or why it is corrected; null: it does not differ. */
  reason: z.string().nullable(),
})
export type Pouch = z.infer<typeof pouchSchema>
