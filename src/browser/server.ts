import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { limitConnections } from '../system/connections.ts'
import { createDoorApp, type DoorParts } from './doorApp.ts'

export interface DoorServer {
  port: number
  /** A fresh one-time address. @param lifeMs null: until it is used. */
  address(lifeMs?: number | null): string
  close(): Promise<void>
}

/**
 * Cookies of every program that has ever answered on 127.0.0.1 come along when a page is opened. They mean nothing here,
 * and must not make the page's request too large: this is more than a browser keeps for one host.
 */
const MAX_HEADER_BYTES = 1_048_576
/** Streams and a few requests of every screen; a browser opens six to a server. */
const MOST_CONNECTIONS = 128
/** Loopback is fast: whoever has not asked by then never will. */
const PATIENCE_MS = 10_000
const KEEP_ALIVE_MS = 5_000
const CHECKED_EVERY_MS = 1_000

/**
 * Opens the door on 127.0.0.1 alone.
 *
 * @param port 0: any free one.
 * @throws the system's error when the port is taken (`EADDRINUSE`) or not allowed.
 */
export async function startServer(parts: Omit<DoorParts, 'port'>, port: number): Promise<DoorServer> {
  let openPort = 0
  const door = createDoorApp({ ...parts, port: () => openPort })
  const listener = getRequestListener(door.app.fetch, { overrideGlobalObjects: false })
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: PATIENCE_MS,
      requestTimeout: PATIENCE_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECKED_EVERY_MS,
    },
    (incoming, outgoing) => {
      listener(incoming, outgoing).catch(() => outgoing.destroy())
    },
  )
  limitConnections(server, MOST_CONNECTIONS)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  openPort = address.port

  return {
    port: openPort,
    address: (lifeMs) => `http://127.0.0.1:${openPort}/#${parts.sessions.issueToken(lifeMs)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        door.close()
        server.closeIdleConnections()
        // An answer under way gets a moment; a screen that does not listen does not hold up the end.
        setTimeout(() => server.closeAllConnections(), 500).unref()
      }),
  }
}
