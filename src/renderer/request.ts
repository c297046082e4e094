import {
  QueryClient,
  queryOptions,
  useMutation,
  type UseMutationOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { TezgahApi } from '../shared/contract/channels.ts'
import type { AcknowledgeHow } from '../shared/model/alert.ts'
import { orderNumber } from '../shared/model/order.ts'
import type { Problem } from '../shared/contract/problems.ts'
import type { RequestInput, RequestName, RequestOutput } from '../shared/contract/requests.ts'
import { useScreen } from './store.ts'

/** Why a request was refused or did not arrive. */
export class RequestError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: RequestError
  }
}

/** The door's verbs; null when the page was opened on its own. */
export const bridge = (): TezgahApi | null => window.tezgah ?? null

/**
 * Sends one request. Rejects with a `RequestError` only: a transport that throws is `coreSilent`.
 *
 * @param patienceMs after which no answer is `coreSilent`, too; left out: it is waited for
 */
export async function request<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  patienceMs?: number,
): Promise<RequestOutput<N>> {
  const answer = bridge()
    ?.request(name, input)
    .catch(() => null)
  const result = await (patienceMs === undefined ? answer : Promise.race([answer, silence(patienceMs)]))
  if (result?.ok === true) return result.value
  throw new RequestError(result?.error ?? { code: 'coreSilent' })
}

const silence = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms))

/**
 * The core is on this machine, so requests are made whether or not the network is up, and a refusal is shown instead of
 * tried again. An answer is forgotten with the page that shows it: it may hold a customer's address.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { networkMode: 'always', gcTime: 0 },
  },
})

/** One question to the core, for `useQuery`. */
export const question = <N extends RequestName>(name: N, input: RequestInput<N>) =>
  queryOptions({ queryKey: [name, input] as const, queryFn: () => request(name, input) })

/**
 * Asks again when `version` has changed since the question was last put. While an answer is awaited nothing is asked, so
 * that versions which come faster than answers cannot keep every answer away.
 */
export function useRenewal({ isFetching, refetch }: UseQueryResult<unknown>, version: string | number): void {
  const askedFor = useRef(version)
  useEffect(() => {
    if (isFetching || askedFor.current === version) return
    askedFor.current = version
    void refetch()
  }, [isFetching, refetch, version])
}

/** A request that a person makes, with its progress and its fault for the place where it was made. */
export const useRequest = <N extends RequestName>(
  name: N,
  options: Pick<UseMutationOptions<RequestOutput<N>, RequestError, RequestInput<N>>, 'onSuccess'> = {},
) => useMutation({ ...options, mutationFn: (input: RequestInput<N>) => request(name, input) })

/** `request` for a button without a place of its own for words: a fault is shown as a banner. @returns whether it worked */
export async function perform<N extends RequestName>(name: N, input: RequestInput<N>): Promise<boolean> {
  const problem = await request(name, input).then(() => null, problemOf)
  useScreen.getState().setActionError(problem)
  return problem === null
}

const problemOf = (error: unknown): Problem => (error instanceof RequestError ? error.problem : { code: 'internal' })

/** "Seen", of the board that the person was looking at: what has come in since stays unseen. It can be taken back. */
export async function acknowledge(keys: string[], how: AcknowledgeHow): Promise<void> {
  const { snapshot } = useScreen.getState()
  if (snapshot === null) return
  const { runId, rev, cards } = snapshot
  const labels = cards.filter(({ key }) => keys.includes(key)).map(orderNumber)
  if (!(await perform('orders.acknowledge', { keys, how, runId, rev }))) return
  const { undos, setUndos } = useScreen.getState()
  setUndos([...undos, { keys, labels, atMs: performance.now() }])
}

/** The last "seen" was a slip of the hand: what it was said of waits again, and the one before it can be taken back. */
export async function takeBack(): Promise<void> {
  const { undos, setUndos } = useScreen.getState()
  const last = undos.at(-1)
  if (last === undefined) return
  setUndos(undos.slice(0, -1))
  await perform('orders.unacknowledge', { keys: last.keys })
}
