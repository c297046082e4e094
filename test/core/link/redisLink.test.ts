import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { redisLink } from '../../../src/core/link/redisLink.ts'
import type { LinkSession } from '../../../src/core/link/linkSession.ts'
import { aRedisServer, aSlowWay } from '../../support/aRedisServer.ts'
import { systemTimers } from '../../../src/system/systemClock.ts'

const open = redisLink(systemTimers)

/** A busy computer may take longer than the link waits. */
const PATIENCE_MS = 20_000

async function sessionAt(address: string, password: string | null = null): Promise<LinkSession> {
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    const opened = await open({ address, password })
    if (opened.ok) {
      onTestFinished(() => opened.value.close())
      return opened.value
    }
    if (performance.now() > deadline) throw new Error(opened.error.code)
  }
}

/** @param unless what a busy computer may make of it at first */
async function codeAt(address: string, password: string | null = null, unless = 'timedOut'): Promise<string> {
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    const opened = await open({ address, password })
    if (opened.ok) opened.value.close()
    const code = opened.ok ? 'ok' : opened.error.code
    if (code !== unless || performance.now() > deadline) return code
  }
}

const slip = { account: 'acc', slip: '7:first:' }
const a = { ...slip, member: 'a', counterName: 'Kasa A', isForced: false }
const b = { ...slip, member: 'b', counterName: 'Kasa B', isForced: false }

/** A dataset that has just begun leaves everything in doubt: here it began long ago. */
async function agedServer() {
  const server = await aRedisServer()
  const session = await sessionAt(server.address)
  const { createClient } = await import('@redis/client')
  const client = createClient({ url: server.address })
  await client.connect()
  onTestFinished(() => client.close())
  await client.hSet('{tezgah}:1:born', 'at', 1)
  return { server, session, client }
}

test('one counter has a slip, the other hears who; what is printed stays printed', async () => {
  const { session } = await agedServer()
  const granted = await session.claim(a)
  expect(granted).toEqual({ kind: 'granted', token: 1, isInDoubt: false })
  expect(await session.claim(b)).toEqual({ kind: 'held', counterName: 'Kasa A' })
  expect(await session.renew('acc', slip.slip, 1)).toBe(true)
  expect(await session.renew('acc', slip.slip, 2)).toBe(false)
  expect(await session.done({ ...a, token: 1 })).toEqual({ alsoAt: null })
  expect(await session.claim(b)).toEqual({ kind: 'done', counterName: 'Kasa A', isOwn: false })
  expect(await session.claim(a)).toEqual({ kind: 'done', counterName: 'Kasa A', isOwn: true })
  const events = await session.read(new Map([['acc', null]]))
  expect(events.map(({ body }) => JSON.parse(body))).toEqual([
    { what: 'printed', slip: slip.slip, member: 'a', counterName: 'Kasa A' },
  ])
})

test('what was not printed is another’s without doubt; what may have been is in doubt', async () => {
  const { session, client } = await agedServer()
  await session.claim(a)
  await session.free({ ...a, token: 1, isInDoubt: false })
  expect(await session.claim(b)).toEqual({ kind: 'granted', token: 2, isInDoubt: false })
  // The one that had it does not live to say what became of it.
  await client.hSet('{tezgah}:1:claim:acc:7:first:', 'until', 1)
  expect(await session.claim(a)).toEqual({ kind: 'granted', token: 3, isInDoubt: true })
  // A token of before is worth nothing.
  await session.free({ ...b, token: 2, isInDoubt: false })
  expect(await session.claim(b)).toEqual({ kind: 'held', counterName: 'Kasa A' })
  await session.free({ ...a, token: 3, isInDoubt: false })
  expect(await session.claim(b)).toEqual({ kind: 'granted', token: 4, isInDoubt: true })
})

test('two that printed for want of an answer hear of each other', async () => {
  const { session } = await agedServer()
  expect(await session.done({ ...a, token: null })).toEqual({ alsoAt: null })
  expect(await session.done({ ...a, token: null })).toEqual({ alsoAt: null })
  expect(await session.done({ ...b, token: null })).toEqual({ alsoAt: 'Kasa A' })
  // A person's wish is fulfilled, and what comes out says so.
  expect(await session.claim({ ...b, isForced: true })).toMatchObject({ kind: 'granted', isInDoubt: true })
})

test('a server that was started anew, or emptied, leaves slips in doubt for a minute', async () => {
  const { server, session, client } = await agedServer()
  await client.flushAll()
  await expect(session.claim(a)).rejects.toThrow()
  const after = await sessionAt(server.address)
  expect(after.datasetId).not.toBe(session.datasetId)
  expect(await after.claim(a)).toMatchObject({ kind: 'granted', isInDoubt: true })
  const kept = await aRedisServer({ keeps: true })
  const before = await sessionAt(kept.address)
  await before.claim(a)
  await kept.kill()
  await kept.start()
  const again = await sessionAt(kept.address)
  expect(again.datasetId).not.toBe(before.datasetId)
  expect(await again.claim(b)).toEqual({ kind: 'held', counterName: 'Kasa A' })
})

