import { createParser } from 'eventsource-parser'
import type { EventName, EventPayload } from '../../shared/contract/events.ts'
import { backoffMs } from '../../shared/model/backoff.ts'
import { sessionHeaders } from './session.ts'

/** Longer than two heartbeats. A server whose process hangs keeps the connection open and sends nothing. */
const SILENCE_MS = 40_000
const LASTING_MS = 5_000
const retryPause = { firstMs: 500, lastMs: 10_000 }

const names: readonly EventName[] = ['snapshot.changed', 'snapshot.patched', 'header.times', 'order.show']

type Listener = (payload: never) => void

export interface PageEvents {
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
  /** Tries again now rather than when its turn comes. */
  retryNow(): void
}

/**
 * Listens to the server as long as somebody listens here, and comes back by itself with growing, jittered pauses. By
 * fetch: the browser's own EventSource cannot send the session's header.
 *
 * @param onState called with whether the server is being heard, when it changes.
 */
export function listenToServer(onState: (isHeard: boolean) => void): PageEvents {
  const listeners = new Map<EventName, Set<Listener>>(names.map((name) => [name, new Set()]))
  let stream: AbortController | null = null
  let failures = 0
  let openedMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(lost, SILENCE_MS)
    onState(true)
    // One that is cut off as soon as it is open is no success: the next waits longer.
    if (performance.now() - openedMs > LASTING_MS) failures = 0
  }
  const lost = (): void => {
    stream?.abort()
    stream = null
    onState(false)
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(open, backoffMs(failures, Math.random(), retryPause))
  }
  const tell = (name: string, data: string): void => {
    const payload: unknown = JSON.parse(data)
    for (const listener of listeners.get(name as EventName) ?? []) listener(payload as never)
  }
  const open = (): void => {
    clearTimeout(timer)
    timer = setTimeout(lost, SILENCE_MS)
    openedMs = performance.now()
    const own = new AbortController()
    stream = own
    read(own.signal, {
      onOpen: heard,
      onEvent: (name, data) => {
        heard()
        tell(name, data)
      },
    })
      .catch(() => undefined)
      .finally(() => {
        if (stream === own) lost()
      })
  }

  return {
    on(name, listener) {
      const own = listeners.get(name)
      // Wrapped: the same function given twice is two subscriptions, as in the desktop door.
      const entry: Listener = (payload) => listener(payload)
      own?.add(entry)
      if (stream === null && failures === 0) open()
      return () => own?.delete(entry)
    },
    retryNow() {
      if (stream === null && failures > 0) open()
    },
  }
}

interface Heard {
  onOpen(): void
  onEvent(name: string, data: string): void
}

/** Reads the stream to its end. Rejects when it cannot be had, or is cut. */
async function read(signal: AbortSignal, { onOpen, onEvent }: Heard): Promise<void> {
  const answer = await fetch('/api/events', {
    headers: sessionHeaders(),
    credentials: 'omit',
    cache: 'no-store',
    signal,
  })
  if (!answer.ok || answer.body === null) throw new Error(`events: ${answer.status}`)
  onOpen()
  const parser = createParser({ onEvent: ({ event = '', data }) => onEvent(event, data) })
  for (const [reader, decoder] = [answer.body.getReader(), new TextDecoder()]; ;) {
    const { done, value } = await reader.read()
    if (done) return
    parser.feed(decoder.decode(value, { stream: true }))
  }
}
