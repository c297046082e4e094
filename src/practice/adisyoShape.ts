import { activeLines, grossKurus, lineSums, lira, receivedKurus } from './packetAmounts.ts'
import type { PracticeContentLine, PracticeLine, PracticePacket, PracticeStatus } from './packet.ts'
import { turkishLocal } from './turkishTime.ts'

type Row = Record<string, unknown>

const statuses: Record<PracticeStatus, { id: number; word: string }> = {
  ordered: { id: 1, word: 'Sipariş Alındı' },
  preparing: { id: 2, word: 'Hazırlanıyor' },
  ready: { id: 3, word: 'Hazırlandı' },
  onTheWay: { id: 4, word: 'Yola Çıktı' },
  delivered: { id: 5, word: 'Teslim Edildi' },
  cancelled: { id: 6, word: 'İptal Edildi' },
}

const types = {
  dine_in: { id: 1, word: 'Masa Siparişi' },
  delivery: { id: 3, word: 'Paket Sipariş' },
  takeaway: { id: 5, word: 'Gel-Al' },
} as const

const platforms: Record<string, { key: number; name: string }> = {
  yemeksepeti: { key: 1, name: 'YemekSepeti' },
  getir: { key: 2, name: 'GetirYemek' },
  trendyol: { key: 3, name: 'Trendyol Go' },
}

/**
 * The order object of `/RecentOrders` and `/Order/{id}`. Amounts are decimal lira, times Turkish without a zone.
 * Long integers are markers until `stringifyWithLongs`.
 */
export function renderOrder(packet: PracticePacket): Row {
  const platform = packet.channel === 'packet' ? null : (platforms[packet.channel] ?? { key: 99, name: packet.channel })
  const method = methodOf(packet)
  const order: Row = {
    id: long(packet.id),
    waiterName: packet.waiter,
    deliveryUserName: packet.courier,
    courierId: packet.courier === null ? 0 : numberOf(packet.courier),
    externalAppName: platform?.name ?? null,
    restaurantName: 'Moda',
    orderTotal: lira(grossKurus(packet) - packet.discountKurus),
    paymentMethodName: method,
    paymentMethodId: method === null ? 0 : numberOf(method),
    deliveryTime: packet.status === 'delivered' ? timeOrNull(packet.closedAtMs) : null,
    discountAmount: lira(packet.discountKurus),
    currency: 'TRY',
    orderNote: packet.note,
    externalAppId: packet.code,
    salesChannelId: 12345,
    salesChannelName: platform?.name ?? 'Ana Kanal',
    orderType: types[packet.type].word,
    orderTypeId: types[packet.type].id,
    statusId: statuses[packet.status].id,
    status: statuses[packet.status].word,
    orderCancelReason: packet.cancelReason,
    tableName: packet.tableName,
    orderNumber: packet.number,
    taxAmount: taxOf(packet),
    insertDate: turkishLocal(packet.createdAtMs),
    updateDate: turkishLocal(packet.updatedAtMs),
    customerId: packet.customer === null ? 0 : numberId(packet.customer.id),
    customerLatitude: coordinate(packet.customer?.latitude),
    customerLongitude: coordinate(packet.customer?.longitude),
    confirmationCode: packet.confirmationCode,
    integrationRestaurantName: null,
    addressId: packet.customer === null ? 0 : numberId(packet.customer.id),
    isScheduledOrder: packet.scheduledForMs !== null,
    scheduledTime: timeOrNull(packet.scheduledForMs),
    deliveryType: packet.isOwnCourier ? 2 : 1,
    restaurantKey: 12345,
    externalAppKey: platform?.key ?? 0,
    closedDate: timeOrNull(packet.closedAtMs),
    preparedDate: packet.status === 'ready' || packet.status === 'onTheWay' ? turkishLocal(packet.updatedAtMs) : null,
    customer: renderCustomer(packet),
    products: packet.lines.flatMap((line) => renderProducts(packet, line)),
    payments: renderPayments(packet),
  }
  return { ...order, ...packet.raw.adisyo }
}

/** How it was paid, or how the rest will be: "Kapıda nakit" is "Nakit" here. */
function methodOf(packet: PracticePacket): string | null {
  const rest = grossKurus(packet) - packet.discountKurus - receivedKurus(packet)
  const paid = packet.payments.find((payment) => !payment.isDebit)
  if (rest <= 0 && paid !== undefined) return paid.title
  const planned = packet.paymentNote?.replace(/^(kalanı )?kapıda /iu, '') ?? null
  return planned === null ? null : planned.slice(0, 1).toLocaleUpperCase('tr-TR') + planned.slice(1)
}

