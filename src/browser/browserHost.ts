import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../core/host.ts'
import { createLogFile } from './logFile.ts'
import { createMemorySecrets } from './memorySecrets.ts'
import { createSettingsFile } from './settingsFile.ts'

/**
 * What the core finds around it in this door. The page raises its own Web Notifications and shows the counts, so the
 * process has nothing to do for them; autostart belongs to whoever installs the service.
 *
 * @param dataDir a folder that exists.
 * @param complain a sentence for the terminal, when even logging fails.
 */
export function createBrowserHost(dataDir: string, version: string, complain: (sentence: string) => void): Host {
  const nowMs = (): number => Date.now()
  const log = createLogFile(join(dataDir, 'tezgah.log'), nowMs, complain)
  return {
    door: 'browser',
    version,
    computerName: hostname(),
    dataDir,
    clock: { nowMs, monotonicMs: () => performance.now() },
    timers: {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs)
        return () => clearTimeout(timer)
      },
    },
    secrets: createMemorySecrets(),
    settings: createSettingsFile(dataDir, nowMs),
    random: () => Math.random(),
    notify: () => {},
    showAttention: () => {},
    setAutostart: (enabled) => {
      if (enabled) log({ level: 'info', what: 'autostart.notInThisDoor' })
    },
    log,
  }
}
