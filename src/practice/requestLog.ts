import type { PracticeVendor } from './packet.ts'

export type RequestKind = 'list' | 'detail' | 'write' | 'other'
export type KeyState = 'right' | 'wrong' | 'missing'

/** One request as the shop saw it. Keys are never kept, only whether they were right. */
export interface LoggedRequest {
  seq: number
  atMs: number
  vendor: PracticeVendor
  kind: RequestKind
  method: string
  path: string
  query: Record<string, string>
  /** RestoMenum: `authorization`; Adisyo: `x-api-key`, `x-api-secret`, `x-api-consumer`. */
  keys: Record<string, KeyState>
  /** Every header's name; the value only where it can be no secret. */
  headers: Record<string, string>
  /** How it was answered, null while it is under way: `ok`, a vendor's code, or a failure's kind. */
  outcome: string | null
  /** Another request of the same vendor and kind was still unanswered when it came. */
  overlapped: boolean
}

export interface RequestLog {
  readonly requests: readonly LoggedRequest[]
  /** Requests that came while another of the same vendor and kind was unanswered. */
  overlaps(vendor: PracticeVendor, kind?: RequestKind): number
  /**
   * The first request that matches, past or coming.
   * @param afterSeq only later ones count @throws when none came within the time
   */
  waitForRequest(
    matches: (request: LoggedRequest) => boolean,
    timeoutMs?: number,
    afterSeq?: number,
  ): Promise<LoggedRequest>
  clearRequests(): void
}

export interface RequestRecorder extends RequestLog {
  open(request: Omit<LoggedRequest, 'seq' | 'outcome' | 'overlapped'>): LoggedRequest
  close(request: LoggedRequest, outcome: string): void
}

/** The oldest are dropped beyond this, so that a shop can run for days. */
const KEPT = 20_000

export function createRequestLog(): RequestRecorder {
  let requests: LoggedRequest[] = []
  let seq = 0
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())

  return {
    get requests() {
      return requests
    },
    overlaps: (vendor, kind = 'list') =>
      requests.filter((each) => each.vendor === vendor && each.kind === kind && each.overlapped).length,
    clearRequests() {
      requests = []
    },
    open(request) {
      const overlapped = requests.some(
        (each) => each.outcome === null && each.vendor === request.vendor && each.kind === request.kind,
      )
      const logged = { ...request, seq: (seq += 1), outcome: null, overlapped }
      requests.push(logged)
      if (requests.length > KEPT) requests = requests.slice(-KEPT / 2)
      tell()
      return logged
    },
    close(request, outcome) {
      request.outcome = outcome
      tell()
    },
    waitForRequest(matches, timeoutMs = 10_000, afterSeq = 0) {
      const { promise, resolve, reject } = Promise.withResolvers<LoggedRequest>()
      const look = (): void => {
        const found = requests.find((each) => each.seq > afterSeq && matches(each))
        if (found !== undefined) resolve(found)
      }
      const timer = setTimeout(() => reject(new Error(`no such request within ${timeoutMs} ms`)), timeoutMs)
      listeners.add(look)
      look()
      return promise.finally(() => {
        clearTimeout(timer)
        listeners.delete(look)
      })
    },
  }
}

/** Values that can hold no secret, and that tests ask about. */
const PLAIN = new Set(['accept', 'accept-encoding', 'user-agent', 'content-type', 'host', 'connection'])

export const redactHeaders = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, PLAIN.has(name) ? String(value) : '(redacted)']),
  )
