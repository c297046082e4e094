/** What the page knows of its right to be here. `unreachable`: nobody answered. */
export type SessionState = 'open' | 'missing' | 'unreachable'

/**
 * Trades the one-time token of the address (`#…`) for a cookie, and takes the token out of the address and the history
 * whatever the answer: it is worth nothing any more.
 */
export async function openSession(): Promise<SessionState> {
  const token = location.hash.slice(1)
  if (token !== '') {
    const answer = await ask('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    if (answer === null) return 'unreachable'
    history.replaceState(null, '', location.pathname)
    if (answer.ok) return 'open'
  }
  // No token, or a used one: this browser may hold a cookie already.
  return checkSession()
}

export async function checkSession(): Promise<SessionState> {
  const answer = await ask('/session', {})
  if (answer === null || !answer.ok) return 'unreachable'
  const body: unknown = await answer.json()
  return typeof body === 'object' && body !== null && 'hasSession' in body && body.hasSession === true
    ? 'open'
    : 'missing'
}

async function ask(path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' })
  } catch {
    return null
  }
}
