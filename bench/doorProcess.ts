import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../src/browser/server.ts'
import { createSessions } from '../src/browser/sessions.ts'
import { systemClock } from '../src/system/systemClock.ts'
import { createCounter } from '../src/core/counter.ts'
import { readProvision } from '../src/core/settings/provision.ts'
import { benchHost } from './benchHost.ts'

/** What is said to it, and what it answers. */
export type DoorWish = 'wake' | 'usage' | 'stop'
export type DoorAnswer = { kind: 'open'; address: string } | { kind: 'usage'; usedMs: number; memoryMb: number }

/**
 * The core and the browser door alone in a process, so that its CPU is theirs: forked with a data folder that holds a
 * `provision.json`. It ends when asked to, and with its parent.
 */
const [, , folder = '.'] = process.argv
const provision = readProvision(readFileSync(join(folder, 'provision.json'), 'utf8'))
if (!provision.ok) throw new Error('provision')
const counter = createCounter(
  benchHost(folder, () => {}),
  provision.value,
)
const sessions = createSessions({ read: () => [], write: () => {} }, systemClock)
const server = await startServer({ counter, sessions, files: new Map(), log: () => {} }, 0)
await counter.start()

const answer = (message: DoorAnswer): void => void process.send?.(message)

async function end(): Promise<void> {
  await server.close()
  await counter.stop()
  process.exit(0)
}

process.on('disconnect', () => process.exit(1))
process.on('message', (wish: DoorWish) => {
  if (wish === 'wake') counter.wake()
  else if (wish === 'stop') void end()
  else {
    const { user, system } = process.cpuUsage()
    answer({ kind: 'usage', usedMs: (user + system) / 1_000, memoryMb: process.memoryUsage().rss / 1e6 })
  }
})
answer({ kind: 'open', address: server.address(null) })
