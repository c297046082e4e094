import { getCACertificates } from 'node:tls'
import { Agent, fetch as fetchOverAgent } from 'undici'
import type { SourceKind } from '../../../shared/model/order.ts'
import { isAllowedBaseUrl } from '../../../shared/settings/source.ts'
import type { ClientHost } from '../posClient.ts'
import { readRetryAfter } from './retryAfter.ts'
import { parseSafeJson } from './safeJson.ts'
import { codeOfNetworkError, problemOf, WireFault } from './wireFault.ts'

/** The rules of the wire, in ms, bytes (after decompression) and levels of nesting. */
export interface WireLimits {
  connectMs: number
  headersMs: number
  /** The whole exchange: a body of one byte a second is given up, too. */
  exchangeMs: number
  bytes: number
  depth: number
}

export const wireLimits: WireLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  exchangeMs: 20_000,
  bytes: 2 * 1024 * 1024,
  depth: 32,
}

export interface HttpOptions {
  kind: SourceKind
  /** Requests go to this origin and nowhere else; an address the source may not have refuses every request. */
  baseUrl: string
  /** Wall time, epoch ms: only to read a Retry-After date. */
  nowMs(): number
  trustedClock?: ClientHost['trustedClock']
  limits?: Partial<WireLimits> | undefined
}

export interface Http {
  /**
   * Like fetch, for one origin. Resolves to an answer whose body is complete JSON, checked and parsed (`json()` hands
   * out the parsed value each time); an error status without readable JSON has the body `{}`.
   *
   * @throws WireFault and nothing else.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Drops every connection; whatever is still under way is given up. */
  close(): Promise<void>
}

/** The only place that does HTTP: one keep-alive pool a client. */
export function createHttp(options: HttpOptions): Http {
  const limits = { ...wireLimits, ...options.limits }
  const origin = isAllowedBaseUrl(options.kind, options.baseUrl) ? new URL(options.baseUrl).origin : null
  const agent = new Agent({
    // Said out loud, because an environment variable could turn the check off: there is no way around it.
    // It rests for less time than the first of TCP's own probes would take, and not every system lets them be set.
    connect: { timeout: limits.connectMs, rejectUnauthorized: true, ca: trustedAuthorities(), keepAlive: false },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.headersMs,
    keepAliveTimeout: 30_000,
    connections: 4,
  })
  return {
    fetch: (input, init) => exchange(agent, origin, limits, options, String(input), init ?? {}),
    close: () => agent.destroy(),
  }
}

let authorities: string[] | null = null

/**
 * Node's own authorities and the system's: a shop whose antivirus looks into TLS has put its authority there, and
 * without it every source would stop. Read once, at the first connection: the system's store can be slow.
 */
export const trustedAuthorities = (): string[] =>
  (authorities ??= [...getCACertificates('default'), ...systemAuthorities()])

/** A store that cannot be read is no reason to hear nothing: most vendors' certificates are of Node's own authorities. */
function systemAuthorities(): string[] {
  try {
    return getCACertificates('system')
  } catch {
    return []
  }
}

async function exchange(
  agent: Agent,
  origin: string | null,
  limits: WireLimits,
  { nowMs, trustedClock }: HttpOptions,
  address: string,
  init: RequestInit,
): Promise<Response> {
  const url = URL.parse(address)
  if (origin === null || url === null || url.origin !== origin) throw new WireFault(problemOf('hostNotAllowed'))
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), limits.exchangeMs)
  const signal = init.signal ? AbortSignal.any([stop.signal, init.signal]) : stop.signal
  try {
    const headers = {
      accept: 'application/json',
      'user-agent': 'Tezgah',
      ...Object.fromEntries(new Headers(init.headers)),
    }
    const response = await fetchOverAgent(url, {
      method: init.method ?? 'GET',
      headers,
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      // Never followed: `x-api-key` would be sent along to wherever it points.
      redirect: 'manual',
      dispatcher: agent,
      signal,
    })
    const answer = await checked(response, limits, nowMs)
    // A portal's page or a refusal may come from anywhere: what is an answer tells the time.
    if (answer.ok) noteDate(response.headers.get('date'), trustedClock)
    return answer
  } catch (error) {
    const isGivenUp = signal.aborted
    // Ends the connection of an answer that was refused half-way.
    stop.abort()
    if (error instanceof WireFault) throw error
    throw new WireFault(problemOf(isGivenUp ? 'timedOut' : codeOfNetworkError(error, trustedClock?.fault() ?? null)))
  } finally {
    clearTimeout(timer)
  }
}

function noteDate(header: string | null, trustedClock: HttpOptions['trustedClock']): void {
  const dateMs = Date.parse(header ?? '')
  if (!Number.isNaN(dateMs)) trustedClock?.noteDate(dateMs)
}

type WireResponse = Awaited<ReturnType<typeof fetchOverAgent>>

async function checked(response: WireResponse, limits: WireLimits, nowMs: () => number): Promise<Response> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
    throw new WireFault(problemOf('redirected'))
  const retryAfter = response.headers.get('retry-after')
  if (response.status === 429)
    throw new WireFault(problemOf('rateLimited', { retryAfterMs: readRetryAfter(retryAfter, nowMs()) }))
  const text = await readWithin(response, limits.bytes)
  const parsed = parseSafeJson(text, limits.depth)
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter }
  if (parsed.ok) return new SafeResponse(parsed.value, { status: response.status, headers })
  // An error status speaks for itself, except where a portal's page stands in for the vendor.
  const speaksForItself = response.status >= 500 || (!response.ok && !/^\s*</.test(text))
  if (!speaksForItself) throw new WireFault(problemOf(parsed.code))
  return new SafeResponse({}, { status: response.status, headers })
}

/** @throws WireFault `tooLarge` as soon as the limit is passed, so a bomb is never unpacked whole. */
async function readWithin(response: WireResponse, limitBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) throw new WireFault(problemOf('tooLarge'))
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** An answer that has been read and parsed already: no one downstream parses, or swallows, anything again. */
class SafeResponse extends Response {
  readonly #value: unknown

  constructor(value: unknown, init: ResponseInit) {
    super(null, init)
    this.#value = value
  }

  override json = (): Promise<unknown> => Promise.resolve(this.#value)
}
