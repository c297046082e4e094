import { spawn } from 'node:child_process'

/**
 * Opens an address in the default browser, where there is a display to show it on. Tries; a machine without a browser
 * is no fault, the address has been printed.
 */
export function openBrowser(address: string, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  const command = commandFor(address, platform, env)
  if (command === null) return
  const child = spawn(command.file, command.args, { stdio: 'ignore', detached: true, windowsHide: true })
  child.once('error', () => {})
  child.unref()
}

/** @returns null where there is no display. */
export function commandFor(
  address: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): { file: string; args: string[] } | null {
  if (platform === 'win32') return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', address] }
  if (platform === 'darwin') return { file: 'open', args: [address] }
  const hasDisplay = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  return hasDisplay ? { file: 'xdg-open', args: [address] } : null
}
