import type { ServerResponse } from 'node:http'
import { createGzip } from 'node:zlib'
import { type Failure, type FailureKind, type ListLie, listLies } from './failure.ts'
import type { RequestKind } from './requestLog.ts'
import { sendAnswer, wait, type Vendor, type VendorAnswer } from './vendor.ts'

interface Breaking {
  failure: Failure
  vendor: Vendor
  kind: RequestKind
  /** What would have been answered, or what would with a lie in its list. */
  proper: (lie?: ListLie) => VendorAnswer
  closing: AbortSignal
}

const PORTAL = '<!doctype html><html><head><title>Misafir Wi-Fi</title></head><body><h1>Giriş yapın</h1></body></html>'
const GZIP_BOMB_BYTES = 300 * 1024 * 1024

/** Answers the way the failure says; see `failureKinds`. */
export async function sendBroken(response: ServerResponse, breaking: Breaking): Promise<void> {
  const { failure, vendor } = breaking
  if (failure.kind === undefined) {
    const body = typeof failure.body === 'string' ? failure.body : JSON.stringify(failure.body ?? {})
    sendAnswer(response, withHeaders({ status: failure.status ?? 200, body, code: 'custom' }, failure))
    return
  }
  const worded = vendor.failure(failure.kind, failure)
  if (worded !== null) {
    sendAnswer(response, withHeaders(worded, failure))
    return
  }
  const rows = rowChanges[failure.kind]
  if (rows !== undefined) {
    const proper = breaking.proper()
    sendAnswer(response, breaking.kind === 'list' ? { ...proper, body: vendor.changeRows(proper.body, rows) } : proper)
    return
  }
  const lie = listLies.find((each) => each === failure.kind)
  if (lie !== undefined) sendAnswer(response, breaking.proper(lie))
  else await breakWire(response, failure.kind, breaking)
}

const rowChanges: Partial<Record<FailureKind, (rows: unknown[]) => unknown[]>> = {
  empty: () => [],
  half: (rows) => rows.slice(0, Math.floor(rows.length / 2)),
  doubled: (rows) => rows.flatMap((row) => [row, row]),
  reversed: (rows) => rows.toReversed(),
}

/** Faults below the vendor's words: the connection, the framing, the encoding. */
async function breakWire(
  response: ServerResponse,
  kind: FailureKind,
  { failure, proper, closing }: Breaking,
): Promise<void> {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  switch (kind) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PORTAL)
      return
    case 'nothing':
      response.writeHead(200, json).end()
      return
    case 'redirect':
      response.writeHead(302, { location: failure.location ?? 'http://127.0.0.1:9/elsewhere' }).end()
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'deep':
      response.writeHead(200, json).end(`{"success":true,"status":100,"data":${'['.repeat(5000)}${']'.repeat(5000)}}`)
      return
    case 'truncated': {
      const { body } = proper()
      response.writeHead(200, json).end(body.slice(0, Math.ceil(body.length / 2)))
      return
    }
    case 'huge':
      return sendHuge(response, closing)
    case 'gzipBomb':
      return sendGzipBomb(response, closing)
    default:
      return breakInTime(response, kind, proper().body, closing)
  }
}

/** Faults that take time: they end when the other side gives up or the shop closes. */
async function breakInTime(
  response: ServerResponse,
  kind: FailureKind,
  body: string,
  closing: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body)
  const half = Math.ceil(bytes.length / 2)
  if (kind === 'stall') return gone(response, closing)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
  if (kind === 'drip') {
    for (const byte of bytes) {
      if (response.destroyed || closing.aborted) return
      response.write(Buffer.of(byte))
      await wait(1000, closing)
    }
    response.end()
    return
  }
  await new Promise<void>((resolve) => response.write(bytes.subarray(0, half), () => resolve()))
  if (kind === 'resetInBody') response.socket?.resetAndDestroy()
  else await gone(response, closing)
}

async function sendHuge(response: ServerResponse, closing: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"success":true,"status":100,"data":["')
  const chunk = Buffer.alloc(64 * 1024, 'a')
  for (let sent = 0; sent < GZIP_BOMB_BYTES && !response.destroyed && !closing.aborted; sent += chunk.length) {
    if (!response.write(chunk)) await drained(response)
  }
  response.end('"]}')
}

async function sendGzipBomb(response: ServerResponse, closing: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(response)
  response.once('close', () => gzip.destroy())
  const chunk = Buffer.alloc(1024 * 1024, ' ')
  for (let sent = 0; sent < GZIP_BOMB_BYTES && !gzip.destroyed && !closing.aborted; sent += chunk.length) {
    if (!gzip.write(chunk)) await drained(gzip)
  }
  gzip.end()
}

const drained = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
  })

const gone = (response: ServerResponse, closing: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    response.once('close', resolve)
    closing.addEventListener('abort', () => resolve())
  })

function withHeaders(answer: VendorAnswer, failure: Failure): VendorAnswer {
  const retryAfter = failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) }
  return { ...answer, headers: { ...answer.headers, ...retryAfter, ...failure.headers } }
}
