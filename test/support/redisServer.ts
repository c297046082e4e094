import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A Redis server of a test's own: on a free port, in a folder of its own, by no configuration of the system. */
export interface RedisServer {
  readonly port: number
  readonly address: string
  /** null unless it speaks TLS too, on a port of its own. */
  readonly tlsAddress: string | null
  /** It stands still and keeps its connections. */
  pause(): void
  resume(): void
  stop(): Promise<void>
  /** With what it has kept, which without `keeps` is nothing. */
  start(): Promise<void>
  kill(): Promise<void>
  /** It is needed no more. */
  close(): Promise<void>
}

export interface RedisServerOptions {
  password?: string
  /** It writes down each command before it answers. */
  keeps?: boolean
  /** PEM files that it shows who it is with. */
  tls?: { certFile: string; keyFile: string }
  /** More of its command line. */
  args?: readonly string[]
}

export async function startRedisServer({
  password,
  keeps,
  tls,
  args = [],
}: RedisServerOptions = {}): Promise<RedisServer> {
  const port = await freePort()
  const tlsPort = tls === undefined ? null : await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-redis-'))
  let child: ChildProcess | null = null

  const start = async (): Promise<void> => {
    const persistence = keeps === true ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no']
    const secret = password === undefined ? [] : ['--requirepass', password]
    const ofTls =
      tls === undefined
        ? []
        : ['--tls-port', String(tlsPort), '--tls-cert-file', tls.certFile, '--tls-key-file', tls.keyFile]
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no']
    const server = spawn('/usr/bin/redis-server', [...own, ...persistence, ...secret, ...ofTls, ...args], {
      stdio: 'ignore',
    })
    child = server
    let failure: Error | null = null
    server.once('error', (error) => (failure = error))
    const deadline = performance.now() + 10_000
    while (!(await answers(port, password))) {
      if (failure !== null)
        throw new Error('These tests need redis-server: `npm run setup` brings it on Debian.', { cause: failure })
      if (performance.now() > deadline) throw new Error('redis-server did not come up')
      await sleep(20)
    }
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const server = child
    child = null
    if (server === null || server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGCONT')
    server.kill(signal)
    await once(server, 'exit')
  }

  await start()
  return {
    port,
    address: `redis://127.0.0.1:${port}`,
    tlsAddress: tlsPort === null ? null : `rediss://127.0.0.1:${tlsPort}`,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Between a counter and its server: each way takes a while, or nothing comes through. */
export interface SlowWay {
  readonly address: string
  /** How long each piece takes, each way, ms. */
  delay(ms: number): void
  /** Connections stay, and nothing comes through any more; what was under way is lost. */
  cut(): void
  mend(): void
  close(): void
}

export async function startSlowWay(toPort: number): Promise<SlowWay> {
  let delayMs = 0
  let isCut = false
  const sockets = new Set<Socket>()
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      if (isCut) return
      setTimeout(() => !isCut && to.writable && to.write(chunk), delayMs)
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
  }
  const server = createServer((near) => {
    if (isCut) return void sockets.add(near.on('error', () => undefined))
    const far = connect(toPort, '127.0.0.1')
    for (const socket of [near, far]) sockets.add(socket)
    pass(near, far)
    pass(far, near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    address: `redis://127.0.0.1:${port}`,
    delay: (ms) => void (delayMs = ms),
    cut: () => void (isCut = true),
    mend: () => {
      isCut = false
      // What was lost on the way would make nonsense of what follows.
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** It takes commands, which it does a moment after it takes connections. */
async function answers(port: number, password: string | undefined): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    socket.write(`${password === undefined ? '' : `AUTH ${password}\r\n`}PING\r\n`)
    const [said] = (await once(socket, 'data')) as [Buffer]
    return /\+(PONG|OK)/.test(said.toString())
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
