import { z } from 'zod'
import { isClosed, type PracticePacket } from './packet.ts'
import { createPaceRule } from './paceRule.ts'
import { renderPacket, renderSummary, type RestomenumShape } from './restomenumShape.ts'
import type { ShopState } from './shopState.ts'
import type { Vendor, VendorAnswer } from './vendor.ts'

export interface RestomenumOptions {
  /** `server.plugin.secret` */
  apiKey: string
  /** Which of the two live shapes is sent. */
  shape: RestomenumShape
  scopes: readonly string[]
  /** The vendor's documentation says 200; 403 is seen as well. */
  scopeDeniedStatus: 200 | 403
  notFoundStatus: 200 | 404
  /** Lists and details together, a minute, before 429; null: no limit (the vendor publishes none). */
  readsPerMinute: number | null
  /** Details of a closed packet: still told with its status, or not found. */
  knowsClosed: boolean
}

const LIST = '/plugin-api/packets/open'
const DETAIL = '/plugin-api/packets/get'
const UPDATE = '/plugin-api/packets/update'
const WRITES_PER_MINUTE = 20

export const restomenumLabels = ['none', 'Approved', 'Ready', 'OnDelivery', 'Delivered', 'Rejected'] as const
const updateBody = z.looseObject({ packetId: z.string().min(1), status: z.enum(restomenumLabels).optional() })

/** RestoMenum's plugin API as far as Tezgah uses it. `options` may be changed while it runs. */
export function createRestomenum(options: RestomenumOptions, shop: ShopState, now: () => number): Vendor {
  const pace = createPaceRule(() => options.readsPerMinute ?? Number.POSITIVE_INFINITY, 60_000, now)
  const writes = createPaceRule(() => WRITES_PER_MINUTE, 60_000, now)
  const checkKey = (header: string | undefined): 'right' | 'wrong' | 'missing' => {
    if (header === undefined) return 'missing'
    const key = /^Bearer ([^.\s]+\.[^.\s]+\.[^.\s]+)$/.exec(header)?.[1]
    return key === options.apiKey ? 'right' : 'wrong'
  }

  const detail = (packetId: string | null): VendorAnswer => {
    if (packetId === null || packetId === '') return refuse('plugin.packets.packetIdRequired', 400)
    const packet = shop.packetsAt('restomenum').find((each) => each.id === packetId)
    if (packet === undefined || (isClosed(packet) && !options.knowsClosed))
      return refuse('plugin.packets.notFound', options.notFoundStatus)
    return accept(renderPacket(packet, options.shape, mayReadCustomers(options)))
  }

  /** The status is a label: the packet stays as open or closed as it was. */
  const update = (text: string): VendorAnswer => {
    const asked = updateBody.safeParse(parseJson(text))
    if (!asked.success) return refuse('plugin.packets.invalidBody', 400)
    const { packetId, status } = asked.data
    const packet = shop.packetsAt('restomenum').find((each) => each.id === packetId)
    if (packet === undefined || isClosed(packet)) return refuse('plugin.packets.notFound', options.notFoundStatus)
    if (status !== undefined) shop.changePacket(packetId, { label: status })
    // A write is answered flat, without `data`.
    const body = { ok: true, packetId, updated: status === undefined ? [] : ['status'] }
    return { status: 200, body: JSON.stringify(body), code: 'ok' }
  }

  return {
    vendor: 'restomenum',
    classify: (path) => (path === LIST ? 'list' : path === DETAIL ? 'detail' : path === UPDATE ? 'write' : 'other'),
    checkKeys: (headers) => ({ authorization: checkKey(headers.authorization) }),
    answer({ method, path, query, headers, body }) {
      if (checkKey(headers.authorization) !== 'right') return refuse('unauthorized', 401)
      if (path === UPDATE) {
        if (method !== 'POST') return refuse('plugin.methodNotAllowed', 405)
        const writeWaitMs = writes.ask()
        if (writeWaitMs > 0) return limited(String(Math.ceil(writeWaitMs / 1000)))
        if (!options.scopes.includes('orders:write')) return refuse('plugin.scope.denied', options.scopeDeniedStatus)
        return update(body)
      }
      if (path !== LIST && path !== DETAIL) return refuse('plugin.notFound', 404)
      if (method !== 'GET') return refuse('plugin.methodNotAllowed', 405)
      const waitMs = pace.ask()
      if (waitMs > 0) return limited(String(Math.ceil(waitMs / 1000)))
      if (!options.scopes.includes('orders:read')) return refuse('plugin.scope.denied', options.scopeDeniedStatus)
      if (path === DETAIL) return detail(query.get('packetId'))
      return accept(listedPackets(shop).map((packet) => renderSummary(packet, options.shape)))
    },
    failure(kind, failure) {
      if (kind === 'scopeDenied') return refuse('plugin.scope.denied', options.scopeDeniedStatus)
      if (kind === 'notFound' || kind === '404') return refuse('plugin.packets.notFound', options.notFoundStatus)
      if (kind === '401') return refuse('unauthorized', 401)
      if (kind === '403') return refuse('plugin.scope.denied', 403)
      if (kind === '429' || kind === '601') return limited(failure.retryAfter)
      return /^5\d\d$/.test(kind) ? refuse('internal', Number(kind)) : null
    },
    changeRows(body, change) {
      const answer = JSON.parse(body) as { data?: unknown }
      return JSON.stringify({ ...answer, data: change(Array.isArray(answer.data) ? answer.data : []) })
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const listedPackets = (shop: ShopState): PracticePacket[] =>
  shop.openAt('restomenum').filter((packet) => packet.isListed)

const mayReadCustomers = (options: RestomenumOptions): boolean => options.scopes.includes('customers:read')

const accept = (data: unknown): VendorAnswer => ({
  status: 200,
  body: JSON.stringify({ success: true, data }),
  code: 'ok',
})

const refuse = (code: string, status: number): VendorAnswer => ({
  status,
  body: JSON.stringify({ success: false, message: code }),
  code,
})

/** @param retryAfter left out: the header is, too */
function limited(retryAfter: string | number | undefined): VendorAnswer {
  const answer = refuse('plugin.rateLimited', 429)
  return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': String(retryAfter) } }
}
