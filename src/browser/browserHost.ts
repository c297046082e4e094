import { hostname } from 'node:os'
import { join } from 'node:path'
import Conf from 'conf'
import type { Host } from '../core/host.ts'
import { createKeptFile } from '../system/keptFile.ts'
import { createLogFile } from '../system/logFile.ts'
import { systemClock, systemTimers } from '../system/systemClock.ts'
import { createMemorySecrets } from './memorySecrets.ts'

/**
 * What the core finds around it in this door. The page raises its own Web Notifications and shows the counts, so the
 * process has nothing to do for them; autostart belongs to whoever installs the service.
 *
 * @param dataDir a folder that exists.
 */
export function createBrowserHost(dataDir: string, version: string): Host {
  const { nowMs } = systemClock
  const log = createLogFile(join(dataDir, 'logs'), nowMs)
  return {
    door: 'browser',
    version,
    computerName: hostname(),
    dataDir,
    clock: systemClock,
    timers: systemTimers,
    secrets: createMemorySecrets(),
    settings: createKeptFile({
      path: join(dataDir, 'settings.json'),
      open: () => new Conf<Record<string, unknown>>({ cwd: dataDir, configName: 'settings', configFileMode: 0o600 }),
      nowMs,
    }),
    random: () => Math.random(),
    notify: () => {},
    showAttention: () => {},
    setAutostart: (enabled) => {
      if (enabled) log({ level: 'info', what: 'autostart.notInThisDoor' })
    },
    log,
  }
}
