import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure, ListLie } from './failure.ts'
import type { PracticeVendor } from './packet.ts'
import type { KeyState, RequestKind } from './requestLog.ts'

/** What a vendor answers: plain data, turned into bytes here. `code` goes to the log. */
export interface VendorAnswer {
  status: number
  /** A JSON text. */
  body: string
  code: string
  headers?: Record<string, string>
}

export interface VendorRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Of a POST; empty else. */
  body: string
}

/** One vendor's rules: no sockets, no faults. */
export interface Vendor {
  readonly vendor: PracticeVendor
  classify(path: string): RequestKind
  checkKeys(headers: IncomingMessage['headers']): Record<string, KeyState>
  /** @param lie what a list is to get wrong */
  answer(request: VendorRequest, lie?: ListLie): VendorAnswer
  /** The vendor's own wording of a failure that has one; null where there is none. */
  failure(kind: NonNullable<Failure['kind']>, failure: Failure): VendorAnswer | null
  /** Changes the rows of a list's body, for `empty`, `half`, `doubled`, `reversed`. */
  changeRows(body: string, change: (rows: unknown[]) => unknown[]): string
}

export function sendAnswer(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  })
  response.end(answer.body)
}

/** Resolves after the time, or at once when the server closes. */
export function wait(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    closing.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
