import { SESSION_HEADER, type SessionGrant } from '../sessionGrant.ts'

/** What the page knows of its right to be here. `unreachable`: nobody answered; `full`: every place is taken. */
export type SessionState = 'open' | 'missing' | 'unreachable' | 'full'

/** Of this tab and this origin alone, port included; worth nothing after Tezgah's next start. */
const KEPT = 'tezgah-session'

/**
 * In memory alone: a program that takes Tezgah's port over can serve a page that reads what the tab keeps, never what a
 * page that is open already remembers. It is not sent either, only proven.
 */
let resuming: Pick<SessionGrant, 'id' | 'resumeKey'> | null = null
let secret = ''

/** What each request carries. */
export const sessionHeaders = (): Record<string, string> => ({ [SESSION_HEADER]: secret })

/**
 * Trades the one-time token of the address for a session, and takes the token out of the address and the history
 * whatever the answer: it is worth nothing any more. `#TOKEN/gunsonu` leads to that page, `#/gunsonu` has no token.
 */
export async function openSession(): Promise<SessionState> {
  const [token = '', ...page] = location.hash.slice(1).split('/')
  if (token !== '') {
    const answer = await post('/session', { token })
    if (answer === null) return 'unreachable'
    history.replaceState(null, '', location.pathname)
    if (page.length > 0) location.replace(`#/${page.join('/')}`)
    if (answer.ok) return take(await answer.json())
    if (answer.status === 409) return 'full'
  }
  // No token, or a used one: this tab may have a session already.
  return checkSession()
}

/** Goes on with the session of this tab, also when Tezgah has been started anew meanwhile. */
export async function checkSession(): Promise<SessionState> {
  secret = secret || (sessionStorage.getItem(KEPT) ?? '')
  const renewed = secret === '' ? null : await post('/session/renew', {})
  if (renewed?.ok) return take(await renewed.json())
  if (secret !== '' && renewed === null) return 'unreachable'
  return resume()
}

async function resume(): Promise<SessionState> {
  const asked = await post('/session/challenge', {})
  if (asked === null || !asked.ok) return 'unreachable'
  if (resuming === null) return 'missing'
  const { challenge } = (await asked.json()) as { challenge: string }
  // With the port: what another program on another port was shown is no proof here.
  const proof = await sign(resuming.resumeKey, `${challenge}:${location.port}`)
  const answer = await post('/session/resume', { id: resuming.id, challenge, proof })
  if (answer === null) return 'unreachable'
  return answer.ok ? take(await answer.json()) : 'missing'
}

function take(given: unknown): SessionState {
  const grant = given as SessionGrant
  secret = grant.secret
  resuming = { id: grant.id, resumeKey: grant.resumeKey }
  sessionStorage.setItem(KEPT, secret)
  return 'open'
}

/** HMAC-SHA256, hex. */
async function sign(key: string, text: string): Promise<string> {
  const bytes = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', bytes.encode(key), algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', imported, bytes.encode(text))
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function post(path: string, body: unknown): Promise<Response | null> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...sessionHeaders() },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    })
  } catch {
    return null
  }
}
