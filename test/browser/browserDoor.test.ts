import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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
  const address = door.kind === 'open' ? door.address : door.other.kind === 'browser' ? door.other.address : ''
  return { door, log, close, token: tokenOf(address), address: new URL(address) }
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
  const cookie = cookieOf(await postTo(first.address, '/session', { token: first.token }))
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
  const { address, token } = await open(dataDir)
  expect((await postTo(address, '/session', { token })).status).toBe(200)
})

test('a second start is told of the first, with an address that works', async () => {
  const dataDir = temporaryFolder()
  const first = await open(dataDir)
  const second = await open(dataDir)
  expect(second.door).toMatchObject({ kind: 'openElsewhere', other: { pid: process.pid } })
  expect(second.address.port).toBe(first.address.port)
  expect((await postTo(second.address, '/session', { token: second.token })).status).toBe(200)
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

test('a screen that was not built is an error before anything is started, and the folder is free again', async () => {
  const started: string[] = []
  const counter = { ...createStandInCounter(), start: async () => void started.push('core') }
  const options = { dataDir: temporaryFolder(), port: 0, rendererDir: '/nowhere', doorScript: '/nowhere.js' }
  await expect(openBrowserDoor({ ...options, createCounter: () => counter, log: () => {} })).rejects.toThrow()
  expect(started).toEqual([])
  expect(existsSync(join(options.dataDir, 'instance.json'))).toBe(false)
})
