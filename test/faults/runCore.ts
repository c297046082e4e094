import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Conf from 'conf'
import { createCounter } from '../../src/core/counter.ts'
import type { Secrets } from '../../src/core/host.ts'
import { readProvision } from '../../src/core/settings/provision.ts'
import { createKeptFile } from '../../src/system/keptFile.ts'
import { createLogFile } from '../../src/system/logFile.ts'
import { systemClock, systemTimers } from '../../src/system/systemClock.ts'

/**
 * The whole core as a process of its own, which a test may kill: `node runCore.ts FOLDER PROVISION`. Settings and log are
 * files in the folder. Each line that comes in is a request, `{"name":…,"input":…}`, and answered by a line `answer …`.
 */
const [folder = '', file = ''] = process.argv.slice(2)
const provision = readProvision(readFileSync(file, 'utf8'))
if (!provision.ok) throw new Error(provision.error.code)
const keys = new Map<string, Secrets>()
const { log } = createLogFile(join(folder, 'logs'), () => Date.now())

const counter = createCounter(
  {
    door: 'browser',
    playsOnPages: false,
    version: '0.0.0',
    computerName: 'Kasa PC',
    clock: systemClock,
    timers: systemTimers,
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
    settings: createKeptFile({
      path: join(folder, 'settings.json'),
      open: () => new Conf<Record<string, unknown>>({ cwd: folder, configName: 'settings' }),
      nowMs: () => Date.now(),
    }),
    random: () => Math.random(),
    notify: (notice) => void process.stdout.write(`notice ${notice.orderKey ?? notice.tag}\n`),
    showAttention: () => {},
    setAutostart: () => {},
    log: (entry) => {
      log(entry)
      if (entry.level === 'error') process.stdout.write(`error ${entry.what}\n`)
    },
  },
  provision.value,
)
await counter.start()
process.stdout.write('ready\n')

createInterface({ input: process.stdin }).on('line', (line) => {
  const { name, input } = JSON.parse(line) as { name: unknown; input: unknown }
  void counter.handle(name, input).then((answer) => process.stdout.write(`answer ${JSON.stringify(answer)}\n`))
})
