import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import Conf from 'conf'
import type { Host, SettingsStore } from '../core/host.ts'
import { createAliveFile } from '../system/aliveFile.ts'
import { createKeptFile } from '../system/keptFile.ts'
import { createLogFile } from '../system/logFile.ts'
import { createSecretStore } from '../system/secretStore.ts'
import { createSessionFile, createSessions, type Sessions } from './sessions.ts'
import { createSupportFolder } from '../system/supportFolder.ts'
import { systemClock, systemTimers } from '../system/systemClock.ts'

/**
 * What the core finds around it in this door. The page raises its own Web Notifications and shows the counts, so the
 * process has nothing to do for them; autostart belongs to whoever installs the service.
 *
 * @param dataDir a folder that exists.
 */
export function createBrowserHost(dataDir: string, version: string): Host & { sessions: Sessions } {
  const { log } = createLogFile(join(dataDir, 'logs'), systemClock.nowMs)
  const sessions = createSessions(createSessionFile(join(dataDir, 'browser-sessions.json'), log), systemClock)
  return {
    door: 'browser',
    playsOnPages: true,
    version,
    computerName: hostname(),
    dataDir,
    clock: systemClock,
    timers: systemTimers,
    // There is no keyring here: a key that is entered lives for this run.
    secrets: createSecretStore({ keyring: null, file: openKeptFile(dataDir, 'keys'), log }),
    settings: openKeptFile(dataDir, 'settings'),
    random: () => Math.random(),
    notify: () => {},
    networkInterfaces,
    showAttention: () => {},
    setAutostart: (enabled) => {
      if (enabled) log({ level: 'info', what: 'autostart.notInThisDoor' })
    },
    log,
    support: createSupportFolder(dataDir, systemClock.nowMs),
    noteAlive: createAliveFile(dataDir, systemClock.nowMs),
    screens: sessions,
    sessions,
  }
}

const openKeptFile = (dataDir: string, name: string): SettingsStore =>
  createKeptFile({
    path: join(dataDir, `${name}.json`),
    open: () => new Conf<Record<string, unknown>>({ cwd: dataDir, configName: name, configFileMode: 0o600 }),
    nowMs: systemClock.nowMs,
  })
