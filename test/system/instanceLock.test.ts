import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeOtherDoor, lockFolder, type FolderLock } from '../../src/system/instanceLock.ts'
import type { LogEntry } from '../../src/core/host.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const fileIn = (folder: string): string => join(folder, 'instance.json')

async function take(dataDir: string, door: 'desktop' | 'browser' = 'browser') {
  const calls: string[] = []
  const log: LogEntry[] = []
  const lock = await lockFolder({
    dataDir,
    door,
    onOtherStart: async () => {
      calls.push(door)
      return door === 'browser' ? `http://127.0.0.1:1/#${calls.length}` : null
    },
    log: (entry) => log.push(entry),
  })
  const release = (): void => (lock.kind === 'held' ? lock.release() : undefined)
  onTestFinished(release)
  return { lock, calls, log, release }
}
const kindOf = (lock: FolderLock): string => (lock.kind === 'held' ? 'held' : lock.other.kind)

/** Somebody who listens on loopback. @returns the port */
async function stranger(answer: string | null): Promise<number> {
  const server = createServer((_asked, outgoing) => (answer === null ? undefined : outgoing.end(answer)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
const leave = (folder: string, port: number, pid = process.pid): void =>
  writeFileSync(fileIn(folder), JSON.stringify({ pid, port, pass: 'p'.repeat(43) }))

test.each([
  ['browser', 'browser'],
  ['browser', 'desktop'],
  ['desktop', 'browser'],
] as const)('while the %s door has the folder, the %s door is led to it', async (first, second) => {
  const folder = temporaryFolder()
  const holder = await take(folder, first)
  const { lock } = await take(folder, second)
  const address = { address: 'http://127.0.0.1:1/#1' }
  expect(lock).toEqual({
    kind: 'heldByOther',
    other: { kind: first, pid: process.pid, ...(first === 'browser' ? address : {}) },
  })
  expect(holder.calls).toEqual([first])
  // It asks again each time, and the folder is free once the holder is gone.
  await take(folder, second)
  expect(holder.calls).toHaveLength(2)
  holder.release()
  expect(kindOf((await take(folder, second)).lock)).toBe('held')
})

test('of many starts at once one has the folder', async () => {
  const folder = temporaryFolder()
  const all = await Promise.all(Array.from({ length: 12 }, () => take(folder)))
  expect(all.map(({ lock }) => lock.kind).filter((kind) => kind === 'held')).toHaveLength(1)
  expect(readdirSync(folder)).toEqual(['instance.json'])
})

test('a program that holds connections open gets only so many, and keeps no start from being led', async () => {
  const folder = temporaryFolder()
  const holder = await take(folder)
  const { port } = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as { port: number }
  const sockets = Array.from({ length: 200 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  await expect.poll(() => sockets.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(32)
  expect(kindOf((await take(folder)).lock)).toBe('browser')
  expect(holder.calls).toHaveLength(1)
})

test('a lock left by a run that was cut off is no obstacle, whatever has its port or its process id now', async () => {
  for (const left of [
    (folder: string) => leave(folder, 1),
    (folder: string) => leave(folder, 1, 2 ** 22 + 1),
    async (folder: string) => leave(folder, await stranger('{"door":"kitchen"}')),
    async (folder: string) => leave(folder, await stranger('not JSON')),
    async (folder: string) => leave(folder, await stranger(null), 2 ** 22 + 1),
    (folder: string) => writeFileSync(fileIn(folder), ''),
    (folder: string) => writeFileSync(fileIn(folder), '{"pid":'),
  ]) {
    const folder = temporaryFolder()
    await left(folder)
    const { lock, release } = await take(folder)
    expect([kindOf(lock), readdirSync(folder)]).toEqual(['held', ['instance.json']])
    release()
    expect(readdirSync(folder)).toEqual([])
  }
})

test('a program on the port of a Tezgah that is gone is not believed, whatever it answers', async () => {
  for (const door of ['browser', 'desktop']) {
    const folder = temporaryFolder()
    leave(folder, await stranger(JSON.stringify({ door, address: 'http://127.0.0.1:1/#evil' })))
    expect(kindOf((await take(folder)).lock)).toBe('held')
  }
})

test('a holder that lives and does not answer keeps the folder', async () => {
  const folder = temporaryFolder()
  leave(folder, await stranger(null))
  const before = readFileSync(fileIn(folder), 'utf8')
  const { lock } = await take(folder)
  expect(lock).toEqual({ kind: 'heldByOther', other: { kind: 'silent', pid: process.pid } })
  expect(readFileSync(fileIn(folder), 'utf8')).toBe(before)
})

test('who does not know the pass is told nothing and moves nothing', async () => {
  const folder = temporaryFolder()
  const { calls } = await take(folder)
  const { port, pass } = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as { port: number; pass: string }
  const sign = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url')
  for (const proof of ['', pass, sign(pass.slice(1), 'asks:n'), sign(pass, 'asks:other'), sign(pass, 'answers:n')]) {
    const headers = { 'x-tezgah-nonce': 'n', 'x-tezgah-proof': proof }
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers })
    expect([answer.status, await answer.text()]).toEqual([403, ''])
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
  expect(calls).toEqual([])
  if (process.platform !== 'win32') expect(statSync(fileIn(folder)).mode & 0o077).toBe(0)
})

test('a folder that cannot be written opens all the same, and the log says so', async () => {
  const folder = join(temporaryFolder(), 'missing')
  const { lock, log } = await take(folder)
  expect([kindOf(lock), log.map(({ what }) => what)]).toEqual(['held', ['lock.notTaken']])
  mkdirSync(folder)
  expect(existsSync(fileIn(folder))).toBe(false)
})

test.each([
  [{ kind: 'desktop', pid: 7 }, /masaüstü uygulaması .* açık.*\n.*desktop app is already open/],
  [
    { kind: 'browser', pid: 7, address: 'http://a/#t' },
    /tarayıcıda zaten açık.* http:\/\/a\/#t\n.*already open.* http:\/\/a\/#t/,
  ],
  [{ kind: 'silent', pid: 7 }, /işlem 7.*yanıt vermiyor.*\n.*process 7.*does not answer/],
] as const)('%j is said in Turkish and in English', (other, words) => {
  expect(describeOtherDoor(other)).toMatch(words)
})
