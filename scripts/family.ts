import { fork, spawn, type ChildProcess } from 'node:child_process'
import { root } from './paths.ts'

/** How long a child may take to end by itself: a slip under way has ten seconds. */
const GRACE_MS = 14_000

export interface Family {
  /** A script of ours on this very Node, with a channel: when the channel closes, it ends (Windows has no SIGTERM). */
  fork(script: string, args: readonly string[]): ChildProcess
  /** Another program. */
  spawn(program: string, args: readonly string[], env?: Record<string, string>): ChildProcess
  /** Asks all of them to end, the youngest first, and waits; the slow are killed. */
  end(): Promise<void>
}

/** Children that never outlive this process: it ends them, on Ctrl+C and SIGTERM too. */
export function createFamily(): Family {
  const children: ChildProcess[] = []
  let ending: Promise<void> | null = null
  const keep = (child: ChildProcess): ChildProcess => {
    children.push(child)
    child.once('error', (error) => process.stderr.write(`${child.spawnfile} could not be started: ${error.message}\n`))
    return child
  }
  const end = (): Promise<void> => (ending ??= endAll(children))

  // Once: a single Ctrl+C can arrive twice, from the terminal and passed on by npm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().then(() => process.exit(0)))
  // `kill` on npm reaches its shell, and the shell dies without a word to us: we notice that we have been orphaned.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void end().then(() => process.exit(0)), 500).unref()

  return {
    fork: (script, args) => keep(fork(script, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })),
    spawn: (program, args, env = {}) =>
      keep(
        spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }),
      ),
    end,
  }
}

async function endAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children.toReversed()) await endOne(child)
}

async function endOne(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (child.connected) child.disconnect()
  else child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}

/** Waits for the end of a child. @returns its exit code; 1 when a signal ended it */
export const endOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
