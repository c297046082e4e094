import { type SourceSettings, vendorDefaults } from '../../../shared/settings/source.ts'
import type { Secrets } from '../../host.ts'
import { isRecord, readId, readNumber, readText } from '../fields.ts'
import { createHttp, type WireLimits } from '../http/http.ts'
import { createPace, type Pace } from '../http/pace.ts'
import type { ClientHost, OpenOrders, PosClient, PosResult, PosVendor, StatusWrite, VendorEntry } from '../posClient.ts'
import { readRows } from '../readRows.ts'
import { foldToAscii } from '../../../shared/model/foldTurkish.ts'
import { isSendable } from '../../../shared/settings/source.ts'
import { asResult, refuse } from '../http/wireFault.ts'
import { entriesOf, fieldOf, orderIn, problemOfAnswer, resultCodeOf, rowsOf } from './envelope.ts'
import { isRetail, typeOf } from './orderState.ts'
import { completedPageOf, readCompletedPages, startDateOf } from './completed.ts'
import { type Page, readAllPages, type Reading, totalCountOf } from './pages.ts'
import { isOrderId } from './schema.ts'
import { toOrder } from './toOrder.ts'

/**
 * Adisyo lists only TakeAway (delivery) unless told otherwise. The three kinds of list stand for its three kinds of
 * sale, Masa, Paket and Gel-Al, so pick-ups come with Retail; a shop wants both on this board. Tables are the
 * waiters', and a sale rung up and handed over at the till is nothing to wait for: such rows are left out below.
 */
const LISTED_TYPES = 'TakeAway,Retail'

export const adisyo: PosVendor = {
  kind: 'adisyo',
  createClient: createAdisyoClient,
  // Four calls a second are allowed.
  detailsGapMs: 260,
  listForgetsOpenOrders: true,
  listsCompleted: true,
  hasKnownLimits: true,
  hasCouriers: true,
}

/** One call per 40 s is the vendor's limit for what is closed. */
const COMPLETED_GAP_MS = 40_000
/** Four calls a second for one order by its id, with a little for what a network adds or takes. */
const ORDER_WINDOW_MS = 1_050
const ORDERS_IN_WINDOW = 4
const COURIERS_GAP_MS = 40_000
const PAYMENT_TYPES_GAP_MS = 180_000