function renderCustomer(packet: PracticePacket): Row {
  const customer = packet.customer
  return {
    customerName: customer?.name ?? null,
    customerSurname: customer?.surname ?? null,
    customerEmail: '',
    customerId: customer === null ? 0 : numberId(customer.id),
    customerPhone: customer?.phone ?? null,
    customerPhone2: customer?.phone2 ?? '',
    address: customer?.address ?? null,
    addressDescription: customer?.directions ?? null,
    region: customer?.region ?? null,
    addressHeader: customer?.addressHeader ?? null,
    city: customer?.city ?? null,
    company: customer?.company ?? null,
    phoneCode: customer?.phoneCode ?? null,
    addressId: 0,
    isDefault: null,
  }
}

/** A line, then its content as lines of their own that name it as their parent. */
function renderProducts(packet: PracticePacket, line: PracticeLine): Row[] {
  const isMenu = line.content.length > 0
  return [
    renderProduct(packet, line, { isMenu, parentId: null }),
    ...line.content.map((part) => renderProduct(packet, part, { isMenu: false, parentId: line.serial })),
  ]
}

function renderProduct(
  packet: PracticePacket,
  line: PracticeLine | PracticeContentLine,
  place: { isMenu: boolean; parentId: number | null },
): Row {
  const isContent = place.parentId !== null
  return {
    id: line.serial,
    orderId: long(packet.id),
    productUnitId: numberOf(`${line.title} adet`),
    quantity: line.quantity,
    unitPrice: isContent ? 0 : lira(line.unitPriceKurus),
    productName: line.title,
    categoryName: line.category,
    productNote: line.note === '' ? null : line.note,
    productCode: `P${numberOf(line.title) % 1000}`,
    isMenu: place.isMenu,
    parentId: place.parentId,
    cost: 0,
    totalAmount: isContent ? 0 : lira(lineSums(line).gross),
    groupName: null,
    groupId: 0,
    discountAmount: lira(line.discountKurus),
    insertDate: turkishLocal(packet.createdAtMs),
    description: null,
    cancelReason: line.cancelled?.reason ?? null,
    excludedComposites: null,
    excludedItems: line.leftOut.map((name) => ({
      compositeId: numberOf(name),
      compositeName: name.toLocaleUpperCase('tr-TR'),
    })),
    features: line.options.map((option) => ({
      featureName: option.title.toLocaleUpperCase('tr-TR'),
      additionalPrice: lira(option.priceKurus),
      featureId: numberOf(option.title),
      orderDetailId: line.serial,
    })),
  }
}

const renderPayments = (packet: PracticePacket): Row[] =>
  packet.payments.map((payment) => ({
    orderId: long(packet.id),
    paymentTypeId: numberOf(payment.title),
    paymentName: payment.title,
    amount: lira(payment.amountKurus),
    customerId: payment.isDebit && packet.customer !== null ? numberId(packet.customer.id) : null,
    customerName: payment.isDebit ? (packet.customer?.name ?? null) : null,
    customerSurname: payment.isDebit ? (packet.customer?.surname ?? null) : null,
    isDebit: payment.isDebit,
    currencyId: 1,
    currency: 'TRY',
    exchangeRate: 1,
    insertDate: turkishLocal(packet.createdAtMs),
  }))

const taxOf = (packet: PracticePacket): number =>
  lira(
    activeLines(packet).reduce((tax, line) => {
      const { gross } = lineSums(line)
      return tax + Math.round(gross - gross / (1 + line.vatRate / 100))
    }, 0),
  )

const timeOrNull = (epochMs: number | null): string | null => (epochMs === null ? null : turkishLocal(epochMs))

/** A string with a decimal comma, as the vendor sends coordinates. */
const coordinate = (degrees: number | null | undefined): string | null =>
  degrees === null || degrees === undefined ? null : degrees.toFixed(6).replace('.', ',')

const numberId = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : numberOf(id))

/** The id of a courier or a way of paying, by its name. */
export const entryId = (name: string): number => numberOf(name)

/** The same words, the same number: ids of products, couriers and payment types. */
function numberOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 900_000
  return 100_000 + hash
}

/** Ids may be longer than a double can hold: they travel as text and become digits in the JSON. */
const long = (id: string): unknown => (/^\d+$/.test(id) ? `@long:${id}` : id)

export const stringifyWithLongs = (value: unknown): string => JSON.stringify(value).replace(/"@long:(\d+)"/g, '$1')
