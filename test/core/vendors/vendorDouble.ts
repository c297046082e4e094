import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as NetServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { SourceKind } from '../../../src/shared/model/order.ts'
import type { SourceSettings } from '../../../src/shared/settings/source.ts'
import { systemClock, systemTimers } from '../../../src/system/systemClock.ts'

/** A vendor on loopback for one test: real sockets, closed when the test ends. */
export interface VendorDouble {
  origin: string
  requests: IncomingMessage[]
  /** Connections accepted so far. */
  connections(): number
}

async function listen(server: NetServer, protocol: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function startVendor(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  create: (listener: RequestListener) => Server = createServer,
  protocol = 'http',
): Promise<VendorDouble> {
  const requests: IncomingMessage[] = []
  let connections = 0
  const server = create((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  server.on('connection', () => connections++)
  const origin = await listen(server, protocol)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin, requests, connections: () => connections }
}

/** Bytes on a socket, for what no HTTP server would say. */
export async function startRaw(onSocket: (socket: Socket) => void, protocol = 'http'): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    onSocket(socket)
  })
  const origin = await listen(server, protocol)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return origin
}

/** An address nobody listens on (any more). */
export async function closedOrigin(): Promise<string> {
  const server = createTcpServer()
  const origin = await listen(server, 'http')
  await new Promise((resolve) => server.close(resolve))
  return origin
}

export const sendJson = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

export const sourceOf = (kind: SourceKind, baseUrl: string, more: Partial<SourceSettings> = {}): SourceSettings => ({
  id: 'kadikoy',
  kind,
  name: 'Kadıköy',
  baseUrl,
  pollSeconds: 0.2,
  enabled: true,
  consumer: null,
  ...more,
})

export const realTime = { clock: systemClock, timers: systemTimers }

export const unaborted = (): AbortSignal => new AbortController().signal
