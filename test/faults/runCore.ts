import { readFileSync } from 'node:fs'
import { createCounter } from '../../src/core/counter.ts'
import type { Secrets } from '../../src/core/host.ts'
import { readProvision } from '../../src/core/settings/provision.ts'

/** The whole core as a process of its own, which a test may kill: `node runCore.ts FOLDER PROVISION`. */
const [folder = '', file = ''] = process.argv.slice(2)
const provision = readProvision(readFileSync(file, 'utf8'))
if (!provision.ok) throw new Error(provision.error.code)
const keys = new Map<string, Secrets>()
let settings: unknown

const counter = createCounter(
  {
    door: 'browser',
    version: '0.0.0',
    computerName: 'Kasa PC',
    clock: { nowMs: () => Date.now(), monotonicMs: () => performance.now() },
    timers: {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs)
        return () => clearTimeout(timer)
      },
    },
    dataDir: folder,
    secrets: {
      keyring: 'none',
      read: async (id) => {
        const secrets = keys.get(id)
        return secrets ? { kind: 'set', secrets } : { kind: 'missing' }
      },
      write: async (id, secrets) => void keys.set(id, secrets),
      remove: async (id) => void keys.delete(id),
    },
    settings: { read: () => ({ value: settings, setAside: null }), write: (value) => void (settings = value) },
    random: () => Math.random(),
    notify: (notice) => void process.stdout.write(`notice ${notice.orderKey ?? notice.tag}\n`),
    showAttention: () => {},
    setAutostart: () => {},
    log: ({ level, what }) => void (level === 'error' && process.stdout.write(`error ${what}\n`)),
  },
  provision.value,
)
await counter.start()
process.stdout.write('ready\n')
