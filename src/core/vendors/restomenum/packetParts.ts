import { parseKurus } from '../../../shared/model/money.ts'
import type { Order, OrderCustomer, OrderLine } from '../../../shared/model/order.ts'
import { coordinatesOf, foreignOf, isRecord, readText, unlessZero } from '../fields.ts'
import { digitsOf, distinctPhones, phoneOf } from '../phone.ts'
import type { Customer, Line, Packet, Payment } from './schema.ts'

/** The lines to pack, then the cancelled ones: they stay, struck out. */
export function linesOf(packet: Packet): OrderLine[] {
  const exponent = packet.amountExponent ?? 2
  const active = packet.orders.map((line, index) => lineOf(line, String(index), exponent))
  const cancelled = packet.cancels.map((line, index) => ({
    ...lineOf(line, `cancelled-${index}`, exponent),
    cancelled: true,
    cancelReason: line.reason,
  }))
  return [...active, ...cancelled]
}

function lineOf(line: Line, fallbackId: string, exponent: number): OrderLine {
  const minor = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : parseKurus(value / 10 ** exponent)
  return {
    id: line.id ?? line.lineId ?? fallbackId,
    name: line.title ?? line.product?.title ?? '?',
    ...line.quantity,
    category: null,
    options: optionsOf(line.options).filter((option) => leftOutName(option.name) === null),
    extraKurus: unlessZero(line.extraDecimal ?? line.extra ?? minor(line.amounts?.extra)),
    discountKurus: unlessZero(line.discountDecimal ?? line.discount ?? minor(line.amounts?.discount)),
    leftOut: optionsOf(line.options).flatMap((option) => leftOutName(option.name) ?? []),
    note: line.note,
    // Decimals first: the minor units are there for ledgers, and their exponent may be missing.
    totalKurus: line.lineTotalDecimal ?? line.lineTotal ?? minor(line.amounts?.gross),
    cancelled: false,
    cancelReason: null,
    children: [],
  }
}

/** RestoMenum has no field for what to leave out: shops name an option "Soğan Olmasın", and a kitchen must not read "+". */
const leftOutName = (option: string): string | null => /^(\S.*?)\s+olmas[ıi]n$/iu.exec(option.trim())?.[1] ?? null

/** Names alone (production) or records with a price that the line's total already contains (sandbox). */
function optionsOf(options: unknown): OrderLine['options'] {
  if (!Array.isArray(options)) return []
  return options.flatMap((option: unknown) => {
    const name = isRecord(option) ? readText(option['title'] ?? option['name']) : readText(option)
    if (name === null) return []
    return [{ name, priceKurus: isRecord(option) ? unlessZero(parseKurus(option['price'])) : null }]
  })
}

/** The discount rows' sum, null when there are none. */
export function discountOf(payments: Payment[]): number | null {
  const rows = payments.filter((payment) => payment.isDiscount === true)
  return rows.length === 0 ? null : rows.reduce((total, { amount }) => total + (amount ?? 0), 0)
}

/** Money received; a discount row is none. */
export function paymentsOf(payments: Payment[], currency: string | null): Order['payments'] {
  return payments.flatMap((payment) =>
    payment.amount === null || payment.isDiscount === true
      ? []
      : [
          {
            name: payment.title ?? '?',
            amountKurus: payment.amount,
            // A method's title proves nothing ("29-cash" is somebody's own id): only this flag does.
            isCash: typeof payment.cash === 'boolean' ? payment.cash : null,
            isDebit: false,
            foreignCurrency: foreignOf(payment.currency, currency),
          },
        ],
  )
}

export function customerOf(customer: Customer | null): OrderCustomer | null {
  if (customer === null) return null
  const built: OrderCustomer = {
    name: customer.name,
    phones: phonesOf(customer.phone, customer.call),
    addressLabel: null,
    address: customer.address,
    region: customer.region,
    city: customer.city,
    directions: customer.addressDescription,
    company: null,
    coordinates: coordinatesOf(customer.latitude, customer.longitude),
  }
  return Object.values(built).every((value) => value === null || (Array.isArray(value) && value.length === 0))
    ? null
    : built
}

/**
 * `call` is the number to call ("çağrı numarası"), often the same as `phone`. It needs no consent, so on a platform's
 * order it is the platform's number; where it is too short to be one, it is the code to dial after `phone` answers.
 */
function phonesOf(phone: string | null, call: string | null): OrderCustomer['phones'] {
  const isCode = phone !== null && call !== null && /^\d{2,6}$/.test(call) && digitsOf(phone).length >= 7
  if (isCode) return phoneOf(phone, call)
  return distinctPhones([...phoneOf(call), ...phoneOf(phone)])
}
