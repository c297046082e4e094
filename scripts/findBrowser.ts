import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fromRoot } from './paths.ts'

/** Where `ensureBrowser` puts the browser it brings, and the script that starts it. */
export const broughtBrowser = fromRoot('node_modules/.cache/tezgah-chromium/start-chromium')

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

const macApplications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Looks for Chrome, Chromium or Edge: `CHROME_PATH` first, then the usual places of the system, then the one brought
 * by `npm run setup`.
 *
 * @returns the path of its executable, or null.
 */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  const chosen = env['CHROME_PATH'] ?? ''
  const candidates = [...(chosen === '' ? [] : [chosen]), ...usualPlaces(platform, env), broughtBrowser]
  return candidates.find(isFile) ?? null
}

function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => env[name] ?? '')
      .filter((root) => root !== '')
    return windowsPrograms.flatMap((program) => roots.map((root) => join(root, program)))
  }
  if (platform === 'darwin')
    return macApplications.flatMap((path) => [
      join('/Applications', path),
      join(env['HOME'] ?? '/', 'Applications', path),
    ])
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'].filter((folder) => folder !== '')
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()
