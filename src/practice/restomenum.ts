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

/** RestoMenum's plugin API as far as Tezgah uses it. `options` may be changed while it runs. */
export function createRestomenum(options: RestomenumOptions, shop: ShopState, now: () => number): Vendor {
  const pace = createPaceRule(() => options.readsPerMinute ?? Number.POSITIVE_INFINITY, 60_000, now)
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

  return {
    vendor: 'restomenum',
    classify: (path) => (path === LIST ? 'list' : path === DETAIL ? 'detail' : 'other'),
    checkKeys: (headers) => ({ authorization: checkKey(headers.authorization) }),
    answer({ method, path, query, headers }) {
      if (checkKey(headers.authorization) !== 'right') return refuse('unauthorized', 401)
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
