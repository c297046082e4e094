import { z } from 'zod'
import { type Order, type OrderLine, orderTypes } from './order.ts'

const kurus = z.number().int()
const epochMs = z.number().int()

/** What a line's words are made of; with it a line that is gone can still be told. */
const changedLineSchema = z.object({
  /** null: unreadable; below zero: a return. */
  quantity: z.number().nullable(),
  name: z.string(),
  options: z.array(z.string()),
  /** Ingredients to leave out. */
  leftOut: z.array(z.string()),
  note: z.string().nullable(),
  cancelled: z.boolean(),
  get children() {
    return z.array(changedLineSchema)
  },
})
export type ChangedLine = z.infer<typeof changedLineSchema>

const change = <W extends string, T extends z.ZodType>(whats: readonly [W, ...W[]], value: T) =>
  z.object({ what: z.enum(whats), before: value.nullable(), after: value.nullable() })

/** One thing that is different now. `null`: was or is not there. Amounts in kuruş, times in epoch ms. */
export const orderChangeSchema = z.discriminatedUnion('what', [
  change(['line'], changedLineSchema),
  change(['note', 'address', 'phone', 'customer', 'paymentMethod', 'number'], z.string()),
  change(['total', 'discount', 'paid'], kurus),
  change(['scheduledFor'], epochMs),
  change(['type'], z.enum(orderTypes)),
  // It went back and forth meanwhile: the others say from what to what in the end.
  change(['flapping'], z.never()),
])
export type OrderChange = z.infer<typeof orderChangeSchema>

/**
 * What a person who read `before` must be told to know `after`; empty when nothing that matters differs.
 * An order's status, courier and update time are its life, not its content. Money taken at the door is not a change
 * either: once it is on its way, `paid` only says that it arrived. Pure.
 */
export function describeChanges(before: Order, after: Order): OrderChange[] {
  const isMoneyTakenAtTheDoor = after.phase === 'onTheWay' || after.phase === 'delivered'
  const changes: OrderChange[] = [
    ...lineChanges(before.lines, after.lines),
    { what: 'note', before: before.note, after: after.note },
    { what: 'address', before: addressOf(before), after: addressOf(after) },
    { what: 'phone', before: phonesOf(before), after: phonesOf(after) },
    { what: 'customer', before: before.customer?.name ?? null, after: after.customer?.name ?? null },
    { what: 'scheduledFor', before: before.scheduledForMs, after: after.scheduledForMs },
    { what: 'total', before: before.totalKurus, after: after.totalKurus },
    { what: 'discount', before: before.discountKurus, after: after.discountKurus },
    { what: 'paid', before: before.paidKurus, after: isMoneyTakenAtTheDoor ? before.paidKurus : after.paidKurus },
    { what: 'paymentMethod', before: before.paymentMethod, after: after.paymentMethod },
    { what: 'number', before: before.number, after: after.number },
    { what: 'type', before: before.type, after: after.type },
  ]
  return changes.filter((one) => one.what === 'line' || one.before !== one.after)
}

/**
 * What people are told of an order, as text: equal texts say the same. Without its amounts, which may grow with every look
 * and are then told to nobody. Pure.
 */
export const toldContentOf = (order: Order): string =>
  JSON.stringify([
    order.phase === 'cancelled',
    order.type,
    order.lines.map(toChangedLine),
    order.note,
    addressOf(order),
    phonesOf(order),
    order.customer?.name ?? null,
    order.scheduledForMs,
    order.paymentMethod,
  ])

/**
 * More to pay and nothing else: what is paid by the minute grows so with every look. Nobody in the kitchen does anything
 * differently. Pure.
 */
export const isGrowthAlone = (changes: readonly OrderChange[]): boolean =>
  changes.every(({ what, before, after }) => what === 'total' && before !== null && after !== null && after > before)

/** What a change is about: a line by its name, anything else by its kind. */
export const subjectOf = (one: OrderChange): string =>
  one.what === 'line' ? `line ${(one.after ?? one.before)?.name}` : one.what

const joined = (parts: (string | null | undefined)[]): string | null =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ') || null

const addressOf = ({ customer }: Order): string | null =>
  joined([customer?.address, customer?.region, customer?.city, customer?.directions])

const phonesOf = ({ customer }: Order): string | null =>
  joined(customer?.phones.map((phone) => joined([phone.number, phone.code])) ?? [])

/**
 * Lines are matched by id, in their order where several have the same one (what is left of a line and what of it was
 * cancelled); a line whose id the vendor changed but that says the same is the same line.
 */
function lineChanges(before: readonly OrderLine[], after: readonly OrderLine[]): OrderChange[] {
  const beforeIds = idsOf(before)
  const afterIds = idsOf(after)
  const left = new Map(before.map((line, index) => [beforeIds[index], toChangedLine(line)]))
  const added: ChangedLine[] = []
  const changes: OrderChange[] = []
  for (const [index, line] of after.entries()) {
    const is = toChangedLine(line)
    const was = left.get(afterIds[index])
    left.delete(afterIds[index])
    if (was === undefined) added.push(is)
    else if (!isSameLine(was, is)) changes.push({ what: 'line', before: was, after: is })
  }
  for (const is of added) {
    const twin = [...left].find(([, was]) => isSameLine(was, is))
    if (twin) left.delete(twin[0])
    else changes.push({ what: 'line', before: null, after: is })
  }
  for (const was of left.values()) changes.push({ what: 'line', before: was, after: null })
  return changes
}

/** Each line's id and how many have had it before. */
function idsOf(lines: readonly OrderLine[]): string[] {
  const times = new Map<string, number>()
  return lines.map(({ id }) => {
    const nth = times.get(id) ?? 0
    times.set(id, nth + 1)
    return `${nth} ${id}`
  })
}

/** Everything of a line that the kitchen would do differently. */
export const toChangedLine = (line: OrderLine): ChangedLine => ({
  quantity: line.quantity,
  name: line.name,
  options: line.options.map((option) => option.name),
  leftOut: line.leftOut,
  note: line.note,
  cancelled: line.cancelled,
  children: line.children.map(toChangedLine),
})

export const isSameLine = (left: ChangedLine, right: ChangedLine): boolean =>
  JSON.stringify(left) === JSON.stringify(right)
