import { type Order, type OrderPhase, orderKey, type OrderType } from '../../../shared/model/order.ts'
import { channelOf } from '../../../shared/model/channel.ts'
import { currencyOf, readId, reasonOf, isRecord } from '../fields.ts'
import type { RowReading } from '../readRows.ts'
import { customerOf, discountOf, linesOf, paymentsOf } from './packetParts.ts'
import { type Packet, packetSchema, type Summary, summarySchema } from './schema.ts'

const TYPES: Record<string, OrderType> = { delivery: 'delivery', takeaway: 'pickup', dine_in: 'table' }

const PHASES: Record<string, OrderPhase> = {
  none: 'open',
  approved: 'preparing',
  ready: 'ready',
  ondelivery: 'onTheWay',
  delivered: 'delivered',
  rejected: 'cancelled',
  cancelled: 'cancelled',
}

/** One row of `packets/open`. */
export function summaryToOrder(sourceId: string, row: unknown): RowReading {
  const parsed = summarySchema.safeParse(row)
  if (!parsed.success)
    return {
      ok: false,
      id: isRecord(row) ? (readId(row['uuid']) ?? readId(row['packetId'])) : null,
      reason: reasonOf(parsed.error),
    }
  const orderId = parsed.data.uuid ?? parsed.data.packetId
  return { ok: true, order: headOf(sourceId, orderId, parsed.data.packetId, parsed.data), doubt: null }
}

/**
 * The answer of `packets/get`. @param asked the packet that was asked for, and the identity its list gave it: details
 * do not carry the `uuid`.
 */
export function packetToOrder(
  sourceId: string,
  asked: { packetId: string; orderId: string | null },
  data: unknown,
): RowReading {
  const unreadable = (reason: string): RowReading => ({ ok: false, id: asked.packetId, reason })
  // Without its list of lines it is not a packet, and a slip made of it would claim that there is nothing to pack.
  if (!isRecord(data) || !Array.isArray(data['orders'])) return unreadable('orders')
  const parsed = packetSchema.safeParse(data)
  if (!parsed.success) return unreadable(reasonOf(parsed.error))
  const packet = parsed.data
  // Another packet's address on this slip would be worse than no slip.
  if (packet.packetId !== null && packet.packetId !== asked.packetId) return unreadable('packetId')
  const orderId = packet.uuid ?? asked.orderId ?? asked.packetId
  const lines = linesOf(packet)
  const order: Order = {
    ...headOf(sourceId, orderId, asked.packetId, {
      ...packet,
      totalDiscount: packet.totalDiscount ?? discountOf(packet.payments),
    }),
    completeness: 'full',
    itemCount: packet.itemCount ?? lines.filter((line) => !line.cancelled).length,
    lines,
    payments: paymentsOf(packet.payments, packet.currency),
    paymentMethod: packet.paymentNote,
    customer: customerOf(packet.customer),
    note: packet.note,
    cancelReason: packet.cancelReason,
  }
  return { ok: true, order, doubt: null }
}

/** What the list and the details have in common; the rest as unknown. */
function headOf(sourceId: string, orderId: string, packetId: string, head: Omit<Summary | Packet, 'packetId'>): Order {
  const { atMs: scheduledForMs, isUnreadable } = head.scheduledDate
  return {
    key: orderKey(sourceId, orderId),
    sourceId,
    orderId,
    detailsId: packetId,
    number: head.docNo,
    code: head.orderCode,
    channel: channelOf(head.entegrasyon ?? 'RestoMenum'),
    type: known(TYPES, head.type) ?? 'unknown',
    phase: head.status === null ? 'open' : phaseOf(head.status),
    // Its word for "nothing yet" is no word for people.
    statusText: head.status?.toLowerCase() === 'none' ? null : head.status,
    completeness: 'summary',
    createdAtMs: null,
    updatedAtMs: null,
    closedAtMs: null,
    isScheduled: head.isScheduled || scheduledForMs !== null || isUnreadable,
    scheduledForMs,
    itemCount: head.itemCount,
    lines: [],
    currency: currencyOf(head.currency),
    ...moneyOf(head),
    payments: [],
    paymentMethod: null,
    customer: null,
    note: null,
    confirmationCode: null,
    courier: null,
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
  }
}

/** @param label a packet's `status` */
export const phaseOf = (label: string): OrderPhase => known(PHASES, label) ?? 'unknown'

/**
 * RestoMenum counts a discount among the payments (`sum(payments) === paid`) of a total that does not know it. Here a
 * total is what the customer owes and `paid` is money received; what is left is the same either way.
 */
function moneyOf({
  total,
  paid,
  totalDiscount,
}: Pick<Summary | Packet, 'total' | 'paid' | 'totalDiscount'>): Pick<
  Order,
  'totalKurus' | 'paidKurus' | 'discountKurus'
> {
  const isAmongPayments =
    totalDiscount !== null &&
    totalDiscount > 0 &&
    total !== null &&
    paid !== null &&
    totalDiscount <= Math.min(paid, total)
  const discount = isAmongPayments ? totalDiscount : 0
  return {
    totalKurus: total === null ? null : total - discount,
    paidKurus: paid === null ? null : paid - discount,
    discountKurus: totalDiscount,
  }
}

function known<T>(table: Record<string, T>, word: string | null): T | undefined {
  const key = word?.toLowerCase() ?? ''
  return Object.hasOwn(table, key) ? table[key] : undefined
}
