import type { TezgahApi } from '../shared/contract/channels.ts'
import { applyPatch } from '../shared/contract/snapshotPatch.ts'
import { queryClient, request } from './request.ts'
import { type ScreenState, useScreen } from './store.ts'

/** How often the screen makes sure that the core is still there, ms: a stale board must not look alive. */
const LINK_CHECK_MS = 10_000
/** Longer than this without an answer counts as none, ms. */
const LINK_PATIENCE_MS = 5_000

/** Takes every snapshot into the store and follows "show this order". @returns stop */
export function followCore(api: TezgahApi): () => void {
  const { receive, receiveTimes, noteLink, go, select } = useScreen.getState()
  const unsubscribes = [
    api.on('snapshot.changed', (snapshot) => {
      noteLink(true)
      receive(snapshot)
    }),
    api.on('snapshot.patched', (patch) => {
      noteLink(true)
      const { snapshot } = useScreen.getState()
      // An answer to a request may have brought it already.
      if (snapshot !== null && snapshot.runId === patch.fromRunId && patch.rev <= snapshot.rev) return
      const next = snapshot && applyPatch(snapshot, patch)
      if (next === null) void fetchWhole()
      else receive(next)
    }),
    api.on('header.times', (times) => {
      noteLink(true)
      receiveTimes(times)
    }),
    api.on('order.show', ({ key }) => {
      select(key)
      go(key === null ? { name: 'board' } : { name: 'order', key })
    }),
    useScreen.subscribe((now, before) => {
      if (isBack(now, before)) void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
    }),
  ]
  const check = async (): Promise<void> => {
    const answer = request('snapshot.mark', {}).catch(() => null)
    const mark = await Promise.race([answer, silence(LINK_PATIENCE_MS)])
    noteLink(mark !== null)
    const { snapshot } = useScreen.getState()
    if (mark !== null && (snapshot?.runId !== mark.runId || snapshot.rev < mark.rev)) await fetchWhole()
  }
  const fetchWhole = async (): Promise<void> => {
    const snapshot = await request('snapshot.get', {}).catch(() => null)
    if (snapshot !== null) receive(snapshot)
  }
  void check()
  const timer = setInterval(() => void check(), LINK_CHECK_MS)
  return () => {
    clearInterval(timer)
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}

/** The core answers again, or is another one: what it could not be asked meanwhile is asked again. */
const isBack = (now: ScreenState, before: ScreenState): boolean =>
  (before.linkLostSinceMs !== null && now.linkLostSinceMs === null) ||
  (before.snapshot !== null && before.snapshot.runId !== now.snapshot?.runId)

const silence = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms))
