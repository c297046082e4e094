import type {
  OpenOrders,
  PosClient,
  PosProblem,
  PosResult,
  PosVendor,
  PosVendors,
  QuarantinedRow,
} from '../../src/core/vendors/posClient.ts'
import { deafToSteps } from './deafToSteps.ts'
import type { Order } from '../../src/shared/model/order.ts'

/**
 * A vendor that answers what a test says, at once and without a network, for tests that live in manual time. The real
 * clients are proven over real sockets in test/core/vendors.
 */
export class ScriptedVendor {
  /** What the list says now, or why it cannot. */
  list: Order[] | PosProblem = []
  /** Rows of the list that cannot be read. */
  quarantined: QuarantinedRow[] = []
  extent: OpenOrders['extent'] = 'whole'
  listForgetsOpenOrders = false
  /** What a call throws, which no client should. */
  fault: Error | null = null
  details: (id: string) => PosResult<Order> | Promise<PosResult<Order>> = () => ({
    ok: false,
    error: { code: 'orderNotFound' },
  })
  listCalls: number[] = []
  detailCalls: string[] = []
  /** A list call is never answered. */
  isHanging = false
  /** A list call is answered only after this. */
  beforeList: Promise<void> | null = null
  /** The list comes in three pages, and this passes before each but the first; null: in one. */
  betweenPages: (() => Promise<void>) | null = null
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  vendors(): PosVendors {
    const vendor = (kind: PosVendor['kind']): PosVendor => ({
      kind,
      detailsGapMs: 250,
      listForgetsOpenOrders: this.listForgetsOpenOrders,
      hasCouriers: false,
      createClient: () => this.#client(),
    })
    return { restomenum: vendor('restomenum'), adisyo: vendor('adisyo') }
  }

  #client(): PosClient {
    return {
      ...deafToSteps,
      listOpen: async (signal, onPart) => {
        this.listCalls.push(this.#nowMs())
        if (this.fault) throw this.fault
        if (this.isHanging) await new Promise((resolve) => signal.addEventListener('abort', resolve))
        await this.beforeList
        const { list } = this
        for (let page = 1; this.betweenPages !== null && Array.isArray(list) && page < 3; page++) {
          onPart?.({ orders: list, quarantined: [], extent: 'part', failure: null })
          await this.betweenPages()
        }
        return Array.isArray(list)
          ? { ok: true, value: { orders: list, quarantined: this.quarantined, extent: this.extent, failure: null } }
          : { ok: false, error: list }
      },
      getDetails: async (id) => {
        this.detailCalls.push(id)
        if (this.fault) throw this.fault
        return this.details(id)
      },
      checkCredentials: async () => ({ ok: true, value: null }),
      close: async () => {},
    }
  }
}
