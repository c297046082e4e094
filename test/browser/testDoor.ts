import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LogEntry } from '../../src/core/host.ts'
import { readScreenFiles } from '../../src/browser/screenFiles.ts'
import { startServer } from '../../src/browser/server.ts'
import { SESSION_HEADER, type SessionGrant } from '../../src/browser/sessionGrant.ts'
import { createSessions } from '../../src/browser/sessions.ts'
import { createStandInCounter } from './standInCounter.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface Asking {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A built screen in miniature, with a secret beside it that no address may reach. */
export function makeScreen(folder: string): { rendererDir: string; doorScript: string } {
  const rendererDir = join(folder, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(
    join(rendererDir, 'index.html'),
    '<!doctype html><body><script type="module" src="./assets/a.js"></script>',
  )
  writeFileSync(join(rendererDir, 'assets', 'a.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'outside the screen')
  const doorScript = join(folder, 'door.js')
  writeFileSync(doorScript, '"the door"')
  return { rendererDir, doorScript }
}

/** The door on a real socket, before a stand-in counter. */
export async function openTestDoor() {
  const { rendererDir, doorScript } = makeScreen(temporaryFolder())
  const counter = createStandInCounter()
  const entries: LogEntry[] = []
  let clockMs = 0
  const clock = { nowMs: () => clockMs, monotonicMs: () => clockMs }
  const sessions = createSessions({ read: () => [], write: () => {} }, clock)
  const files = readScreenFiles(rendererDir, doorScript)
  const server = await startServer({ counter, sessions, files, log: (entry) => void entries.push(entry) }, 0)
  onTestFinished(() => server.close())
  const origin = `http://127.0.0.1:${server.port}`

  const ask = (asking: Asking = {}): Promise<Answer> => askPort(server.port, asking)
  const post = (path: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    ask({
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/json', Origin: origin, ...headers },
      body: JSON.stringify(input),
    })
  /** The header of a session that was opened with this address. */
  const openSession = async (address = server.address()): Promise<Record<string, string>> =>
    headersOf(await post('/session', { token: tokenOf(address) }))
  return {
    server,
    sessions,
    counter,
    entries,
    origin,
    ask,
    post,
    openSession,
    advance: (ms: number) => void (clockMs += ms),
  }
}

export const tokenOf = (address: string): string => new URL(address).hash.slice(1)

export const grantOf = (answer: Answer): SessionGrant => JSON.parse(answer.text) as SessionGrant

/** What a page with the session that this answer gave sends along. */
export const headersOf = (answer: Answer): Record<string, string> => ({ [SESSION_HEADER]: grantOf(answer).secret })

/** One request, with any headers at all: `fetch` would not let a test name another Host. */
export function askPort(port: number, { method = 'GET', path = '/', headers = {}, body }: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => (text += piece))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
