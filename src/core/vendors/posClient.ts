import type { Order, OrderPhase, SourceKind } from '../../shared/model/order.ts'
import type { ErrorCode, Problem } from '../../shared/contract/problems.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Clock, Secrets, Timers } from '../host.ts'
import type { TrustedClock } from '../trustedClock.ts'

/** A vendor's answer that cannot be used; says whether waiting was asked for. */
export interface PosProblem extends Problem {
  /** From Retry-After, already limited to 10 minutes. */
  retryAfterMs?: number
}

export type PosResult<T> = { ok: true; value: T } | { ok: false; error: PosProblem }

/** A row that could not be read: reported by id and reason, never by its content. */
export interface QuarantinedRow {
  id: string | null
  reason: string
}

/** What is open at the vendor at this moment, fully parsed. */
export interface OpenOrders {
  orders: Order[]
  quarantined: QuarantinedRow[]
  /**
   * `whole`: all there is. `part`: the first pages, while more are being asked for. `incomplete`: there is more, and it
   * did not come. `shifted`: orders closed while it was read, so one may have slipped from a page to the one before it.
   * Only a whole one says anything of an order that is not in it.
   */
  extent: 'whole' | 'part' | 'incomplete' | 'shifted'
  /** What kept the rest from coming, where that was a failed call and not a count that disagrees. */
  failure: PosProblem | null
}

/** What a vendor has closed, cancelled orders among it. */
export interface CompletedOrders {
  orders: Order[]
  quarantined: QuarantinedRow[]
  /** All of it was read. */
  isWhole: boolean
  /** What kept the rest from coming, where that was a failed call. */
  failure: PosProblem | null
}

/** Where a vendor says that an order is on its way to the customer. */
export interface VendorStatus {
  /** null: this vendor's answer does not say. */
  phase: OrderPhase | null
  /** Of the vendor's own list; null: nobody has it, or the vendor has no such list. */
  courierId: string | null
}

/** A step of an order's way, as it is told to its vendor. */
export type StatusWrite =
  | { step: 'ready' }
  /** `courierId`: of the vendor's own list. */
  | { step: 'onTheWay'; courierId: string | null }
  /** `paymentTypeId`: of the vendor's own list. */
  | { step: 'delivered'; paymentTypeId: string | null }
  /** The courier has brought it back, or never left: it is ready again. It does not cancel the order. */
  | { step: 'takenBack' }

/** A courier, or a way of paying, as a vendor lists it. */
export interface VendorEntry {
  id: string
  name: string
  phone: string | null
}

/** One interface for both vendors. No method throws for anything the network or the vendor does. */
export interface PosClient {
  /**
   * One poll: every page. Rejects nothing; an aborted signal resolves to `timedOut`.
   *
   * @param onPart told what has been read so far while more pages are to come; must not throw
   */
  listOpen(signal: AbortSignal, onPart?: (part: OpenOrders) => void): Promise<PosResult<OpenOrders>>
  /** One order with all its details; `orderNotFound` when the vendor no longer knows it. */
  getDetails(detailsId: string, signal: AbortSignal): Promise<PosResult<Order>>
  /**
   * What was closed since then, epoch ms; left out where the vendor has no such list. It may take minutes. Rejects nothing;
   * an aborted signal resolves to `timedOut`.
   */
  listCompleted?(sinceMs: number, signal: AbortSignal): Promise<PosResult<CompletedOrders>>
  /** What the vendor says now of where one order is; `orderNotFound` when it no longer knows it. */
  readStatus(detailsId: string, signal: AbortSignal): Promise<PosResult<VendorStatus>>
  /**
   * Tells the vendor one step, once. Only an answer of the vendor is a refusal: after any fault of the wire it may have
   * been taken all the same.
   */
  writeStatus(detailsId: string, write: StatusWrite, signal: AbortSignal): Promise<PosResult<null>>
  /** The vendor's own couriers; empty where it has none. */
  listCouriers(signal: AbortSignal): Promise<PosResult<VendorEntry[]>>
  /** The ways of paying that a delivery can be closed with; empty where none is asked for. */
  listPaymentTypes(signal: AbortSignal): Promise<PosResult<VendorEntry[]>>
  /** Are the keys good? Asks as little as possible. */
  checkCredentials(signal: AbortSignal): Promise<PosResult<null>>
  /** Closes idle connections. */
  close(): Promise<void>
}

/** What a client takes from around it. */
export interface ClientHost {
  clock: Clock
  timers: Timers
  /** Is told the time that this source's answers carry, and says whether the clock is why a certificate seems wrong. */
  trustedClock?: (Pick<TrustedClock, 'fault'> & { noteDate(dateMs: number): void }) | undefined
}

/** What a vendor's folder registers (`registry.ts`): all that differs between vendors outside their folder. */
export interface PosVendor {
  readonly kind: SourceKind
  createClient(source: SourceSettings, secrets: Secrets, host: ClientHost): PosClient
  /** Least time between the starts of two detail calls, ms. */
  readonly detailsGapMs: number
  /** Its list lets go of orders that are open still, so one that left it is asked for by its id. */
  readonly listForgetsOpenOrders: boolean
  /** It lists what it has closed, so that a day can be held against its books. */
  readonly listsCompleted?: boolean
  /** Its limits are published and its client keeps them: when it says "too many", others ask with the same keys. */
  readonly hasKnownLimits?: boolean
  /** It has couriers and ways of paying of its own, and takes a step only with one of them. */
  readonly hasCouriers: boolean
}

/** Every vendor there is, by kind. */
export type PosVendors = Readonly<Record<SourceKind, PosVendor>>

/** Faults that stop a source until a person acts. Being offline is never one of them. */
export const stoppingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'keyRejected',
  'secretRejected',
  'scopeDenied',
  'packageExpired',
  'consumerMissing',
  'tlsInvalid',
  'hostNotAllowed',
  'keyMissing',
  'keyUnreadable',
  'integrationEnded',
])
