import { activeLines, grossKurus, lineSums, lira, receivedKurus } from './packetAmounts.ts'
import type { PracticeContentLine, PracticeCustomer, PracticeLine, PracticePacket, PracticeStatus } from './packet.ts'

/** `production`: the older shape (option names, `lineTotal`); `sandbox`: SDK 3.2 (option objects, `amounts`, `uuid`). */
export type RestomenumShape = 'production' | 'sandbox'

type Row = Record<string, unknown>

/** A row of `packets/open`. Amounts are decimal lira. */
export function renderSummary(packet: PracticePacket, shape: RestomenumShape): Row {
  const row: Row = {
    packetId: packet.id,
    ...(shape === 'sandbox' ? { uuid: packet.uuid } : {}),
    docNo: packet.number,
    entegrasyon: packet.channel,
    ...(packet.code === null ? {} : { orderCode: packet.code }),
    ...(shape === 'sandbox' ? { type: packet.type, currency: 'TRY' } : {}),
    ...schedule(packet),
    itemCount: activeLines(packet).length,
    ...money(packet),
  }
  return { ...row, ...packet.raw.summary }
}

/** `packets/get`. Without `customers:read` what a person wrote or is goes missing. */
export function renderPacket(packet: PracticePacket, shape: RestomenumShape, hasCustomers: boolean): Row {
  const row: Row = {
    packetId: packet.id,
    ...(shape === 'sandbox' ? { uuid: packet.uuid } : {}),
    docNo: packet.number,
    entegrasyon: packet.channel,
    ...(packet.code === null ? {} : { orderCode: packet.code }),
    ...schedule(packet),
    ...money(packet),
    ...(hasCustomers ? { paymentNote: packet.paymentNote ?? '' } : {}),
    ...(hasCustomers && packet.note !== null ? { note: packet.note } : {}),
    ...(packet.confirmationCode === null ? {} : { confirmationCode: packet.confirmationCode }),
    orders: activeLines(packet).map((line) => (shape === 'sandbox' ? sandboxLine(line) : productionLine(line))),
    ...(packet.customer === null ? {} : { customer: renderCustomer(packet.customer, hasCustomers) }),
    ...(shape === 'sandbox' ? sandboxExtras(packet, hasCustomers) : {}),
  }
  return { ...row, ...packet.raw.detail }
}

const schedule = (packet: PracticePacket): Row =>
  packet.scheduledForMs === null ? {} : { isScheduled: true, scheduledDate: packet.scheduledForMs }

/** The discount counts among the payments: `sum(payments.amount) === paid`, and total - paid is what is left. */
const money = (packet: PracticePacket): Row => ({
  total: lira(grossKurus(packet)),
  paid: lira(receivedKurus(packet) + packet.discountKurus),
  totalDiscount: lira(packet.discountKurus),
})

const leftOutTitle = (ingredient: string): string => `${ingredient} Olmasın`

/** RestoMenum knows no menus: what a menu contains are its options. */
function optionsOf(line: PracticeLine | PracticeContentLine): { title: string; priceKurus: number }[] {
  const content = 'content' in line ? line.content : []
  return [
    ...line.options,
    ...line.leftOut.map((ingredient) => ({ title: leftOutTitle(ingredient), priceKurus: 0 })),
    ...content.flatMap((part) => [{ title: part.title, priceKurus: 0 }].concat(optionsOf(part))),
  ]
}

function productionLine(line: PracticeLine): Row {
  return {
    id: line.id,
    title: line.title,
    quantity: line.quantity,
    options: optionsOf(line).map((option) => option.title),
    extra: lira(line.extraKurus),
    discount: lira(line.discountKurus),
    note: line.note,
    lineTotal: lira(lineSums(line).gross),
  }
}

function sandboxLine(line: PracticeLine): Row {
  const sums = lineSums(line)
  const net = Math.round(sums.gross / (1 + line.vatRate / 100))
  return {
    id: line.id,
    lineId: line.id,
    metadata: null,
    title: line.title,
    quantity: line.quantity,
    options: optionsOf(line).map((option, at) => ({
      id: `${line.id}-o${at + 1}`,
      title: option.title,
      price: lira(option.priceKurus),
      vatRate: null,
    })),
    extraDecimal: lira(line.extraKurus),
    discountDecimal: lira(line.discountKurus),
    note: line.note,
    lineTotalDecimal: lira(sums.gross),
    vatRate: line.vatRate,
    amounts: {
      base: sums.base,
      options: sums.options,
      extra: line.extraKurus,
      discount: line.discountKurus,
      timer: 0,
      gross: sums.gross,
      net,
      vat: sums.gross - net,
    },
  }
}

const statusNames: Record<PracticeStatus, string> = {
  ordered: 'none',
  preparing: 'Approved',
  ready: 'Ready',
  onTheWay: 'OnDelivery',
  delivered: 'Delivered',
  cancelled: 'Rejected',
}

function sandboxExtras(packet: PracticePacket, hasCustomers: boolean): Row {
  const received = packet.payments
    .filter((payment) => !payment.isDebit)
    .map((payment, at) => ({
      lineId: `pay-${packet.id}-${at + 1}`,
      metadata: null,
      methodId: methodIdOf(payment.title),
      title: payment.title,
      amount: lira(payment.amountKurus),
      cash: payment.isCash,
      isDiscount: false,
    }))
  const discount =
    packet.discountKurus === 0
      ? []
      : [
          {
            lineId: null,
            metadata: null,
            methodId: null,
            title: 'İndirim',
            amount: lira(packet.discountKurus),
            cash: false,
            isDiscount: true,
          },
        ]
  return {
    type: packet.type,
    status: packet.label ?? statusNames[packet.status],
    currency: 'TRY',
    amountExponent: 2,
    cancels: packet.lines.flatMap((line) =>
      line.cancelled === null
        ? []
        : [
            {
              ...sandboxLine(line),
              ...(hasCustomers ? { reason: line.cancelled.reason } : {}),
              cancelledAt: line.cancelled.atMs,
            },
          ],
    ),
    payments: [...received, ...discount],
    cancelPayments: [],
  }
}

const methodIdOf = (title: string): string =>
  title
    .toLocaleLowerCase('tr-TR')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')

/** Reduced: only `id`, `region`, `call` and `addressDescription` survive a missing consent. */
function renderCustomer(customer: PracticeCustomer, isWhole: boolean): Row {
  // A platform's number comes with the code to dial after it, in one text.
  const phone = customer.phoneCode === null ? customer.phone : `${customer.phone} / ${customer.phoneCode}`
  const kept: Row = {
    id: customer.id,
    call: phone,
    addressDescription: customer.directions,
    region: customer.region,
  }
  if (!isWhole) return kept
  return {
    ...kept,
    name: `${customer.name} ${customer.surname}`.trim(),
    phone,
    address: customer.address,
    ...(customer.latitude === null ? {} : { latitude: customer.latitude, longitude: customer.longitude }),
  }
}
