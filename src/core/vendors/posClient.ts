import type { Order, SourceKind } from '../../shared/model/order.ts'
import type { ErrorCode, Problem } from '../../shared/contract/problems.ts'
import type { SourceSettings } from '../../shared/settings/source.ts'
import type { Clock, Secrets, Timers } from '../host.ts'

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

/** Everything open at the vendor at this moment: all pages, fully parsed. */
export interface OpenOrders {
  orders: Order[]
  quarantined: QuarantinedRow[]
}

/** One interface for both vendors. No method throws for anything the network or the vendor does. */
export interface PosClient {
  /** One poll: every page. Rejects nothing; an aborted signal resolves to `timedOut`. */
  listOpen(signal: AbortSignal): Promise<PosResult<OpenOrders>>
  /** One order with all its details; `orderNotFound` when the vendor no longer knows it. */
  getDetails(detailsId: string, signal: AbortSignal): Promise<PosResult<Order>>
  /** Are the keys good? Asks as little as possible. */
  checkCredentials(signal: AbortSignal): Promise<PosResult<null>>
  /** Closes idle connections. */
  close(): Promise<void>
}

/** What a vendor's folder registers (`registry.ts`): all that differs between vendors outside their folder. */
export interface PosVendor {
  readonly kind: SourceKind
  createClient(source: SourceSettings, secrets: Secrets, host: { clock: Clock; timers: Timers }): PosClient
  /** Least time between the starts of two detail calls, ms. */
  readonly detailsGapMs: number
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
])
