import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createDoorApp, type DoorParts } from './doorApp.ts'

export interface DoorServer {
  port: number
  /** A fresh one-time address. @param lifeMs null: until it is used. */
  address(lifeMs?: number | null): string
  close(): Promise<void>
}

/**
 * Opens the door on 127.0.0.1 alone.
 *
 * @param port 0: any free one.
 * @throws the system's error when the port is taken (`EADDRINUSE`) or not allowed.
 */
export async function startServer(parts: Omit<DoorParts, 'port'>, port: number): Promise<DoorServer> {
  let openPort = 0
  const { app, closeStreams } = createDoorApp({ ...parts, port: () => openPort })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => {
    listener(incoming, outgoing).catch(() => outgoing.destroy())
  })
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
        closeStreams()
        server.closeIdleConnections()
        // An answer under way gets a moment; a screen that does not listen does not hold up the end.
        setTimeout(() => server.closeAllConnections(), 500).unref()
      }),
  }
}
