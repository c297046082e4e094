import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { LEDGER_FILE, type LogEntry } from '../core/host.ts'
import { markFileOf } from '../core/ledger/ledger.ts'
import { fillWords, resources } from '../shared/words/index.ts'

/** The computer as far as folders depend on it. */
export interface Computer {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  home: string
}

export const thisComputer = (): Computer => ({ platform: process.platform, env: process.env, home: homedir() })

/** `used`: what there is to say in the log about the choice, once the log is open; usually nothing. */
export interface DataFolder {
  /** Absolute. */
  path: string
  used: LogEntry[]
}

/** Where programs of this user keep their data: what Electron calls `appData`, for the door that has no Electron. */
export function appDataFolder({ platform, env, home }: Computer): string {
  if (platform === 'win32') return setOr(env['APPDATA'], join(home, 'AppData', 'Roaming'))
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return setOr(env['XDG_CONFIG_HOME'], join(home, '.config'))
}

/**
 * The one data folder of both doors. Unless one is given it is `Tezgah` in `appData`, where the desktop app has always
 * had its own: Electron's profile lies in it, and keys can be decrypted with that profile alone, so it never moves. The
 * browser door had another default at first; its ledger goes on being used where the common folder has none.
 *
 * @param given from the command line; null: the default.
 * @param appData Electron's answer, or `appDataFolder`.
 */
export function chooseDataFolder(given: string | null, appData: string, computer: Computer): DataFolder {
  if (given !== null) return { path: resolve(given), used: [] }
  const common = join(appData, 'Tezgah')
  const old = firstBrowserFolder(computer)
  if (old === common || !existsSync(join(old, LEDGER_FILE))) return { path: common, used: [] }
  // A ledger that is lost is no reason to go on with one of long ago.
  if ([join(common, LEDGER_FILE), markFileOf(join(common, LEDGER_FILE))].some((file) => existsSync(file)))
    return { path: common, used: [{ level: 'warn', what: 'dataFolder.ledgerOfFirstBrowserDoorLeft' }] }
  return { path: old, used: [{ level: 'info', what: 'dataFolder.ofFirstBrowserDoor' }] }
}

/**
 * Makes a folder when it is missing; on systems with modes, only its owner can look inside.
 *
 * @returns null, or the system's reason why it cannot be used.
 */
export function makeFolder(path: string): string | null {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK)
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}

/** Why the folder cannot be used, in Turkish and in English: nothing is known yet of the shop's language. */
export const describeUnusableFolder = (folder: string, reason: string): string =>
  [resources.tr, resources.en].map(({ start }) => fillWords(start.folderUnusable, { folder, reason })).join('\n')

/** The browser door's default before both doors had one. */
function firstBrowserFolder({ platform, env, home }: Computer): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Tezgah')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tezgah')
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tezgah')
}

/** An empty variable counts as none, for Electron as well. */
const setOr = (value: string | undefined, otherwise: string): string =>
  value === undefined || value === '' ? otherwise : value
