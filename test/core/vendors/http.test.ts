import { createServer as createTlsServer } from 'node:https'
import { Agent, fetch } from 'undici'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createHttp } from '../../../src/core/vendors/http/http.ts'
import { codeOfNetworkError } from '../../../src/core/vendors/http/wireFault.ts'
import { selfSignedCertificate } from './selfSignedCertificate.ts'
import { closedOrigin, sendJson, startRaw, startVendor } from './vendorDouble.ts'
import { codeAt, faultOf, HEADERS, KEY, open, QUICK } from './wireKit.ts'

describe('where a request may go', () => {
  it.each([
    ['http outside this computer', 'http://plugins.restomenum.app'],
    ['another host', 'https://plugins.restomenum.app.example.com'],
    ['a look-alike of the host', 'https://xplugins.restomenum.app'],
    ['another port', 'https://plugins.restomenum.app:8443'],
    ['a name in the address', 'https://user:word@plugins.restomenum.app'],
    ["the other vendor's host", 'https://ext.adisyo.com'],
    ['nonsense', 'plugins'],
  ])('refuses %s', async (_what, baseUrl) => {
    const fault = await faultOf(open(baseUrl).fetch(`${baseUrl}/plugin-api/packets/open`, { headers: HEADERS }))
    expect(fault.problem.code).toBe('hostNotAllowed')
  })

  it('refuses another origin than its own, even on loopback', async () => {
    const other = await startVendor((_request, response) => sendJson(response, {}))
    const own = await startVendor((_request, response) => sendJson(response, {}))
    const fault = await faultOf(open(own.origin).fetch(`${other.origin}/`, { headers: HEADERS }))
    expect(fault.problem.code).toBe('hostNotAllowed')
    expect(other.connections()).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])('reports a %i and sends no key to where it points', async (status) => {
    const other = await startVendor((_request, response) => sendJson(response, { success: true, data: [] }))
    const vendor = await startVendor((_request, response) => {
      response.writeHead(status, { location: `${other.origin}/elsewhere` }).end()
    })
    expect(await codeAt(vendor.origin)).toBe('redirected')
    expect(vendor.requests[0]?.headers['x-api-key']).toBe(KEY)
    expect(other.requests).toEqual([])
    expect(other.connections()).toBe(0)
  })
})

describe('when the network fails', () => {
  it('refused is offline', async () => expect(await codeAt(await closedOrigin())).toBe('offline'))

  it('a name that does not resolve is offline', async () => {
    // No vendor's name may be asked for here, so the error is a real one of a name that can never exist.
    const error: unknown = await fetch('http://tezgah.invalid/').catch((reason: unknown) => reason)
    expect(codeOfNetworkError(error, null)).toBe('offline')
  })

  it('reset before the answer is offline', async () => {
    const origin = await startRaw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await codeAt(origin)).toBe('offline')
  })

  it.each([
    ['reset', (end: { reset(): void; close(): void }) => end.reset()],
    ['closed', (end: { reset(): void; close(): void }) => end.close()],
  ])('%s in the body is offline, never half an answer', async (_what, end) => {
    const origin = await startRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"success":true,"data":[]}', () =>
          end({ reset: () => socket.resetAndDestroy(), close: () => socket.end() }),
        )
      }),
    )
    expect(await codeAt(origin)).toBe('offline')
  })

  it('gives up a server that accepts and says nothing', async () => {
    const origin = await startRaw(() => undefined)
    expect(await codeAt(origin, { ...QUICK, exchangeMs: 60_000 })).toBe('timedOut')
  })

  it('gives up a TLS server that never shakes hands', async () => {
    const origin = await startRaw(() => undefined, 'https')
    expect(await codeAt(origin, { ...QUICK, headersMs: 60_000, exchangeMs: 60_000 })).toBe('timedOut')
  })

  it('gives up a body that stalls', async () => {
    const vendor = await startVendor((_request, response) => void response.writeHead(200).write('{"success":'))
    expect(await codeAt(vendor.origin, QUICK)).toBe('timedOut')
  })

  it('gives up a body of a byte now and then, though it never stalls', async () => {
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 30)
      response.on('close', () => clearInterval(drip))
    })
    expect(await codeAt(vendor.origin, QUICK)).toBe('timedOut')
  })

  it('an aborted signal is timedOut, before and during', async () => {
    const vendor = await startVendor(() => undefined)
    const during = new AbortController()
    const call = faultOf(open(vendor.origin).fetch(vendor.origin, { signal: during.signal }))
    await vi.waitFor(() => expect(vendor.requests).toHaveLength(1))
    during.abort()
    expect((await call).problem.code).toBe('timedOut')
    const before = await faultOf(open(vendor.origin).fetch(vendor.origin, { signal: AbortSignal.abort() }))
    expect(before.problem.code).toBe('timedOut')
    expect(vendor.requests).toHaveLength(1)
  })

  it('close() gives up what is under way', async () => {
    const vendor = await startVendor(() => undefined)
    const http = createHttp({ kind: 'adisyo', baseUrl: vendor.origin, nowMs: Date.now })
    const call = faultOf(http.fetch(vendor.origin))
    await vi.waitFor(() => expect(vendor.requests).toHaveLength(1))
    await http.close()
    expect((await call).problem.code).toBe('timedOut')
  })
})

describe('TLS', () => {
  it('a certificate nobody vouches for is refused, whatever the environment says, and gets no key', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    const answer = (_request: unknown, response: Parameters<typeof sendJson>[0]) => sendJson(response, {})
    const certificate = selfSignedCertificate()
    const vendor = await startVendor(answer, (listener) => createTlsServer(certificate, listener), 'https')
    expect(await codeAt(vendor.origin)).toBe('tlsInvalid')
    expect(vendor.requests).toEqual([])
    // The server itself is in order: to whoever vouches for it by hand, it answers.
    const trusting = new Agent({ connect: { ca: certificate.cert, rejectUnauthorized: true } })
    onTestFinished(() => trusting.destroy())
    expect((await fetch(vendor.origin, { dispatcher: trusting })).status).toBe(200)
  })

  it.each([
    ['something that is not TLS at all', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a server that gives the handshake up', Buffer.from([0x15, 3, 3, 0, 2, 2, 80])],
    ['half of a record', Buffer.from([0x16, 3, 3, 0, 80, 2])],
  ])('%s is offline: it says nothing of a certificate', async (_what, bytes) => {
    const origin = await startRaw((socket) => socket.once('data', () => socket.end(bytes)), 'https')
    expect(await codeAt(origin)).toBe('offline')
  })
})

it('asks again over the connections it has', async () => {
  const vendor = await startVendor((_request, response) => sendJson(response, {}))
  const http = open(vendor.origin)
  for (let n = 0; n < 20; n++) await http.fetch(vendor.origin)
  expect(vendor.requests).toHaveLength(20)
  // A connection is free again a moment after its answer ended, so two may take turns.
  expect(vendor.connections()).toBeLessThanOrEqual(2)
})
