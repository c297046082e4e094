import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendBroken } from './brokenAnswer.ts'
import type { Failure, FailureQueue } from './failure.ts'
import type { PracticeVendor } from './packet.ts'
import { redactHeaders, type KeyState, type RequestKind, type RequestRecorder } from './requestLog.ts'

/** What a vendor answers: plain data, turned into bytes here. `code` goes to the log. */
export interface VendorAnswer {
  status: number
  /** A JSON text. */
  body: string
  code: string
  headers?: Record<string, string>
}

/** One vendor's rules: no sockets, no faults. */
export interface Vendor {
  readonly vendor: PracticeVendor
  classify(path: string): RequestKind
  checkKeys(headers: IncomingMessage['headers']): Record<string, KeyState>
  answer(request: { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers'] }): VendorAnswer
  /** The vendor's own wording of a failure that has one; null where there is none. */
  failure(kind: NonNullable<Failure['kind']>, failure: Failure): VendorAnswer | null
  /** Changes the rows of a list's body, for `empty`, `half`, `doubled`, `reversed`. */
  changeRows(body: string, change: (rows: unknown[]) => unknown[]): string
}

export interface VendorServer {
  /** `http://127.0.0.1:PORT` */
  origin: string
  close(): Promise<void>
}

export interface VendorSurroundings {
  port: number
  now: () => number
  failures: FailureQueue
  log: RequestRecorder
}

/** Listens on 127.0.0.1 only. Every request is logged, then answered by the vendor's rules or by a wanted failure. */
export async function startVendorServer(vendor: Vendor, around: VendorSurroundings): Promise<VendorServer> {
  const closing = new AbortController()
  const server = createServer((request, response) => {
    handle(vendor, around, request, response, closing.signal).catch((error: unknown) => response.destroy(asError(error)))
  })
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(around.port, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      closing.abort()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function handle(
  vendor: Vendor,
  around: VendorSurroundings,
  request: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const kind = vendor.classify(url.pathname)
  const entry = around.log.open({
    atMs: around.now(),
    vendor: vendor.vendor,
    kind,
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    keys: vendor.checkKeys(request.headers),
    headers: redactHeaders(request.headers),
  })
  // However it ends, also when the other side hangs up: it is no longer under way.
  let outcome = 'aborted'
  for (const end of ['finish', 'close']) response.once(end, () => around.log.close(entry, outcome))
  request.resume()

  const failure = around.failures.take(vendor.vendor, kind)
  if (failure !== null) outcome = failure.kind ?? String(failure.status ?? 'late')
  if (failure?.delayMs !== undefined) await wait(failure.delayMs, closing)
  const proper = (): VendorAnswer =>
    vendor.answer({ method: entry.method, path: url.pathname, query: url.searchParams, headers: request.headers })
  if (failure !== null && (failure.kind !== undefined || failure.status !== undefined)) {
    await sendBroken(response, { failure, vendor, kind, proper, closing })
    return
  }
  const answer = proper()
  outcome = answer.code
  sendAnswer(response, answer)
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

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
