import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendBroken } from './brokenAnswer.ts'
import type { FailureQueue, ListLie } from './failure.ts'
import { redactHeaders, type RequestRecorder } from './requestLog.ts'
import { sendAnswer, wait, type Vendor, type VendorAnswer } from './vendor.ts'

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
    handle(vendor, around, request, response, closing.signal).catch((error: unknown) =>
      response.destroy(asError(error)),
    )
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
  response.setHeader('date', new Date(around.now()).toUTCString())

  const page = kind === 'detail' ? null : url.searchParams.get('page')
  const failure = around.failures.take(vendor.vendor, kind, page === null ? null : Number(page))
  if (failure !== null) outcome = failure.kind ?? String(failure.status ?? 'late')
  if (failure?.delayMs !== undefined) await wait(failure.delayMs, closing)
  const asked = { method: entry.method, path: url.pathname, query: url.searchParams, headers: request.headers }
  const proper = (lie?: ListLie): VendorAnswer => vendor.answer(asked, lie)
  if (failure !== null && (failure.kind !== undefined || failure.status !== undefined)) {
    await sendBroken(response, { failure, vendor, kind, proper, closing })
    return
  }
  const answer = proper()
  outcome = answer.code
  sendAnswer(response, answer)
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
