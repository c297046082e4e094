import { z } from 'zod'

/**
 * The practice shop's one order, which both vendors' servers render in their own shape. Amounts are integer kuruş,
 * times epoch milliseconds. Everything has a default, so a test names only what it is about.
 */

const kurus = z.number().int()
const epochMs = z.number().int()

export const practiceStatuses = ['ordered', 'preparing', 'ready', 'onTheWay', 'delivered', 'cancelled'] as const
export type PracticeStatus = (typeof practiceStatuses)[number]

/** Which vendor's server shows it. */
export const practicePos = ['both', 'restomenum', 'adisyo'] as const
export type PracticePos = (typeof practicePos)[number]
export type PracticeVendor = Exclude<PracticePos, 'both'>

const optionSchema = z.strictObject({ title: z.string(), priceKurus: kurus.default(0) })

const lineShape = {
  /** Given by the shop when left out, and kept by it when a change names the line again. */
  id: z.string().optional(),
  title: z.string().default('Lahmacun'),
  quantity: z.number().default(1),
  /** For one, without options. */
  unitPriceKurus: kurus.default(9000),
  options: z.array(optionSchema).default([]),
  /** Ingredients to leave out, as people say them ("Soğan"). */
  leftOut: z.array(z.string()).default([]),
  note: z.string().default(''),
  /** For the whole line, like the discount. */
  extraKurus: kurus.default(0),
  discountKurus: kurus.default(0),
  category: z.string().nullable().default('Ana Yemekler'),
  vatRate: z.number().default(10),
  cancelled: z.strictObject({ reason: z.string(), atMs: epochMs }).nullable().default(null),
}

const contentSchema = z.strictObject(lineShape)
export const practiceLineSchema = z.strictObject({
  ...lineShape,
  /** A menu's content: priced 0 by itself, its options cost. Not empty = a menu. */
  content: z.array(contentSchema).default([]),
})

export const practicePaymentSchema = z.strictObject({
  title: z.string().default('Nakit'),
  amountKurus: kurus,
  isCash: z.boolean().default(false),
  /** On the customer's account (veresiye): no money received. */
  isDebit: z.boolean().default(false),
})

export const practiceCustomerSchema = z.strictObject({
  id: z.string().default('987654321'),
  name: z.string().default('Ayşe'),
  surname: z.string().default('Yılmaz'),
  phone: z.string().default('5321234567'),
  phone2: z.string().default(''),
  /** The code to dial once a platform's number answers. */
  phoneCode: z.string().nullable().default(null),
  addressHeader: z.string().nullable().default('Ev'),
  address: z.string().default('Caferağa Mah. Moda Cad. No:42 D:5'),
  directions: z.string().nullable().default(null),
  region: z.string().nullable().default('Kadıköy'),
  city: z.string().nullable().default('İstanbul'),
  company: z.string().nullable().default(null),
  latitude: z.number().nullable().default(null),
  longitude: z.number().nullable().default(null),
})

/** Fields laid over the rendered answer as they are: to send what no proper shop would. */
const rawSchema = z.strictObject({
  summary: z.record(z.string(), z.unknown()).optional(),
  detail: z.record(z.string(), z.unknown()).optional(),
  adisyo: z.record(z.string(), z.unknown()).optional(),
})

const packetShape = {
  /** Digits only where Adisyo shows it; beyond 2^53 is fine. Given by the shop when left out. */
  id: z.string().min(1).optional(),
  uuid: z.string().nullable().optional(),
  pos: z.enum(practicePos).default('both'),
  /** docNo / orderNumber. Counts up by itself. */
  number: z.number().int().optional(),
  channel: z.string().default('packet'),
  code: z.string().nullable().default(null),
  type: z.enum(['delivery', 'takeaway', 'dine_in']).default('delivery'),
  status: z.enum(practiceStatuses).default('ordered'),
  /** What RestoMenum's label was written to; it neither closes nor settles. null: as `status` has it. */
  label: z.string().nullable().default(null),
  /** False: told by its id, but in no list, like what is older than Adisyo's list looks back. */
  isListed: z.boolean().default(true),
  createdAtMs: epochMs.optional(),
  updatedAtMs: epochMs.optional(),
  closedAtMs: epochMs.nullable().default(null),
  scheduledForMs: epochMs.nullable().default(null),
  lines: z.array(practiceLineSchema).default(() => [practiceLineSchema.parse({})]),
  /** Of the whole bill. */
  discountKurus: kurus.default(0),
  /** Left out: the sum of the lines. */
  totalKurus: kurus.nullable().default(null),
  payments: z.array(practicePaymentSchema).default([]),
  /** How it will be paid ("Kapıda nakit"). */
  paymentNote: z.string().nullable().default('Kapıda nakit'),
  customer: practiceCustomerSchema.nullable().default(() => practiceCustomerSchema.parse({})),
  note: z.string().nullable().default(null),
  confirmationCode: z.string().nullable().default(null),
  courier: z.string().nullable().default(null),
  /** Delivered by the shop's own courier, not the platform's. */
  isOwnCourier: z.boolean().default(true),
  waiter: z.string().nullable().default(null),
  tableName: z.string().nullable().default(null),
  cancelReason: z.string().nullable().default(null),
  raw: rawSchema.default({}),
}

export const newPacketSchema = z.strictObject(packetShape)

/** What `addPacket` takes: any part of a packet. */
export type NewPacket = z.input<typeof newPacketSchema>
export type PacketChange = Partial<NewPacket>
type Filled = z.output<typeof newPacketSchema>

export type PracticeContentLine = z.output<typeof contentSchema> & { id: string; serial: number }
export type PracticeLine = Omit<z.output<typeof practiceLineSchema>, 'content'> & {
  id: string
  /** Adisyo's number of the line; rises over the shop's life. */
  serial: number
  content: PracticeContentLine[]
}

export type PracticeCustomer = z.output<typeof practiceCustomerSchema>

export interface PracticePacket extends Omit<
  Filled,
  'id' | 'uuid' | 'number' | 'lines' | 'createdAtMs' | 'updatedAtMs'
> {
  id: string
  uuid: string | null
  number: number
  createdAtMs: number
  updatedAtMs: number
  lines: PracticeLine[]
}

export const isClosed = (packet: PracticePacket): boolean =>
  packet.status === 'delivered' || packet.status === 'cancelled'
