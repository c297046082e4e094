import type {
  ClientHost,
  PosClient,
  PosProblem,
  PosResult,
  PosVendor,
  PosVendors,
} from '../../src/core/vendors/posClient.ts'
import type { Order } from '../../src/shared/model/order.ts'
import { deafToSteps } from '../support/deafToSteps.ts'
import { aLine, anOrder, asSummary } from '../support/anOrder.ts'

export const SOURCE_ID = 'restomenum-kadikoy'
const MINUTE_MS = 60_000
/** A day is asked for when it is over, and once more when that failed. */
const BOOKS_KEPT_MS = 3 * 24 * 60 * MINUTE_MS

interface Life {
  order: Order
  endsMs: number
  isCancelled: boolean
}

/**
 * A busy shop's vendor by virtual time: orders come, change, are cancelled or delivered, and the answers are wrong in
 * every way they have been seen to be wrong. Keeps only what is needed to judge Tezgah afterwards.
 */
export class SoakShop {
  /** Order numbers of answers that were whole and given out, the first one left out. */
  readonly told = new Set<number>()
  readonly baseline = new Set<number>()
  isCalm = false
  polls = 0
  failures = 0
  onAnswered: () => void = () => {}
  readonly #open = new Map<number, Life>()
  readonly #ended = new Map<string, Order>()
  /** What was closed within the last days, as the vendor's books have it. */
  #closed: Order[] = []
  readonly #nowMs: () => number
  readonly #wallMs: () => number
  readonly #random: () => number
  #number = 0
  #downUntilMs = 0
  #hasTold = false

  constructor(nowMs: () => number, wallMs: () => number, random: () => number) {
    this.#nowMs = nowMs
    this.#wallMs = wallMs
    this.#random = random
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Lets the shop's life go on. @param arrivals orders that came since the last time */
  live(arrivals: number, stayMs: number): void {
    const nowMs = this.#nowMs()
    for (let count = 0; count < arrivals; count++) this.#add(nowMs + stayMs * (0.5 + this.#random()))
    for (const [number, life] of this.#open) {
      if (life.endsMs < nowMs) this.#end(number, life)
      else if (this.#random() < 0.002)
        life.order = { ...life.order, note: `Not ${nowMs}`, totalKurus: (life.order.totalKurus ?? 0) + 500 }
    }
    if (!this.isCalm && this.#random() < 0.002) this.#downUntilMs = nowMs + this.#random() * 10 * MINUTE_MS
  }

  close(): void {
    for (const [number, life] of this.#open) this.#end(number, life)
  }

  vendors(): PosVendors {
    const vendor = (kind: PosVendor['kind']): PosVendor => ({
      kind,
      detailsGapMs: 250,
      listForgetsOpenOrders: false,
      listsCompleted: true,
      hasCouriers: false,
      createClient: (_source, _secrets, host) => this.#client(host),
    })
    return { restomenum: vendor('restomenum'), adisyo: vendor('adisyo') }
  }

  #add(endsMs: number): void {
    const number = ++this.#number
    const lines = [
      aLine({ id: `${number}-1`, name: 'Adana Dürüm', quantity: 2 }),
      aLine({ id: `${number}-2`, name: 'Ayran' }),
    ]
    const order = anOrder({
      orderId: String(number),
      sourceId: SOURCE_ID,
      number: `${number}.`,
      lines,
      totalKurus: 20_000 + number,
      note: 'Zil',
      createdAtMs: this.#wallMs(),
    })
    this.#open.set(number, { order, endsMs, isCancelled: this.#random() < 0.05 })
  }

  #end(number: number, { order, isCancelled }: Life): void {
    this.#open.delete(number)
    const ended: Order = { ...order, phase: isCancelled ? 'cancelled' : 'delivered', closedAtMs: this.#wallMs() }
    this.#ended.set(order.orderId, ended)
    this.#closed.push(ended)
    if (this.#closed.length % 1_000 === 0) {
      const keptFromMs = this.#wallMs() - BOOKS_KEPT_MS
      this.#closed = this.#closed.filter(({ closedAtMs }) => (closedAtMs ?? 0) >= keptFromMs)
    }
    if (this.#ended.size > 500) this.#ended.delete([...this.#ended.keys()][0] ?? '')
  }

  #list(): PosResult<Order[]> {
    const fault = this.#fault()
    if (fault) return { ok: false, error: fault }
    const rows = [...this.#open.entries()]
    const luck = this.isCalm ? 1 : this.#random()
    // Suddenly empty, or half of it: well-formed, and wrong.
    const shown = luck < 0.001 ? [] : luck < 0.003 ? rows.filter((_, index) => index % 2 === 0) : rows
    for (const [number] of shown) {
      if (!this.#hasTold) this.baseline.add(number)
      else if (!this.baseline.has(number)) this.told.add(number)
    }
    this.#hasTold = true
    return { ok: true, value: shown.map(([, { order }]) => asSummary(order)) }
  }

  #fault(): PosProblem | null {
    if (this.isCalm) return null
    if (this.#nowMs() < this.#downUntilMs) return { code: 'offline' }
    const luck = this.#random()
    if (luck < 0.01) return { code: 'notJson' }
    if (luck < 0.02) return { code: 'timedOut' }
    if (luck < 0.025) return { code: 'rateLimited', retryAfterMs: 30_000 }
    return luck < 0.04 ? { code: 'vendorError' } : null
  }

  /** As the real ones do, an answer says when it was given: without that no time is believed, and nothing reconciled. */
  #client({ trustedClock }: ClientHost): PosClient {
    return {
      ...deafToSteps,
      listOpen: async (signal) => {
        this.polls++
        if (signal.aborted) return { ok: false, error: { code: 'timedOut' } }
        const list = this.#list()
        this.onAnswered()
        if (list.ok) trustedClock?.noteDate(this.#wallMs())
        else this.failures++
        return list.ok
          ? { ok: true, value: { orders: list.value, quarantined: [], extent: 'whole', failure: null } }
          : list
      },
      getDetails: async (id) => {
        const fault = this.#fault()
        if (fault) return { ok: false, error: fault }
        const order = this.#open.get(Number(id))?.order ?? this.#ended.get(id)
        return order ? { ok: true, value: order } : { ok: false, error: { code: 'orderNotFound' } }
      },
      listCompleted: async (sinceMs) => {
        const fault = this.#fault()
        if (fault) return { ok: false, error: fault }
        const orders = this.#closed.filter(({ closedAtMs }) => (closedAtMs ?? 0) >= sinceMs)
        return { ok: true, value: { orders, quarantined: [], isWhole: true, failure: null } }
      },
      checkCredentials: async () => ({ ok: true, value: null }),
      close: async () => {},
    }
  }
}
