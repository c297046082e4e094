import { createHmac } from 'node:crypto'
import { Agent, fetch } from 'undici'
import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import { isWebhookAddress } from '../../shared/settings/webhook.ts'
import { trustedAuthorities, wireLimits } from '../vendors/http/http.ts'
import { codeOfNetworkError } from '../vendors/http/wireFault.ts'

export interface SignedMessage {
  /** The same for each try: a receiver takes a message once. */
  id: string
  body: string
  /** Unix seconds, of this try. */
  atSeconds: number
}

/** Hex HMAC-SHA256 over `<seconds>.<body>`. */
export const signatureOf = (secret: string, { atSeconds, body }: Pick<SignedMessage, 'atSeconds' | 'body'>): string =>
  createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')

/**
 * Hands one message to the owner's address. The rules of the wire as for vendors: checked certificates, no redirect is
 * followed, every wait has an end, and nothing of the answer is read but its status. Never rejects.
 */
export async function postMessage(
  address: string,
  secret: string,
  message: SignedMessage,
  signal?: AbortSignal,
): Promise<Result<null>> {
  if (!isWebhookAddress(address)) return fail('hostNotAllowed')
  const agent = new Agent({
    connect: { timeout: wireLimits.connectMs, rejectUnauthorized: true, ca: trustedAuthorities() },
    headersTimeout: wireLimits.headersMs,
  })
  const end = AbortSignal.timeout(wireLimits.exchangeMs)
  const stop = signal === undefined ? end : AbortSignal.any([end, signal])
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Tezgah',
        'x-tezgah-id': message.id,
        'x-tezgah-timestamp': String(message.atSeconds),
        'x-tezgah-signature': `sha256=${signatureOf(secret, message)}`,
      },
      body: message.body,
      redirect: 'manual',
      dispatcher: agent,
      signal: stop,
    })
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
      return fail('redirected')
    if (response.ok) return ok(null)
    return response.status >= 500 ? fail('vendorError') : fail('webhookRefused')
  } catch (error) {
    return fail(stop.aborted ? 'timedOut' : codeOfNetworkError(error, null))
  } finally {
    void agent.destroy()
  }
}
