import type { IncomingHttpHeaders } from 'node:http'
import { renderOrder, stringifyWithLongs } from './adisyoShape.ts'
import type { ListLie } from './failure.ts'
import { isClosed, type PracticePacket, type PracticeStatus } from './packet.ts'
import { createPaceRule } from './paceRule.ts'
import type { KeyState } from './requestLog.ts'
import type { ShopState } from './shopState.ts'
import { parseIstanbulTime } from '../shared/model/istanbulTime.ts'
import type { Vendor, VendorAnswer } from './vendor.ts'

export interface AdisyoOptions {
  apiKey: string
  apiSecret: string
  /** Any non-empty name passes, as at the vendor's; this one is for the provisioning file. */
  consumer: string
  /** Part of the vendor's waiting times: 1 = 25 s between lists and 4 details a second, 0 = no waiting at all. */
  paceScale: number
  /** The restaurant's package has run out: 800. */
  isExpired: boolean
  /** Sends `Status`/`Message` instead of `status`/`message`. */
  capitalEnvelope: boolean
  /** `/Order/{id}` in `{ data, status, message }` instead of bare. */
  wrapsOrder: boolean
  /** Details of a closed or cancelled order: still told, or 754. */
  knowsClosed: boolean
}

export const ADISYO_BASE_PATH = '/api/External/v2'
const LIST = `${ADISYO_BASE_PATH}/RecentOrders`
const COMPLETED = `${ADISYO_BASE_PATH}/CompletedOrders`
const DETAIL = new RegExp(`^${ADISYO_BASE_PATH}/Order/([^/]+)$`)
const PAGE_SIZE = 100
const DAY_MS = 86_400_000

const messages: Record<number, string> = {
  600: 'x-api-consumer boş olamaz',
  601: 'İstek limiti aşıldı',
  702: 'Geçici bir hata oluştu, lütfen tekrar deneyin',
  754: 'Sipariş bulunamadı',
  756: 'İşlem şu anda yapılamıyor',
  800: 'Restoran paketinin süresi dolmuştur',
  901: 'Geçersiz api key',
  902: 'Geçersiz api secret',
}

/** Adisyo's external API v2 as far as Tezgah uses it. `options` may be changed while it runs. */
export function createAdisyo(options: AdisyoOptions, shop: ShopState, now: () => number): Vendor {
  const lists = createPaceRule(() => 1, 25_000 * options.paceScale, now)
  const completed = createPaceRule(() => 1, 40_000 * options.paceScale, now)
  const details = createPaceRule(() => 4, 1000 * options.paceScale, now)

  const refuse = (code: number, list: boolean | 'orders'): VendorAnswer => {
    const [status, message] = options.capitalEnvelope ? ['Status', 'Message'] : ['status', 'message']
    // A refused list still has its `data`, empty: an empty answer is not an empty shop.
    const rows = list === 'orders' ? { orders: [] } : list ? { data: [], totalCount: 0 } : {}
    const body = { ...rows, [status]: code, [message]: messages[code] ?? 'Hata' }
    return { status: 200, body: JSON.stringify(body), code: String(code) }
  }

  const list = (query: URLSearchParams, lie: ListLie | undefined): VendorAnswer => {
    const rows = select(shop.packetsAt('adisyo'), query, now())
    const page = Math.max(1, Number(query.get('page') ?? '1') || 1)
    const first = (page - 1) * PAGE_SIZE + (lie === 'shifted' && page > 1 ? 1 : 0)
    const data = rows.slice(first, first + PAGE_SIZE).map((packet) => renderOrder(packet))
    const totalCount = lie === 'countTooLow' ? 1 : lie === 'countTooHigh' ? rows.length + 1000 : rows.length
    const body = { data, totalCount, status: 100, message: 'İşlem Başarılı' }
    return { status: 200, body: stringifyWithLongs(body), code: 'ok' }
  }

  /** What was closed since a moment in UTC, oldest first; the list is under `orders`. */
  const completedList = (query: URLSearchParams): VendorAnswer => {
    const startMs = utcOf(query.get('startDate'))
    if (startMs === null) return { status: 400, body: JSON.stringify({ message: 'startDate' }), code: '400' }
    const types = new Set(words(query.get('orderType') ?? 'TakeAway'))
    const withCancelled = query.get('includeCancelled')?.toLowerCase() === 'true'
    const rows = shop
      .packetsAt('adisyo')
      .filter((packet) => packet.status === 'delivered' || (withCancelled && packet.status === 'cancelled'))
      .filter((packet) => types.has(kinds[packet.type]) && (packet.closedAtMs ?? 0) >= startMs)
      .toSorted((a, b) => (a.closedAtMs ?? 0) - (b.closedAtMs ?? 0))
    const first = (Math.max(1, Number(query.get('page') ?? '1') || 1) - 1) * PAGE_SIZE
    const orders = rows.slice(first, first + PAGE_SIZE).map((packet) => renderOrder(packet))
    return { status: 200, body: stringifyWithLongs({ orders, status: 100, message: 'İşlem Başarılı' }), code: 'ok' }
  }

  const detail = (id: string): VendorAnswer => {
    const packet = shop.packetsAt('adisyo').find((each) => each.id === id)
    if (packet === undefined || (isClosed(packet) && !options.knowsClosed)) return refuse(754, false)
    const order = renderOrder(packet)
    const body = options.wrapsOrder ? { data: order, status: 100, message: 'İşlem Başarılı' } : order
    return { status: 200, body: stringifyWithLongs(body), code: 'ok' }
  }

  return {
    vendor: 'adisyo',
    classify: (path) => (path === LIST ? 'list' : DETAIL.test(path) ? 'detail' : 'other'),
    checkKeys: (headers) => checkKeys(headers, options),
    answer({ method, path, query, headers }, lie) {
      const id = DETAIL.exec(path)?.[1]
      const isCompleted = path === COMPLETED
      const isList = isCompleted ? 'orders' : path === LIST
      if ((isList === false && id === undefined) || method !== 'GET') return { status: 404, body: '', code: '404' }
      const keys = checkKeys(headers, options)
      if (keys['x-api-key'] !== 'right') return refuse(901, isList)
      if (keys['x-api-secret'] !== 'right') return refuse(902, isList)
      if (keys['x-api-consumer'] !== 'right') return refuse(600, isList)
      if (options.isExpired) return refuse(800, isList)
      if ((isCompleted ? completed : isList ? lists : details).ask() > 0) return refuse(601, isList)
      if (isCompleted) return completedList(query)
      return id === undefined ? list(query, lie) : detail(decodeURIComponent(id))
    },
    failure(kind) {
      const code = kind === 'notFound' ? 754 : kind === '429' ? 601 : kind === '401' ? 901 : Number(kind)
      if (messages[code] !== undefined) return refuse(code, false)
      if (kind === 'scopeDenied') return refuse(901, false)
      if (!/^[45]\d\d$/.test(kind)) return null
      return { status: Number(kind), body: JSON.stringify({ message: 'An error has occurred.' }), code: kind }
    },
    changeRows(body, change) {
      // As text, so that long ids keep their digits.
      const longs = body.replace(/:(\d{16,})(?=[,}])/g, ':"@long:$1"')
      const answer = JSON.parse(longs) as { data?: unknown }
      const data = change(Array.isArray(answer.data) ? answer.data : [])
      return stringifyWithLongs({ ...answer, data, totalCount: data.length })
    },
  }
}

