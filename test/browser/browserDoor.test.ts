import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { LogEntry } from '../../src/core/host.ts'
import { openBrowserDoor } from '../../src/browser/browserDoor.ts'
import { createStandInCounter } from './standInCounter.ts'
import type { SessionGrant } from '../../src/browser/sessionGrant.ts'
import { createSessionFile, createSessions } from '../../src/browser/sessions.ts'
import { systemClock } from '../../src/system/systemClock.ts'
import { askPort, grantOf, headersOf, makeScreen, temporaryFolder, tokenOf } from './testDoor.ts'

const sessionsIn = (dataDir: string) =>
  createSessions(
    createSessionFile(join(dataDir, 'browser-sessions.json'), () => {}),
    systemClock,
  )

async function open(dataDir: string, port: number | null = 0) {
  const log: LogEntry[] = []
  const counter = createStandInCounter()
  const door = await openBrowserDoor({
    dataDir,
    port,
    ...makeScreen(temporaryFolder()),
    createCounter: () => counter,
    sessions: sessionsIn(dataDir),
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

/** What a page does when Tezgah was started anew under it. */
async function resume(address: URL, { id, resumeKey }: SessionGrant, provenPort = address.port) {
  const { challenge } = JSON.parse((await postTo(address, '/session/challenge', {})).text) as { challenge: string }
  const proof = createHmac('sha256', resumeKey).update(`${challenge}:${provenPort}`).digest('hex')
  return { answer: await postTo(address, '/session/resume', { id, challenge, proof }), challenge, proof }
}

test('a page goes on over a restart by proving what it knows; its secret ends with the run and is not on the disk', async () => {
  const dataDir = temporaryFolder()
  const first = await open(dataDir)
  const opened = await postTo(first.address, '/session', { token: first.token })
  const grant = grantOf(opened)
  await first.close()
  const second = await open(dataDir, Number(first.address.port))
  expect((await postTo(second.address, '/api/snapshot.get', {}, headersOf(opened))).status).toBe(401)

  const resumed = await resume(second.address, grant)
  expect((await postTo(second.address, '/api/snapshot.get', {}, headersOf(resumed.answer))).status).toBe(200)
  // The proof was for that challenge alone.
  const { challenge, proof } = resumed
  expect((await postTo(second.address, '/session/resume', { id: grant.id, challenge, proof })).status).toBe(401)

  const file = join(dataDir, 'browser-sessions.json')
  for (const { secret } of [grant, grantOf(resumed.answer)]) expect(readFileSync(file, 'utf8')).not.toContain(secret)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

test('what a page proves to a program on another port, or with another key, is no proof here', async () => {
  const dataDir = temporaryFolder()
  const { address, token } = await open(dataDir)
  const grant = grantOf(await postTo(address, '/session', { token }))
  expect((await resume(address, grant, '1')).answer.status).toBe(401)
  expect((await resume(address, { ...grant, resumeKey: 'x'.repeat(43) })).answer.status).toBe(401)
  expect((await resume(address, { ...grant, id: 'nobody' })).answer.status).toBe(401)
  expect((await resume(address, grant)).answer.status).toBe(200)
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
  const sessions = sessionsIn(options.dataDir)
  const opening = openBrowserDoor({ ...options, sessions, createCounter: () => counter, log: () => {} })
  await expect(opening).rejects.toThrow()
  expect(started).toEqual([])
  expect(existsSync(join(options.dataDir, 'instance.json'))).toBe(false)
})
