import { expect, test } from 'vitest'
import { MAX_REQUEST_BYTES } from '../../src/shared/contract/requests.ts'
import { headersOf, openTestDoor, tokenOf } from './testDoor.ts'

/** Faults 42 and 44 of docs/faults.md: what a page elsewhere in the same browser, or a program on the same machine, may try. */

const forbidden = { ok: false, error: { code: 'forbidden' } }

test('without a session nothing is answered but the empty screen', async () => {
  const door = await openTestDoor()
  const answer = await door.post('/api/snapshot.get', {})
  expect(answer.status).toBe(401)
  expect(JSON.parse(answer.text)).toEqual(forbidden)
  expect((await door.ask({ path: '/api/events' })).status).toBe(401)
  expect((await door.post('/session/address', {})).status).toBe(401)
  expect((await door.ask()).status).toBe(200)
})

test('with a session it is answered, by its header alone: nothing is ever set as a cookie', async () => {
  const door = await openTestDoor()
  const opened = await door.post('/session', { token: tokenOf(door.server.address()) })
  expect(opened.headers['set-cookie']).toBeUndefined()
  const session = headersOf(opened)
  const answer = await door.post('/api/snapshot.get', {}, session)
  expect(JSON.parse(answer.text)).toMatchObject({ ok: true, value: { rev: 1 } })
  const Cookie = Object.entries(session)
    .map((pair) => pair.join('='))
    .join()
  expect((await door.post('/api/snapshot.get', {}, { Cookie })).status).toBe(401)
})

test('a token opens one session, once', async () => {
  const door = await openTestDoor()
  const token = tokenOf(door.server.address())
  expect((await door.post('/session', { token })).status).toBe(200)
  const again = await door.post('/session', { token })
  expect(again.status).toBe(401)
  expect(JSON.parse(again.text)).toEqual(forbidden)
  expect((await door.post('/session', { token: `${token}x` })).status).toBe(401)
  expect((await door.post('/session', {})).status).toBe(401)
})

test('an address nobody opened is worth nothing after ten minutes; the first one waits', async () => {
  const door = await openTestDoor()
  const [first, later] = [tokenOf(door.server.address(null)), tokenOf(door.server.address())]
  door.advance(10 * 60_000)
  expect((await door.post('/session', { token: later })).status).toBe(401)
  expect((await door.post('/session', { token: first })).status).toBe(200)
})

test('a screen with a session can ask for the address of a second one', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const answer = await door.post('/session/address', {}, session)
  const { address } = JSON.parse(answer.text) as { address: string }
  expect(address.startsWith(`${door.origin}/#`)).toBe(true)
  const second = await door.openSession(address)
  expect(second).not.toEqual(session)
  expect((await door.post('/api/snapshot.get', {}, second)).status).toBe(200)
})

test.each([
  ['a rebound name', { Host: 'evil.example' }],
  ['a rebound name with our port', { Host: 'evil.example:PORT' }],
  ['another name of this machine', { Host: 'localhost:PORT' }],
  ['our address without the port', { Host: '127.0.0.1' }],
  ['an address that only begins like ours', { Host: '127.0.0.1.evil.example:PORT' }],
])('refuses %s in the Host header, session or not', async (_what, { Host }) => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const named = Host.replace('PORT', String(door.server.port))
  for (const path of ['/', '/door.js', '/session/renew', '/api/events'])
    expect((await door.ask({ path, headers: { Host: named, ...session } })).status).toBe(403)
  const posted = await door.post('/api/snapshot.get', {}, { Host: named, ...session })
  expect(posted.status).toBe(403)
  expect(JSON.parse(posted.text)).toEqual(forbidden)
})

