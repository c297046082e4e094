import type { Counter } from '../core/counter.ts'
import type { CounterEvent } from '../core/screen/publisher.ts'
import type { HeaderTimes, Snapshot } from '../shared/contract/snapshot.ts'
import { patchBetween } from '../shared/contract/snapshotPatch.ts'

/** Without it neither side would notice that the other is gone while nothing changes. */
const HEARTBEAT_MS = 15_000
/** A screen that slept through more than these "show this order" requests has no use for the older ones. */
const MAX_WAITING_SHOWS = 20

/**
 * Server-sent events for one screen: the current snapshot first, then what differs, as fast as the screen takes it. A
 * slow one gets what differs between what it has and the newest: it costs two snapshots of memory, which all screens
 * share, no more.
 *
 * @param onEnd called once when the screen is gone.
 */
export function createEventStream(
  counter: Pick<Counter, 'subscribe' | 'handle'>,
  onEnd: () => void,
): { body: ReadableStream<Uint8Array>; close(): void } {
  const outbox = createOutbox()
  const encoder = new TextEncoder()
  let end = (): void => {}
  const body = new ReadableStream<Uint8Array>(
    {
      async start() {
        const unsubscribe = counter.subscribe((event) => outbox.put(event))
        const heartbeat = setInterval(() => outbox.beat(), HEARTBEAT_MS)
        end = () => {
          end = () => {}
          clearInterval(heartbeat)
          unsubscribe()
          outbox.close()
          onEnd()
        }
        const first = await counter.handle('snapshot.get', {})
        if (first.ok) outbox.put({ name: 'snapshot.changed', payload: first.value as Snapshot })
      },
      async pull(controller) {
        const message = await outbox.take()
        if (message === null) controller.close()
        else controller.enqueue(encoder.encode(message))
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
  return { body, close: () => end() }
}

/** What is waiting to be sent: at most one snapshot, the newest times, a few shows and one heartbeat. */
function createOutbox() {
  let snapshot: Snapshot | null = null
  /** The one that the screen has, or is being sent. */
  let sent: Snapshot | null = null
  let times: HeaderTimes | null = null
  let shows: CounterEvent[] = []
  let isBeatDue = false
  let isClosed = false
  let wake = (): void => {}

  const next = (): string | null => {
    if (snapshot !== null) {
      const message = sent === null ? formatEvent('snapshot.changed', snapshot) : patchMessage(sent, snapshot)
      sent = snapshot
      snapshot = null
      return message
    }
    if (times !== null) {
      const message = formatEvent('header.times', times)
      times = null
      return message
    }
    const show = shows.shift()
    if (show !== undefined) return formatEvent(show.name, show.payload)
    if (!isBeatDue) return null
    isBeatDue = false
    return formatEvent('beat', {})
  }

  return {
    put(event: CounterEvent): void {
      if (event.name === 'snapshot.changed') {
        if (event.payload.rev <= (snapshot ?? sent ?? { rev: Number.NEGATIVE_INFINITY }).rev) return
        snapshot = event.payload
        // It has them, and newer ones.
        times = null
      } else if (event.name === 'header.times') times = event.payload
      else shows = [...shows, event].slice(-MAX_WAITING_SHOWS)
      wake()
    },
    beat(): void {
      isBeatDue = true
      wake()
    },
    close(): void {
      isClosed = true
      wake()
    },
    /** The next message; null when it is over. One caller at a time. */
    async take(): Promise<string | null> {
      for (;;) {
        if (isClosed) return null
        const message = next()
        if (message !== null) return message
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

/** Encoded once for all screens that have the same snapshot and are sent the same one. */
const patches = new WeakMap<Snapshot, { fromRev: number; message: string }>()

function patchMessage(before: Snapshot, after: Snapshot): string {
  const known = patches.get(after)
  // By its number: a snapshot that held the one before it would keep all of them for ever.
  if (known?.fromRev === before.rev) return known.message
  const message = formatEvent('snapshot.patched', patchBetween(before, after))
  patches.set(after, { fromRev: before.rev, message })
  return message
}

const formatEvent = (name: string, payload: unknown): string => `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`
