import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Computer } from '../system/dataFolder.ts'

/** Time enough for a browser that has to be started first. */
const LEADING_PAGE_LIFE_MS = 20_000

/**
 * Opens an address in the default browser, where there is a display to show it on. Tries; a machine without a browser
 * is no fault, the address has been printed. Resolves when nothing of it is left on the disk.
 */
export async function openBrowser(address: string, computer: Computer): Promise<void> {
  const leading = computer.platform === 'win32' ? null : writeLeadingPage(address, computer.home)
  const command = commandFor(leading ?? address, computer)
  if (command !== null) {
    const child = spawn(command.file, command.args, { stdio: 'ignore', detached: true, windowsHide: true })
    child.once('error', () => {})
    child.unref()
    if (leading !== null) await pause(LEADING_PAGE_LIFE_MS, undefined, { ref: true })
  }
  if (leading !== null) rmSync(leading, { force: true })
}

/**
 * The command line of every process can be read by every user of a Unix machine, so the address is put into a page that
 * only this user can read. Not in a hidden folder: a browser that is a snap may not read those.
 *
 * @returns its path; null when it cannot be written
 */
export function writeLeadingPage(address: string, folder: string): string | null {
  const path = join(folder, `tezgah-${randomBytes(6).toString('hex')}.html`)
  const page = `<!doctype html><meta charset="utf-8"><title>Tezgah</title><meta http-equiv="refresh" content="0;url=${address}">\n`
  try {
    writeFileSync(path, page, { flag: 'wx', mode: 0o600 })
    return path
  } catch {
    return null
  }
}

/** @returns null where there is no display. */
export function commandFor(
  target: string,
  { platform, env }: Pick<Computer, 'platform' | 'env'>,
): { file: string; args: string[] } | null {
  // Windows shows a command line to its own user and to administrators alone.
  if (platform === 'win32') return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', target] }
  if (platform === 'darwin') return { file: 'open', args: [target] }
  const hasDisplay = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  return hasDisplay ? { file: 'xdg-open', args: [target] } : null
}
