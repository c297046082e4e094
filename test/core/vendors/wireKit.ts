import { expect, onTestFinished } from 'vitest'
import { createHttp, type Http, type WireLimits } from '../../../src/core/vendors/http/http.ts'
import { WireFault } from '../../../src/core/vendors/http/wireFault.ts'

export const KEY = 'server.plugin.canary-secret'
export const HEADERS = { Authorization: `Bearer ${KEY}`, 'x-api-key': KEY }
export const QUICK: Partial<WireLimits> = { connectMs: 300, headersMs: 300, exchangeMs: 600 }

/** A client of one origin, closed when the test ends. */
export function open(
  baseUrl: string,
  limits: Partial<WireLimits> = {},
  kind: 'restomenum' | 'adisyo' = 'restomenum',
): Http {
  const http = createHttp({ kind, baseUrl, nowMs: () => Date.UTC(2026, 0, 5, 12, 0, 0), limits })
  onTestFinished(() => http.close())
  return http
}

/** The fault a call ends with; whatever it is, it tells no secret. */
export async function faultOf(call: Promise<unknown>): Promise<WireFault> {
  const error: unknown = await call.then(
    (value) => new Error(`resolved to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof WireFault)) throw error
  // Whatever goes wrong: no key, no address, no word of the answer in anything that could be logged.
  const all = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.problem)} ${String(error.cause)}`
  expect(all).not.toContain('canary')
  expect(all).not.toContain('127.0.0.1')
  return error
}

export const ask = async (origin: string, limits?: Partial<WireLimits>) =>
  (await open(origin, limits).fetch(`${origin}/plugin-api/packets/open`, { headers: HEADERS })).json()

export const codeAt = async (origin: string, limits?: Partial<WireLimits>) =>
  (await faultOf(ask(origin, limits))).problem.code
