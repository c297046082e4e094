import { ADISYO_BASE_PATH, createAdisyo, type AdisyoOptions } from './adisyo.ts'
import { startControl } from './control.ts'
import { createFailureQueue, type FailureQueue } from './failure.ts'
import { createRequestLog, type RequestLog } from './requestLog.ts'
import { createRestomenum, type RestomenumOptions } from './restomenum.ts'
import { couriers } from './scenario/people.ts'
import { createShopState, type ShopState } from './shopState.ts'
import { startVendorServer } from './vendorServer.ts'

export interface PracticeShopOptions {
  /** 0 or left out: any free port. */
  restomenumPort?: number
  adisyoPort?: number
  controlPort?: number
  /** Epoch ms; what the vendors' waiting times and the packets' times are measured by. Default Date.now. */
  now?: () => number
  restomenum?: Partial<RestomenumOptions>
  adisyo?: Partial<AdisyoOptions>
}

/**
 * Both vendors' servers over one set of packets, plus a control server, all on 127.0.0.1. Packets show at both vendors
 * unless their `pos` says which. `restomenum` and `adisyo` are live options: assigning to one changes the next answer
 * (`shop.restomenum.shape = 'sandbox'`, `shop.adisyo.isExpired = true`); only `adisyo.paceScale` is fixed at the start.
 */
export interface PracticeShop
  extends Omit<ShopState, 'packets'>, Omit<FailureQueue, 'take' | 'failuresLeft'>, Omit<RequestLog, 'requests'> {
  readonly packets: ShopState['packets']
  readonly requests: RequestLog['requests']
  readonly failuresLeft: number
  readonly restomenum: RestomenumOptions & { readonly baseUrl: string }
  readonly adisyo: AdisyoOptions & { readonly baseUrl: string }
  readonly control: { readonly url: string }
  now(): number
  close(): Promise<void>
}

/** @throws when a port is taken */
export async function startPracticeShop(options: PracticeShopOptions = {}): Promise<PracticeShop> {
  const now = options.now ?? Date.now
  const state = createShopState(now)
  const failures = createFailureQueue()
  const log = createRequestLog()
  const restomenum: RestomenumOptions = { ...restomenumDefaults, ...options.restomenum }
  const adisyo: AdisyoOptions = { ...adisyoDefaults, ...options.adisyo }

  const around = { now, failures, log }
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(closers.splice(0).map((closer) => closer()))
  }
  try {
    const restomenumServer = await startVendorServer(createRestomenum(restomenum, state, now), {
      ...around,
      port: options.restomenumPort ?? 0,
    })
    closers.push(restomenumServer.close)
    const adisyoServer = await startVendorServer(createAdisyo(adisyo, state, now), {
      ...around,
      port: options.adisyoPort ?? 0,
    })
    closers.push(adisyoServer.close)
    const own = {
      now,
      restomenum: Object.assign(restomenum, { baseUrl: restomenumServer.origin }),
      adisyo: Object.assign(adisyo, { baseUrl: `${adisyoServer.origin}${ADISYO_BASE_PATH}` }),
    }
    const control = await startControl({ state, failures, log, ...own }, options.controlPort ?? 0)
    closers.push(control.close)
    return assemble(state, failures, log, { ...own, control: { url: control.url }, close })
  } catch (error) {
    await close()
    throw error
  }
}

type OwnParts = Pick<PracticeShop, 'now' | 'restomenum' | 'adisyo' | 'control' | 'close'>

/** One object of all parts. Spreading would freeze the getters' values. */
function assemble(state: ShopState, failures: FailureQueue, log: RequestLog, own: OwnParts): PracticeShop {
  return {
    ...own,
    addPacket: state.addPacket,
    changePacket: state.changePacket,
    cancel: state.cancel,
    deliver: state.deliver,
    reopen: state.reopen,
    remove: state.remove,
    clear: state.clear,
    packet: state.packet,
    packetsAt: (vendor) => state.packetsAt(vendor),
    openAt: (vendor) => state.openAt(vendor),
    failNext: failures.failNext,
    clearFailures: failures.clearFailures,
    overlaps: log.overlaps,
    waitForRequest: log.waitForRequest,
    clearRequests: log.clearRequests,
    get packets() {
      return state.packets
    },
    get requests() {
      return log.requests
    },
    get failuresLeft() {
      return failures.failuresLeft
    },
  }
}

const restomenumDefaults: RestomenumOptions = {
  apiKey: 'practiceserver.practiceplugin.practicesecret0001',
  shape: 'production',
  scopes: ['orders:read', 'orders:write', 'customers:read'],
  scopeDeniedStatus: 200,
  notFoundStatus: 200,
  readsPerMinute: null,
  knowsClosed: true,
}

const adisyoDefaults: AdisyoOptions = {
  apiKey: 'practice-adisyo-key-0002',
  apiSecret: 'practice-adisyo-secret-0003',
  consumer: 'Tezgah - Moda',
  paceScale: 1,
  isExpired: false,
  capitalEnvelope: false,
  wrapsOrder: false,
  knowsClosed: true,
  hasEnded: false,
  couriers: couriers.map((name, at) => ({ name, phone: `53200000${10 + at}` })),
  paymentTypes: ['Nakit', 'Kredi Kartı', 'Multinet', 'Online Ödeme'],
}