/** Adisyo's external API, version 2. */
export function createAdisyoClient(
  source: SourceSettings,
  secrets: Secrets,
  host: ClientHost,
  limits?: Partial<WireLimits>,
): PosClient {
  const nowMs = () => host.clock.nowMs()
  const { trustedClock } = host
  const http = createHttp({ kind: 'adisyo', baseUrl: source.baseUrl, nowMs, trustedClock, limits })
  const headers = {
    'x-api-key': secrets.apiKey,
    'x-api-secret': secrets.apiSecret ?? '',
    'x-api-consumer': consumerOf(source),
  }
  // One call per 25 s is the vendor's limit for the list, whatever page: a slower poll does not slow its pages.
  const pace = createPace(host, Math.min(source.pollSeconds, vendorDefaults.adisyo.pollSeconds) * 1000)

  // A practice shop on this computer may be asked quicker: in all alike.
  const quickness = Math.min(1, source.pollSeconds / vendorDefaults.adisyo.minPollSeconds)
  const completedPace = createPace(host, COMPLETED_GAP_MS * quickness)
  const orderPace = createPace(host, ORDER_WINDOW_MS * quickness, ORDERS_IN_WINDOW)
  const couriersPace = createPace(host, COURIERS_GAP_MS * quickness)
  const paymentTypesPace = createPace(host, PAYMENT_TYPES_GAP_MS * quickness)

  /** One answer that is not an error. @param path below the base address, with its query @param body of a write, JSON */
  const ask = (path: string, signal: AbortSignal, body?: string): Promise<PosResult<unknown>> =>
    asResult(async () => {
      if (!isSendable(headers['x-api-key'])) return refuse('keyRejected')
      if (!isSendable(headers['x-api-secret'])) return refuse('secretRejected')
      const response = await http.fetch(`${source.baseUrl.replace(/\/+$/, '')}${path}`, {
        signal,
        ...(body === undefined
          ? { headers }
          : { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } }),
      })
      const said: unknown = await response.json()
      const answer = { httpStatus: response.status, body: said, retryAfter: response.headers.get('retry-after') }
      const error = problemOfAnswer(answer, nowMs(), body === undefined ? 'vendorError' : 'stepNotTaken')
      return error === null ? { ok: true, value: said } : { ok: false, error }
    })

  const askPage = async (page: number, signal: AbortSignal): Promise<PosResult<Page>> => {
    if (!(await pace.turn(signal))) return refuse('timedOut')
    const answer = await ask(`/RecentOrders?page=${page}&orderType=${LISTED_TYPES}`, signal)
    if (!answer.ok) {
      if (answer.error.code === 'offline') pace.forget()
      return answer
    }
    const rows = rowsOf(answer.value)
    if (rows === null) return refuse('malformed')
    return { ok: true, value: { rows, totalCount: totalCountOf(fieldOf(answer.value, 'totalCount')) } }
  }

  const askOrder = async (orderId: string, signal: AbortSignal): Promise<PosResult<unknown>> => {
    if (!isOrderId(orderId)) return refuse('orderNotFound')
    if (!(await orderPace.turn(signal))) return refuse('timedOut')
    return ask(`/Order/${orderId}`, signal)
  }

  const askEntries = async (
    name: 'Couriers' | 'PaymentTypes',
    listPace: Pace,
    signal: AbortSignal,
  ): Promise<PosResult<VendorEntry[]>> => {
    if (!(await listPace.turn(signal))) return refuse('timedOut')
    const answer = await ask(`/${name}`, signal)
    if (!answer.ok) return answer
    const entries = entriesOf(answer.value, name.charAt(0).toLowerCase() + name.slice(1))
    return entries === null ? refuse('malformed') : { ok: true, value: entries }
  }

  return {
    listOpen: async (signal, onPart) => {
      const read = ({ rows, extent, failure }: Reading): PosResult<OpenOrders> =>
        readRows(rows.filter(isForTheBoard), (row) => toOrder(source.id, row), { extent, failure })
      const reading = await readAllPages(
        (page) => askPage(page, signal),
        (part) => {
          const orders = read(part)
          if (orders.ok) onPart?.(orders.value)
        },
      )
      if (signal.aborted) return refuse('timedOut')
      return reading.ok ? read(reading.value) : reading
    },
    getDetails: async (orderId, signal) => {
      const answer = await askOrder(orderId, signal)
      if (!answer.ok) return answer
      const read = toOrder(source.id, orderIn(answer.value))
      if (!read.ok) return { ok: false, error: { code: 'malformed', params: { field: read.reason } } }
      if (read.doubt !== null) return { ok: false, error: { code: 'malformed', params: { field: read.doubt } } }
      // Another order's address on this slip would be worse than no slip.
      if (read.order.orderId !== orderId) return refuse('malformed')
      return { ok: true, value: { ...read.order, completeness: 'full' } }
    },
    listCompleted: async (sinceMs, signal) => {
      const reading = await readCompletedPages(async (page) => {
        if (!(await completedPace.turn(signal))) return refuse('timedOut')
        const query = `page=${page}&startDate=${startDateOf(sinceMs)}&includeCancelled=true&orderType=${LISTED_TYPES}`
        const answer = await ask(`/CompletedOrders?${query}`, signal)
        return answer.ok ? completedPageOf(answer.value) : answer
      })
      if (signal.aborted) return refuse('timedOut')
      if (!reading.ok) return reading
      const { rows, isWhole, failure } = reading.value
      const read = readRows(rows.filter(isForTheBoard), (row) => toOrder(source.id, row))
      return read.ok
        ? { ok: true, value: { orders: read.value.orders, quarantined: read.value.quarantined, isWhole, failure } }
        : read
    },
    readStatus: async (orderId, signal) => {
      const answer = await askOrder(orderId, signal)
      if (!answer.ok) return answer
      const said = orderIn(answer.value)
      const read = toOrder(source.id, said)
      if (!read.ok || read.order.orderId !== orderId) return refuse('malformed')
      return { ok: true, value: { phase: read.order.phase, courierId: readId(fieldOf(said, 'courierId')) } }
    },
    writeStatus: async (orderId, write, signal) => {
      if (!isOrderId(orderId)) return refuse('orderNotFound')
      const wish = wishOf(orderId, write)
      if (!wish.ok) return wish
      const answer = await ask(wish.value.path, signal, wish.value.body)
      if (!answer.ok) return answer
      // Without its 100 nobody has said that it was taken.
      return resultCodeOf(answer.value) === null ? refuse('malformed') : { ok: true, value: null }
    },
    listCouriers: (signal) => askEntries('Couriers', couriersPace, signal),
    listPaymentTypes: (signal) => askEntries('PaymentTypes', paymentTypesPace, signal),
    checkCredentials: async (signal) => {
      // The list may be asked only once in 25 s, so a single order is asked for: "not found" means the keys are good.
      const answer = await ask('/Order/1', signal)
      if (!answer.ok) return answer.error.code === 'orderNotFound' ? { ok: true, value: null } : answer
      // Somebody may really have order 1; anything but an order or a result code is not Adisyo speaking.
      const isAdisyo = resultCodeOf(answer.value) !== null || fieldOf(orderIn(answer.value), 'id') !== undefined
      return isAdisyo ? { ok: true, value: null } : refuse('malformed')
    },
    close: () => http.close(),
  }
}

/** The call of a step. Ids go as the digits they are: a long integer as a number would lose some. */
function wishOf(orderId: string, write: StatusWrite): PosResult<{ path: string; body: string }> {
  const call = (path: string, more = ''): PosResult<{ path: string; body: string }> => ({
    ok: true,
    value: { path, body: `{"orderId":${orderId}${more}}` },
  })
  switch (write.step) {
    case 'ready':
      return call('/Prepared')
    case 'onTheWay':
      if (write.courierId === null || !isOrderId(write.courierId)) return refuse('courierRefused')
      return call('/OnDelivery', `,"courierId":${write.courierId}`)
    case 'delivered':
      if (write.paymentTypeId === null || !isOrderId(write.paymentTypeId)) return refuse('paymentTypeMissing')
      return call('/Deliver', `,"paymentType":${write.paymentTypeId}`)
    case 'takenBack':
      return call('/CancelDelivery')
  }
}

function isForTheBoard(row: unknown): boolean {
  if (!isRecord(row)) return true
  const text = readText(row['orderType'])
  return typeOf(readNumber(row['orderTypeId']), text) !== 'table' && !isRetail(text)
}

/** Adisyo's `x-api-consumer`: ASCII, never empty, one value a restaurant. */
const consumerOf = (source: { consumer: string | null; name: string }): string =>
  foldToAscii(source.consumer ?? '') || foldToAscii(`Tezgah - ${source.name}`)
