import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Host, LogEntry } from '../core/host.ts'
import { fillWords, resources } from '../shared/words/index.ts'
import { limitConnections } from './connections.ts'
import { isSameSecret } from './sameSecret.ts'

type Door = Host['door']

/** Whoever has the folder; only the user can read the file, so knowing `pass` shows that one is this user's Tezgah. */
const holderSchema = z.object({
  pid: z.number().int(),
  port: z.number().int(),
  pass: z.string().min(20),
})
type Holder = z.infer<typeof holderSchema>

const answerSchema = z.object({ door: z.enum(['desktop', 'browser']), address: z.string().nullable() })

/** Another program may sit on the port of a Tezgah that has crashed: neither side believes the other without this. */
const proofOf = (pass: string, role: 'asks' | 'answers', text: string): string =>
  createHmac('sha256', pass).update(`${role}:${text}`).digest('base64url')

const NONCE_HEADER = 'x-tezgah-nonce'
const PROOF_HEADER = 'x-tezgah-proof'

/** The Tezgah that has the folder already. `silent`: its process lives and does not answer. */
export type OtherDoor =
  | { kind: 'desktop'; pid: number }
  | { kind: 'browser'; pid: number; address: string }
  | { kind: 'silent'; pid: number }

export type FolderLock = { kind: 'held'; release(): void } | { kind: 'heldByOther'; other: OtherDoor }

export interface LockOptions {
  dataDir: string
  door: Door
  /** A start of either door was turned away: come forward. @returns a fresh one-time address; null: there is a window */
  onOtherStart(): Promise<string | null>
  log(entry: LogEntry): void
}

const FILE = 'instance.json'
/** Enough for an answer on loopback, also of a door that has only just begun to start. */
const ANSWER_MS = 3_000
/** A lock is written in one go; what is unreadable for longer than this was cut off. */
const WRITING_MS = 300
const ATTEMPTS = 5
/** More starts at once than a person makes. */
const MOST_CONNECTIONS = 32

/**
 * Takes the data folder for one door of one Tezgah. The lock is a file that says where its holder listens on loopback,
 * and it counts as long as the holder answers there: a process id may be anybody's by now, and a file outlives a crash.
 * Where the file cannot be written the door opens all the same; the ledger is locked by itself.
 */
export async function lockFolder(options: LockOptions): Promise<FolderLock> {
  const path = join(options.dataDir, FILE)
  const pass = randomBytes(32).toString('base64url')
  const { server, port } = await listen(pass, options)
  const own = JSON.stringify({ pid: process.pid, port, pass } satisfies Holder)
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (create(path, own)) return { kind: 'held', release: () => (removeIf(path, own), close()) }
      const found = await read(path)
      const other = await ask(found)
      if (other !== null) {
        close()
        return { kind: 'heldByOther', other }
      }
      removeIf(path, found)
    }
    options.log({ level: 'warn', what: 'lock.notTaken', data: { reason: 'contended' } })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    options.log({ level: 'warn', what: 'lock.notTaken', data: { reason } })
  }
  return { kind: 'held', release: close }
}

/** Asks whoever has the folder to come forward, without taking it. @returns null: nobody has it */
export const askHolder = async (dataDir: string): Promise<OtherDoor | null> => ask(await read(join(dataDir, FILE)))

/** That nobody has the folder, in Turkish and in English. */
export const describeNoDoor = (): string => [resources.tr, resources.en].map(({ start }) => start.notOpen).join('\n')

/** Who has the folder and what to do, in Turkish and in English: nothing is known yet of the shop's language. */
export const describeOtherDoor = (other: OtherDoor): string =>
  [resources.tr, resources.en]
    .map(({ start }) => {
      if (other.kind === 'desktop') return start.openOnDesktop
      if (other.kind === 'browser') return fillWords(start.openInBrowser, { address: other.address })
      return fillWords(start.openAndSilent, { pid: other.pid })
    })
    .join('\n')

/** @returns false when there is a lock already. */
function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** @returns the lock's text; '' when it is gone. */
async function read(path: string): Promise<string> {
  const text = textOf(path)
  if (text === '' || holderIn(text) !== null) return text
  await pause(WRITING_MS)
  return textOf(path)
}

/** Takes a lock away if it is still the one that was read; somebody else's that came meanwhile is put back. */
function removeIf(path: string, content: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    renameSync(path, aside)
  } catch {
    return // it is gone already
  }
  if (textOf(aside) !== content && !existsSync(path)) renameSync(aside, path)
  else rmSync(aside, { force: true })
}

async function ask(lock: string): Promise<OtherDoor | null> {
  const holder = holderIn(lock)
  if (holder === null) return null
  const { pid, port, pass } = holder
  const nonce = randomBytes(24).toString('base64url')
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { [NONCE_HEADER]: nonce, [PROOF_HEADER]: proofOf(pass, 'asks', nonce) },
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    })
    const text = await answer.text()
    const isTezgah = isSameSecret(answer.headers.get(PROOF_HEADER) ?? '', proofOf(pass, 'answers', nonce + text))
    if (!answer.ok || !isTezgah) return null
    const { door, address } = answerSchema.parse(JSON.parse(text))
    return door === 'browser' && address !== null ? { kind: 'browser', pid, address } : { kind: 'desktop', pid }
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return isLate && isAlive(pid) ? { kind: 'silent', pid } : null
  }
}

/** Answers whoever knows the pass, on 127.0.0.1 alone, and tells anybody else nothing. */
async function listen(pass: string, options: LockOptions): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume()
    const nonce = String(incoming.headers[NONCE_HEADER] ?? '')
    const proof = String(incoming.headers[PROOF_HEADER] ?? '')
    if (!isSameSecret(proof, proofOf(pass, 'asks', nonce))) return void outgoing.writeHead(403).end()
    options.onOtherStart().then(
      (address) => {
        const text = JSON.stringify({ door: options.door, address })
        outgoing.setHeader(PROOF_HEADER, proofOf(pass, 'answers', nonce + text)).end(text)
      },
      () => outgoing.writeHead(500).end(),
    )
  })
  // One that is turned away would take the lock for one left behind: it is idle connections that give way.
  limitConnections(server, MOST_CONNECTIONS)
  await new Promise<void>((resolveListening, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolveListening)
  })
  server.unref()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return { server, port: address.port }
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function holderIn(text: string): Holder | null {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user may not be signalled, and lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
