import type { EventName, EventPayload } from './events.ts'
import type { RequestInput, RequestName, RequestOutput } from './requests.ts'
import type { Result } from './problems.ts'

/** Names and types only: the sandboxed preload bundles this file, and must stay under 2 kB. */

export const REQUEST_CHANNEL = 'tezgah:request'
export const EVENT_CHANNEL = 'tezgah:event'

/** What a screen finds at `window.tezgah`, whichever door it came through. Verbs only. */
export interface TezgahApi {
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>
  /** @returns its unsubscribe. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}
