import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The usual folder of this user on this system. */
export function defaultDataDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Tezgah')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tezgah')
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tezgah')
}

/**
 * Makes the folder when it is missing; on systems with modes, only its owner can look inside.
 *
 * @returns its absolute path, or a sentence saying why it cannot be used.
 */
export function prepareDataDir(path: string): { ok: true; path: string } | { ok: false; message: string } {
  const absolute = resolve(path)
  try {
    mkdirSync(absolute, { recursive: true, mode: 0o700 })
    accessSync(absolute, constants.R_OK)
    return { ok: true, path: absolute }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, message: `The data folder ${absolute} cannot be made or read: ${reason}` }
  }
}
