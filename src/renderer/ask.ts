import type { TezgahApi } from '../shared/contract/channels.ts'
import type { RequestInput, RequestName, RequestOutput } from '../shared/contract/requests.ts'
import { fail, type Result } from '../shared/contract/problems.ts'
import { useScreen } from './store.ts'

/** The door's verbs; null when the page was opened on its own. */
export const bridge = (): TezgahApi | null => window.tezgah ?? null

/** Sends one request. Never rejects: a transport that throws is `internal`, like any other fault of the door. */
export async function ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>> {
  const api = bridge()
  if (api === null) return fail('internal')
  try {
    return await api.request(name, input)
  } catch {
    return fail('internal')
  }
}

/** "Seen", of the board that the person was looking at: what has come in since stays unseen. */
export function acknowledge(keys: string[]): void {
  const { snapshot } = useScreen.getState()
  if (snapshot !== null) void perform('orders.acknowledge', { keys, rev: snapshot.rev })
}

/** `ask` for a button without a place of its own for words: a fault is shown as a banner. @returns whether it worked */
export async function perform<N extends RequestName>(name: N, input: RequestInput<N>): Promise<boolean> {
  const result = await ask(name, input)
  useScreen.getState().setActionError(result.ok ? null : result.error)
  return result.ok
}
