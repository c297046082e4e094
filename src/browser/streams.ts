/** A page opened in several tabs has a stream in each; more than this is a fault of the page. */
const MOST_OF_ONE_SESSION = 4

type Stream = { body: ReadableStream<Uint8Array>; close(): void }

export interface Streams {
  /** Opens one more stream of a session; its oldest gives way when there are too many. */
  open(sessionId: string, create: (onEnd: () => void) => Stream): ReadableStream<Uint8Array>
  closeOf(sessionId: string): void
  closeAll(): void
}

/** The event streams that are open, by session: no session can keep another from its own. */
export function createStreams(): Streams {
  const open = new Map<string, Set<Stream>>()
  const closeOf = (sessionId: string): void => {
    for (const stream of open.get(sessionId) ?? []) stream.close()
  }
  return {
    open(sessionId, create) {
      const own = open.get(sessionId) ?? new Set()
      open.set(sessionId, own)
      for (const oldest of [...own].slice(0, Math.max(0, own.size - MOST_OF_ONE_SESSION + 1))) oldest.close()
      const stream = create(() => {
        own.delete(stream)
        if (own.size === 0) open.delete(sessionId)
      })
      own.add(stream)
      open.set(sessionId, own)
      return stream.body
    },
    closeOf,
    closeAll: () => [...open.keys()].forEach(closeOf),
  }
}
