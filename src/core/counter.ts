import type { EventName, EventPayload } from '../shared/contract.ts'
import type { Result } from '../shared/result.ts'
import type { Attention, Host } from './host.ts'

/** What a door holds: the whole of Tezgah behind two verbs and a life cycle. */
export interface Counter {
  /** Opens the ledger, reads the settings and starts every source and printer. Never throws for a bad disk or key. */
  start(): Promise<void>
  /** Stops polling, lets the slip under way end (at most 10 s) and closes the ledger. */
  stop(): Promise<void>
  /**
   * Answers one request of a screen. `name` and `input` are untrusted: an unknown name or a wrong input resolves to
   * `invalidRequest`. Never rejects.
   */
  handle(name: unknown, input: unknown): Promise<Result<unknown>>
  /** Every event for screens, in order. @returns its unsubscribe. */
  subscribe(listener: (event: CounterEvent) => void): () => void
  /** Brings an order to the front of whatever screens are open (null: the board). */
  showOrder(key: string | null): void
  attention(): Attention
  /** The machine woke up or the network came back: poll now. */
  wake(): void
}

export type CounterEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]

/** Composition root of the core. */
export function createCounter(_host: Host): Counter {
  throw new Error('being written')
}
