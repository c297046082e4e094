import type { IncomingMessage, Server } from 'node:http'

type Socket = IncomingMessage['socket']

/** Streams and a few requests of every screen; a browser opens six to a server. */
const MOST_CONNECTIONS = 128
/** Descriptors that polling, printing, the ledger and the log need whatever happens at the door. */
const KEPT_FREE = 64

/**
 * Keeps slow or endless clients from using up what the rest of Tezgah needs: beyond the limit the oldest connection
 * that has not asked for anything yet, or has had its answer, gives way, and only then a new one.
 *
 * @param descriptorLimit how many files this process may have open
 */
export function limitConnections(server: Server, descriptorLimit: number): void {
  const most = Math.max(8, Math.min(MOST_CONNECTIONS, descriptorLimit - KEPT_FREE))
  /** In the order in which they came; those that are being answered are not in here. */
  const idle = new Set<Socket>()
  let count = 0
  server.on('connection', (socket) => {
    count++
    idle.add(socket)
    socket.once('close', () => {
      count--
      idle.delete(socket)
    })
    if (count <= most) return
    const [oldest] = idle
    ;(oldest ?? socket).destroy()
  })
  server.on('request', (incoming, outgoing) => {
    idle.delete(incoming.socket)
    outgoing.once('close', () => {
      if (!incoming.socket.destroyed) idle.add(incoming.socket)
    })
  })
}
