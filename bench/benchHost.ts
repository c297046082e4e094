import type { Host, Notice, Secrets } from '../src/core/host.ts'
import { systemClock, systemTimers } from '../src/system/systemClock.ts'

/** The smallest host there is: memory for keys and settings, a real folder, real time. */
export function benchHost(dataDir: string, onNotice: (notice: Notice) => void): Host {
  const secrets = new Map<string, Secrets>()
  let settings: unknown
  return {
    door: 'browser',
    playsOnPages: false,
    version: 'bench',
    computerName: 'bench',
    clock: systemClock,
    timers: systemTimers,
    dataDir,
    secrets: {
      keyring: 'none',
      read: async (id) => {
        const found = secrets.get(id)
        return found ? { kind: 'set', secrets: found } : { kind: 'missing' }
      },
      write: async (id, value) => void secrets.set(id, value),
      remove: async (id) => void secrets.delete(id),
    },
    settings: { read: () => ({ value: settings, setAside: null }), write: (value) => void (settings = value) },
    random: () => Math.random(),
    notify: onNotice,
    showAttention: () => {},
    setAutostart: () => {},
    log: () => {},
  }
}
