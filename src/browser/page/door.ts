import type { TezgahApi } from '../../shared/contract/channels.ts'
import type { RequestName, RequestOutput } from '../../shared/contract/requests.ts'
import type { Result } from '../../shared/contract/problems.ts'
import { listenToServer } from './eventSource.ts'
import { showSession } from './notice.ts'
import { checkSession, openSession, sessionHeaders, type SessionState } from './session.ts'

/**
 * Runs before the screen's own script and gives it `window.tezgah`, as the desktop door's preload does, over fetch and
 * server-sent events. The screen cannot tell the difference.
 */
function openDoor(): void {
  const isBodyReady = new Promise<void>((resolve) => {
    if (document.body !== null) resolve()
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true })
  })
  const say = (state: SessionState): void => {
    void isBodyReady.then(() => showSession(state))
  }

  let session = openSession()
  void session.then(say)

  const events = listenToServer((isHeard) => {
    if (isHeard) say('open')
    // Not heard: the server is gone, or has been started anew. Only it can tell which.
    else void goOn()
  })

  /** One at a time: each answer may bring a new secret. */
  let going: Promise<SessionState> | null = null
  const goOn = (): Promise<SessionState> => {
    going ??= checkSession().finally(() => (going = null))
    void going.then(say)
    return going
  }

  const api: TezgahApi = {
    request: async (name, input) => {
      await session
      const first = await post(name, input)
      // Refused by a Tezgah that was started anew: it has done nothing of what was asked yet.
      const result = isForbidden(first) && (await goOn()) === 'open' ? await post(name, input) : first
      if (!result.ok && result.error.code === 'coreSilent') say('unreachable')
      return result
    },
    on: (name, listener) => {
      let isWanted = true
      const subscribed = session.then(() => (isWanted ? events.on(name, listener) : null))
      return () => {
        isWanted = false
        void subscribed.then((unsubscribe) => unsubscribe?.())
      }
    },
  }
  Object.defineProperty(window, 'tezgah', { value: Object.freeze(api) })

  // A fresh one-time address pasted into this very tab changes only the part after the #.
  addEventListener('hashchange', () => {
    // `#/…` is a page of the screen, and no address of Tezgah.
    if (location.hash.length < 2 || location.hash.startsWith('#/')) return
    session = openSession()
    void session.then((state) => (state === 'open' ? location.reload() : say(state)))
  })
  addEventListener('online', () => events.retryNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') events.retryNow()
  })
}

const isForbidden = (result: Result<unknown>): boolean => !result.ok && result.error.code === 'forbidden'

/** Every answer is a Result, as the contract promises; `coreSilent`: nobody answered. */
async function post<N extends RequestName>(name: N, input: unknown): Promise<Result<RequestOutput<N>>> {
  try {
    const answer = await fetch(`/api/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...sessionHeaders() },
      body: JSON.stringify(input) ?? 'null',
      credentials: 'omit',
      cache: 'no-store',
    })
    return (await answer.json()) as Result<RequestOutput<N>>
  } catch {
    return { ok: false, error: { code: 'coreSilent' } }
  }
}

openDoor()