test.each([
  ['another site', 'https://evil.example'],
  ['another port of this machine', 'http://127.0.0.1:1'],
  ['our address by another name', 'http://localhost:PORT'],
  ['our address over https', 'https://127.0.0.1:PORT'],
  ['a sandboxed frame or a file', 'null'],
  ['nothing at all', undefined],
])('refuses a request whose Origin is %s', async (_what, origin) => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const headers: Record<string, string> = { 'Content-Type': 'application/json', ...session }
  if (origin !== undefined) headers['Origin'] = origin.replace('PORT', String(door.server.port))
  const answer = await door.ask({ method: 'POST', path: '/api/snapshot.get', headers, body: '{}' })
  expect(answer.status).toBe(403)
  if (origin !== undefined) expect((await door.ask({ path: '/api/events', headers })).status).toBe(403)
})

test('refuses what the browser says came from another site; a link may open the page and nothing else', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const from = (site: string, dest: string) => ({ ...session, 'Sec-Fetch-Site': site, 'Sec-Fetch-Dest': dest })
  for (const site of ['cross-site', 'same-site', 'none']) {
    expect((await door.ask({ path: '/api/events', headers: from(site, 'empty') })).status).toBe(403)
    expect((await door.ask({ path: '/door.js', headers: from(site, 'script') })).status).toBe(403)
    expect((await door.ask({ headers: from(site, 'iframe') })).status).toBe(403)
    expect((await door.ask({ headers: from(site, 'document') })).status).toBe(200)
    const posted = await door.post('/api/snapshot.get', {}, from(site, 'empty'))
    expect(posted.status).toBe(403)
  }
})

test('no answer lets a page elsewhere read it, not even to a preflight', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const asked = [
    door.ask({
      method: 'OPTIONS',
      path: '/api/snapshot.get',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    }),
    door.ask({ method: 'OPTIONS', path: '/api/snapshot.get', headers: { Origin: door.origin, ...session } }),
    door.ask({ headers: session }),
    door.ask({ path: '/nowhere' }),
    door.post('/api/snapshot.get', {}, session),
    door.post('/api/snapshot.get', {}, { ...session, Origin: 'https://evil.example' }),
  ]
  for (const answer of await Promise.all(asked)) {
    const names = Object.keys(answer.headers)
    expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([])
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
  'a body of type "%s", which needs no preflight, is not read',
  async (type) => {
    const door = await openTestDoor()
    const session = await door.openSession()
    const answer = await door.post('/api/snapshot.get', {}, { ...session, 'Content-Type': type })
    expect(answer.status).toBe(415)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalidRequest' } })
    expect(
      (await door.post('/session', { token: tokenOf(door.server.address()) }, { 'Content-Type': type })).status,
    ).toBe(401)
  },
)

test('what is not JSON, or too large, is refused with a code and the door stays open', async () => {
  const door = await openTestDoor()
  const session = await door.openSession()
  const headers = { ...session, Origin: door.origin, 'Content-Type': 'application/json' }
  const send = (body: string, more = {}) =>
    door.ask({ method: 'POST', path: '/api/order.get', headers: { ...headers, ...more }, body })
  for (const body of ['', '{', '{"key":', '\u0000']) expect((await send(body)).status).toBe(400)
  expect((await send(JSON.stringify({ key: 'x'.repeat(MAX_REQUEST_BYTES) }))).status).toBe(413)
  expect((await send(JSON.stringify({ key: 'x'.repeat(10_000_000) }), { 'Transfer-Encoding': 'chunked' })).status).toBe(
    413,
  )
  expect((await send('['.repeat(100_000) + ']'.repeat(100_000))).status).toBe(200)
  expect(JSON.parse((await send('{"key":"a","__proto__":{"isAdmin":true}}')).text)).toMatchObject({ ok: false })
  expect((await send(JSON.stringify({ key: 'a' }))).status).toBe(200)
})

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%5csecret.txt',
  '/assets/..%252f..%252fsecret.txt',
  '//secret.txt',
  '/assets/a.js%00.txt',
  '/%',
  '/assets',
])('%s leads nowhere', async (path) => {
  const door = await openTestDoor()
  const answer = await door.ask({ path })
  expect([400, 404]).toContain(answer.status)
  expect(answer.text).not.toContain('outside the screen')
})