test('how each counter is, and when it was last heard', async () => {
  const { session } = await agedServer()
  expect(await session.beat('a', 'well')).toMatchObject({ before: '', members: [{ id: 'a', health: 'well' }] })
  expect(await session.beat('a', 'tired')).toMatchObject({ before: 'well' })
  const { members } = await session.beat('', '')
  expect(members).toHaveLength(1)
  await session.leave('a')
  expect((await session.beat('', '')).members[0]?.silentMs).toBeGreaterThan(50_000)
})

test('what was told while nobody listened is read from where it was left', async () => {
  const { session } = await agedServer()
  await session.publish('acc', 'one')
  const [first] = await session.read(new Map([['acc', null]]))
  await session.publish('acc', 'two')
  await session.publish('other', 'three')
  const next = await session.read(
    new Map([
      ['acc', first?.id ?? null],
      ['other', null],
    ]),
  )
  expect(next.map(({ account, body }) => [account, body])).toEqual([
    ['acc', 'two'],
    ['other', 'three'],
  ])
  const waiting = session.read(new Map([['acc', next[0]?.id ?? null]]))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await session.publish('acc', 'four')
  expect((await waiting).map(({ body }) => body)).toEqual(['four'])
})

test('each fault of the way there has a code', async () => {
  const server = await aRedisServer({ password: 'gizli-parola' })
  const way = await aSlowWay(server.port)
  const web = createServer(
    (socket) => void socket.on('error', () => undefined).write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  )
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  onTestFinished(() => void web.close())
  const webPort = (web.address() as { port: number }).port
  expect(await codeAt(server.address)).toBe('linkPasswordRejected')
  expect(await codeAt(server.address, 'yanlis-parola')).toBe('linkPasswordRejected')
  expect(await codeAt(server.address, 'gizli-parola')).toBe('ok')
  expect(await codeAt(`redis://127.0.0.1:${webPort}`)).toBe('malformed')
  expect(await codeAt('redis://127.0.0.1:1')).toBe('offline')
  expect(await codeAt('redis://db.example.org')).toBe('hostNotAllowed')
  server.pause()
  expect(await codeAt(server.address, 'gizli-parola', '')).toBe('timedOut')
  server.resume()
  way.delay(1_700)
  expect(await codeAt(way.address, 'gizli-parola', '')).toBe('timedOut')
  const replica = await aRedisServer({ args: ['--replicaof', '127.0.0.1', '1'] })
  expect(await codeAt(replica.address)).toBe('linkServerUnfit')
})

test('a server that comes to take no writes, or denies its user a command, is unfit until that is mended', async () => {
  const { server, client } = await agedServer()
  await client.configSet('maxmemory', '1')
  expect(await codeAt(server.address)).toBe('linkServerUnfit')
  await client.configSet('maxmemory', '0')
  expect(await codeAt(server.address)).toBe('ok')
  await client.sendCommand(['REPLICAOF', '127.0.0.1', '1'])
  expect(await codeAt(server.address)).toBe('linkServerUnfit')
  await client.sendCommand(['REPLICAOF', 'NO', 'ONE'])
  expect(await codeAt(server.address)).toBe('ok')
  const asUser = server.address.replace('redis://', 'redis://kasa@')
  for (const denied of ['xadd', 'xread', 'incr', 'hset', 'hget', 'hgetall', 'hdel', 'hmget', 'pexpire', 'time']) {
    await client.sendCommand(['ACL', 'SETUSER', 'kasa', 'reset', 'on', '>parola', '~*', '+@all', `-${denied}`])
    expect([denied, await codeAt(asUser, 'parola')]).toEqual([denied, 'linkServerUnfit'])
  }
  await client.sendCommand(['ACL', 'SETUSER', 'kasa', 'reset', 'on', '>parola', '~*', '+@all'])
  expect(await codeAt(asUser, 'parola')).toBe('ok')
})

test('a counter that is not told the server’s run leaves the dataset that is there', async () => {
  const { server, client, session } = await agedServer()
  await client.sendCommand(['ACL', 'SETUSER', 'kasa', 'on', '>parola', '~*', '+@all', '-info'])
  const asUser = server.address.replace('redis://', 'redis://kasa@')
  const datasets = async (): Promise<string[]> => {
    const sessions = [
      await sessionAt(asUser, 'parola'),
      await sessionAt(server.address),
      await sessionAt(asUser, 'parola'),
    ]
    return sessions.map(({ datasetId }) => datasetId)
  }
  expect(new Set([session.datasetId, ...(await datasets())]).size).toBe(1)
  // Where it is the first, one that is told the run writes it down, once.
  await client.flushAll()
  const [mine, theirs, again] = await datasets()
  expect([mine === theirs, theirs === again]).toEqual([false, true])
})

test('what is told again of a slip that came out is kept for as long again', async () => {
  const { session, client } = await agedServer()
  const key = '{tezgah}:1:claim:acc:7:first:'
  await session.done({ ...a, token: null })
  await client.pExpire(key, 60_000)
  await session.done({ ...a, token: null })
  expect(await client.pTTL(key)).toBeGreaterThan(24 * 3_600_000)
})
