import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from 'electron'

export interface Folders {
  /** Settings, keys (encrypted), the ledger and logs. */
  data: string
  logs: string
}

/**
 * Chooses and makes the folders, and tells Electron where its own profile lives: before the single instance lock is
 * asked for, which answers wrongly when that folder is missing. A folder that cannot be made is the core's to report.
 * @param chosen from the command line; null: the system's place for application data.
 */
export function prepareFolders(app: Pick<App, 'getPath' | 'setPath'>, chosen: string | null): Folders {
  const data = chosen === null ? join(app.getPath('appData'), 'Tezgah') : resolve(chosen)
  const profile = join(data, 'profile')
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 })
  } catch (error) {
    process.stderr.write(`The data folder cannot be written (${error instanceof Error ? error.name : 'error'}).\n`)
  }
  app.setPath('userData', profile)
  app.setPath('sessionData', profile)
  return { data, logs: join(data, 'logs') }
}
