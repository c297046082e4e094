import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LogEntry } from '../../src/core/host.ts'
import { openBrowserDoor } from '../../src/browser/browserDoor.ts'
import { createStandInCounter } from './standInCounter.ts'
import { askPort, cookieOf, makeScreen, temporaryFolder, tokenOf } from './testDoor.ts'

async function open(dataDir: string, port: number | null = 0) {
  const log: LogEntry[] = []
  const counter = createStandInCounter()
  const door = await openBrowserDoor({
    dataDir,
    port,
    ...makeScreen(temporaryFolder()),
    createCounter: () => counter,
    log: (entry) => void log.push(entry),
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    if (door.kind === 'open' && !isClosed) await door.close()
    isClosed = true
  }
  onTestFinished(close)
  return { door, log, close, address: new URL(door.address) }
}

const postTo = (address: URL, path: string, body: unknown, headers: Record<string, string> = {}) =>
  askPort(Number(address.port), {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/json', Origin: address.origin, ...headers },
    body: JSON.stringify(body),
  })

test('a session outlives a restart on the same port, and its secret is not on the disk', async () => {
  const dataDir = temporaryFolder()
  const first = await open(dataDir)
  const cookie = cookieOf(await postTo(first.address, '/session', { token: tokenOf(first.door.address) }))
  await first.close()
  const second = await open(dataDir, Number(first.address.port))
  expect((await postTo(second.address, '/api/snapshot.get', {}, { Cookie: cookie })).status).toBe(200)
  const [name, id = ''] = cookie.split('=')
  expect((await postTo(second.address, '/api/snapshot.get', {}, { Cookie: `${name}=${id.slice(0, -1)}` })).status).toBe(
    401,
  )
  const file = join(dataDir, 'browser-sessions.json')
  expect(readFileSync(file, 'utf8')).not.toContain(id)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

test('a broken session file costs a session, not the start', async () => {
  const dataDir = temporaryFolder()
  writeFileSync(join(dataDir, 'browser-sessions.json'), '["nonsense')
  const { address, door } = await open(dataDir)
  expect((await postTo(address, '/session', { token: tokenOf(door.address) })).status).toBe(200)
})

test('a second start is told of the first, with an address that works', async () => {
  const dataDir = temporaryFolder()
  const first = await open(dataDir)
  const second = await open(dataDir)
  expect(second.door).toMatchObject({ kind: 'openElsewhere', pid: process.pid })
  expect(second.address.port).toBe(first.address.port)
  expect((await postTo(second.address, '/session', { token: tokenOf(second.door.address) })).status).toBe(200)
})

test('word left by a run that was cut off is no obstacle, even when another program has its port now', async () => {
  const dataDir = temporaryFolder()
  const stranger = createServer((_asked, answer) => answer.end('{"address":5}'))
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void stranger.close())
  const taken = stranger.address()
  const port = typeof taken === 'object' && taken !== null ? taken.port : 0
  for (const left of [{ pid: 1, port, pass: 'p'.repeat(43) }, { pid: 1, port: 1, pass: 'p'.repeat(43) }, 'nonsense']) {
    writeFileSync(join(dataDir, 'browser-door.json'), JSON.stringify(left))
    const { door, close } = await open(dataDir)
    expect(door.kind).toBe('open')
    await close()
  }
  expect(existsSync(join(dataDir, 'browser-door.json'))).toBe(false)
})

test('two data folders are two counters: the usual port goes to the first, any to the second', async () => {
  const [first, second] = [await open(temporaryFolder(), null), await open(temporaryFolder(), null)]
  expect([first.door.kind, second.door.kind]).toEqual(['open', 'open'])
  expect(first.address.port).not.toBe(second.address.port)
})

test('a port that was asked for and is taken is an error, not another port', async () => {
  const { address } = await open(temporaryFolder())
  await expect(open(temporaryFolder(), Number(address.port))).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a screen that was not built is an error before anything is started', async () => {
  const started: string[] = []
  const counter = { ...createStandInCounter(), start: async () => void started.push('core') }
  const options = { dataDir: temporaryFolder(), port: 0, rendererDir: '/nowhere', doorScript: '/nowhere.js' }
  await expect(openBrowserDoor({ ...options, createCounter: () => counter, log: () => {} })).rejects.toThrow()
  expect(started).toEqual([])
})
