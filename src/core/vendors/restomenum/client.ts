import { ApiError, RestomenumClient } from '@restomenum/plugin-sdk'
import type { ErrorCode } from '../../../shared/contract/problems.ts'
import type { SourceSettings } from '../../../shared/settings/source.ts'
import type { Clock, Secrets } from '../../host.ts'
import { isRecord, readId, readText } from '../fields.ts'
import { createHttp, type Http, type WireLimits } from '../http/http.ts'
import type { ClientHost, PosClient, PosProblem, PosVendor, StatusWrite } from '../posClient.ts'
import { readRows } from '../readRows.ts'
import { createPace } from '../http/pace.ts'
import { readRetryAfter } from '../http/retryAfter.ts'
import { isSendable } from '../../../shared/settings/source.ts'
import { asResult, problemOf, refuse, WireFault } from '../http/wireFault.ts'
import { packetToOrder, phaseOf, summaryToOrder } from './toOrder.ts'

const CODES: Record<string, ErrorCode> = {
  unauthorized: 'keyRejected',
  'plugin.scope.denied': 'scopeDenied',
  'plugin.packets.notFound': 'orderNotFound',
  'plugin.rateLimited': 'rateLimited',
}

/** Its words for a step; the status is a label and neither closes nor settles a packet. */
const LABELS: Record<StatusWrite['step'], string> = {
  ready: 'Ready',
  onTheWay: 'OnDelivery',
  delivered: 'Delivered',
  takenBack: 'Ready',
}

const WRITES_WINDOW_MS = 60_000
const WRITES_IN_WINDOW = 20

/** Packets whose identity is remembered for their details; far more than a shop has open. */
const REMEMBERED = 5_000

export const restomenum: PosVendor = {
  kind: 'restomenum',
  createClient: createRestomenumClient,
  // Its read limit is not published: what it takes is learnt.
  detailsGapMs: 100,
  listForgetsOpenOrders: false,
  hasCouriers: false,
}

/** RestoMenum through its official SDK, which does neither timeouts nor limits nor checks: all that is in `http.ts`. */
export function createRestomenumClient(
  source: SourceSettings,
  secrets: Secrets,
  host: ClientHost,
  limits?: Partial<WireLimits>,
): PosClient {
  const nowMs = () => host.clock.nowMs()
  const { trustedClock } = host
  const http = createHttp({ kind: 'restomenum', baseUrl: source.baseUrl, nowMs, trustedClock, limits })
  const orderIds = new Map<string, string>()
  const writePace = createPace(host, WRITES_WINDOW_MS, WRITES_IN_WINDOW)

  /** @param unlisted what a refusal without a listed code means */
  const ask = (
    call: (packets: RestomenumClient['packets']) => Promise<unknown>,
    signal: AbortSignal,
    unlisted: ErrorCode = 'vendorError',
  ) =>
    asResult<unknown>(
      async () => {
        if (!isSendable(secrets.apiKey)) return refuse('keyRejected')
        // One SDK object a call: it cannot pass a signal on. It holds nothing but the key.
        const fetchImpl = fetchEnvelope(http, host.clock, signal)
        const sdk = new RestomenumClient({ apiKey: secrets.apiKey, baseUrl: source.baseUrl, fetchImpl })
        return { ok: true, value: await call(sdk.packets) }
      },
      (error) => problemOfApiError(error, unlisted),
    )

  const listOpen: PosClient['listOpen'] = async (signal) => {
    const answer = await ask((packets) => packets.open(), signal)
    if (!answer.ok) return answer
    if (!Array.isArray(answer.value)) return refuse('malformed')
    const read = readRows(answer.value, (row) => summaryToOrder(source.id, row))
    if (read.ok) for (const order of read.value.orders) remember(orderIds, order.detailsId, order.orderId)
    return read
  }

  return {
    listOpen,
    getDetails: async (packetId, signal) => {
      if (readId(packetId) === null) return refuse('orderNotFound')
      const answer = await ask((packets) => packets.get(packetId), signal)
      if (!answer.ok) return answer
      const read = packetToOrder(source.id, { packetId, orderId: orderIds.get(packetId) ?? null }, answer.value)
      return read.ok
        ? { ok: true, value: read.order }
        : { ok: false, error: { code: 'malformed', params: { field: read.reason } } }
    },
    readStatus: async (packetId, signal) => {
      if (readId(packetId) === null) return refuse('orderNotFound')
      const answer = await ask((packets) => packets.get(packetId), signal)
      if (!answer.ok) return answer
      if (!isRecord(answer.value)) return refuse('malformed')
      // Production's packets carry no status at all.
      const label = readText(answer.value['status'])
      return { ok: true, value: { phase: label === null ? null : phaseOf(label), courierId: null } }
    },
    writeStatus: async (packetId, { step }, signal) => {
      if (readId(packetId) === null) return refuse('orderNotFound')
      if (!(await writePace.turn(signal))) return refuse('timedOut')
      const answer = await ask((packets) => packets.update({ packetId, status: LABELS[step] }), signal, 'stepNotTaken')
      if (answer.ok) return { ok: true, value: null }
      // To read and to write are two permissions.
      return answer.error.code === 'scopeDenied' ? refuse('writeDenied') : answer
    },
    listCouriers: async () => ({ ok: true, value: [] }),
    listPaymentTypes: async () => ({ ok: true, value: [] }),
    checkCredentials: async (signal) => {
      // The same scope and the same limits as the poll itself: what passes here works there.
      const answer = await listOpen(signal)
      return answer.ok ? { ok: true, value: null } : answer
    },
    close: () => http.close(),
  }
}

/** Fetch for the SDK: besides the rules of the wire, an answer must be RestoMenum's envelope to count. */
function fetchEnvelope(http: Http, clock: Clock, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const response = await http.fetch(input, { ...init, signal })
    const body: unknown = await response.json()
    // What reads says `success`, what writes says `ok` beside what it did.
    const isEnvelope = isRecord(body) && (typeof body['success'] === 'boolean' || typeof body['ok'] === 'boolean')
    if (response.ok && !isEnvelope) throw new WireFault(problemOf('malformed'))
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), clock.nowMs())
    if (response.status >= 500) throw new WireFault(problemOf('vendorError', { retryAfterMs, status: response.status }))
    if (isEnvelope && body['message'] === 'plugin.rateLimited')
      throw new WireFault(problemOf('rateLimited', { retryAfterMs }))
    return response
  }
}

/** The SDK's words as ours; its message is not passed on. */
function problemOfApiError(error: unknown, unlisted: ErrorCode): PosProblem | null {
  if (!(error instanceof ApiError)) return null
  const said = error.code !== undefined && Object.hasOwn(CODES, error.code) ? CODES[error.code] : undefined
  if (said !== undefined) return problemOf(said)
  return error.status === 401 ? problemOf('keyRejected') : problemOf(unlisted, { status: error.status })
}

/** Details do not carry the `uuid`, so the list's is kept, also of packets that are gone and asked about once more. */
function remember(orderIds: Map<string, string>, packetId: string, orderId: string): void {
  orderIds.delete(packetId)
  orderIds.set(packetId, orderId)
  if (orderIds.size <= REMEMBERED) return
  const oldest = orderIds.keys().next()
  if (!oldest.done) orderIds.delete(oldest.value)
}