function checkKeys(headers: IncomingHttpHeaders, options: AdisyoOptions): Record<string, KeyState> {
  const compare = (given: string | string[] | undefined, right: string): KeyState =>
    given === undefined || given === '' ? 'missing' : given === right ? 'right' : 'wrong'
  const consumer = headers['x-api-consumer']
  return {
    'x-api-key': compare(headers['x-api-key'], options.apiKey),
    'x-api-secret': compare(headers['x-api-secret'], options.apiSecret),
    'x-api-consumer': typeof consumer === 'string' && consumer.trim() !== '' ? 'right' : 'missing',
  }
}

const UTC_TEXT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/

/** @returns epoch ms; null for anything but `yyyy-MM-dd HH:mm:ss` */
function utcOf(text: string | null): number | null {
  const atMs = text !== null && UTC_TEXT.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs
}

const statusWords: Record<string, readonly PracticeStatus[]> = {
  ordered: ['ordered'],
  preparing: ['preparing'],
  ready: ['ready'],
  ondelivery: ['onTheWay'],
  delivered: ['delivered'],
  closed: ['delivered'],
  cancelled: ['cancelled'],
  canceled: ['cancelled'],
}

/** The three lists stand for the three kinds of sale: Paket, Gel-Al, Masa. The page names them without saying so. */
const kinds = { delivery: 'takeaway', takeaway: 'retail', dine_in: 'table' } as const

const words = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '')

/** The query's filters: status, orderType, onlyRestaurantCourier, minimumUpdateDate before minimumId. By id. */
function select(packets: PracticePacket[], query: URLSearchParams, nowMs: number): PracticePacket[] {
  const status = new Set(words(query.get('status') ?? '').flatMap((word) => statusWords[word] ?? []))
  const types = new Set(words(query.get('orderType') ?? 'TakeAway'))
  const ownCourierOnly = query.get('onlyRestaurantCourier')?.toLowerCase() === 'true'
  const since = query.get('minimumUpdateDate')
  const sinceMs =
    since === null || since === '' ? null : Math.max(parseIstanbulTime(since) ?? Number.NaN, nowMs - DAY_MS)
  const minimumId = query.get('minimumId')
  return packets
    .filter((packet) => packet.isListed)
    .filter((packet) => (query.get('status') ? status.has(packet.status) : !isClosed(packet)))
    .filter((packet) => types.has(kinds[packet.type]))
    .filter((packet) => !ownCourierOnly || packet.isOwnCourier)
    .filter((packet) => sinceMs === null || packet.updatedAtMs >= sinceMs)
    .filter((packet) => sinceMs !== null || !minimumId || BigInt(digits(packet.id)) >= BigInt(digits(minimumId)))
    .toSorted((a, b) => (BigInt(digits(a.id)) < BigInt(digits(b.id)) ? -1 : 1))
}

const digits = (text: string): string => (/^\d+$/.test(text) ? text : '0')
