import { readFileSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'

type Socket = IncomingMessage['socket']

/** Descriptors that polling, printing, the ledger and the log need whatever happens at a server of ours. */
const KEPT_FREE = 64

/**
 * Keeps slow or endless clients from using up what the rest of Tezgah needs: beyond the limit the oldest connection
 * that has not asked for anything yet, or has had its answer, gives way, and only then a new one.
 *
 * @param wanted as many as there may be at once where this process may open enough files
 */
export function limitConnections(server: Server, wanted: number): void {
  const most = Math.max(8, Math.min(wanted, descriptorLimit() - KEPT_FREE))
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

/** How many files this process may have open; Linux tells, and elsewhere there are far more than a server needs. */
function descriptorLimit(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
