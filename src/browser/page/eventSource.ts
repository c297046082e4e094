import type { EventName, EventPayload } from '../../shared/contract/events.ts'
import { backoffMs } from '../../shared/model/backoff.ts'

/** Longer than two heartbeats. A server whose process hangs keeps the connection open and sends nothing. */
const SILENCE_MS = 40_000
const retryPause = { firstMs: 500, lastMs: 10_000 }

const names: readonly EventName[] = ['snapshot.changed', 'order.show']

type Listener = (payload: never) => void

export interface PageEvents {
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
  /** Tries again now rather than when its turn comes. */
  retryNow(): void
}

/**
 * Listens to the server as long as somebody listens here, and comes back by itself with growing, jittered pauses: the
 * browser's own retry neither grows nor notices a server that has gone silent.
 *
 * @param onState called with whether the server is being heard, when it changes.
 */
export function listenToServer(onState: (isHeard: boolean) => void): PageEvents {
  const listeners = new Map<EventName, Set<Listener>>(names.map((name) => [name, new Set()]))
  let source: EventSource | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(lost, SILENCE_MS)
    if (failures !== 0 || source?.readyState === EventSource.OPEN) onState(true)
    failures = 0
  }
  const lost = (): void => {
    source?.close()
    source = null
    onState(false)
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(open, backoffMs(failures, Math.random(), retryPause))
  }
  const open = (): void => {
    clearTimeout(timer)
    timer = setTimeout(lost, SILENCE_MS)
    source = new EventSource('/api/events')
    source.addEventListener('open', heard)
    source.addEventListener('error', lost)
    source.addEventListener('beat', heard)
    for (const name of names)
      source.addEventListener(name, (event: MessageEvent<string>) => {
        heard()
        const payload = JSON.parse(event.data) as never
        for (const listener of listeners.get(name) ?? []) listener(payload)
      })
  }

  return {
    on(name, listener) {
      const own = listeners.get(name)
      // Wrapped: the same function given twice is two subscriptions, as in the desktop door.
      const entry: Listener = (payload) => listener(payload)
      own?.add(entry)
      if (source === null && failures === 0) open()
      return () => own?.delete(entry)
    },
    retryNow() {
      if (source === null && failures > 0) open()
    },
  }
}
