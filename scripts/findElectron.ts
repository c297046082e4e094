import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { fromRoot } from './paths.ts'
import { runStep } from './runStep.ts'

/** A download that cannot work must cost seconds: the host is asked first. */
const PROBE_MS = 5_000

export type ElectronAnswer = { binary: string } | { reason: string }

/**
 * Finds Electron's binary, or lets electron's own `install.js` download it where its host answers.
 *
 * @param say told before the download, which takes a while.
 * @returns the executable, or in words why the desktop door cannot open here.
 */
export async function findElectron(say: (sentence: string) => void): Promise<ElectronAnswer> {
  const hasDisplay =
    process.platform !== 'linux' || [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(Boolean)
  if (!hasDisplay) return { reason: 'there is no display' }
  const present = presentBinary()
  if (present !== null) return { binary: present }
  const reason = await whyNoElectron(process.platform, process.arch)
  if (reason !== null) return { reason }
  say('Downloading Electron’s binary, once …')
  if ((await runStep(fromRoot('node_modules/electron/install.js'), [])) !== 0)
    return { reason: 'Electron’s binary is not installed and its download failed' }
  const downloaded = presentBinary()
  return downloaded === null ? { reason: 'Electron’s download left no binary' } : { binary: downloaded }
}

/** `ELECTRON_BIN` first; then what electron's install.js left. */
export function presentBinary(): string | null {
  const chosen = process.env['ELECTRON_BIN'] ?? ''
  if (chosen !== '') return existsSync(chosen) ? chosen : null
  const pathFile = fromRoot('node_modules/electron/path.txt')
  if (!existsSync(pathFile)) return null
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? fromRoot('node_modules/electron/dist')
  const binary = join(folder, readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** @returns the folder of the binary that is installed here, when it is for this system and architecture; else null */
export function electronDistFor(platform: NodeJS.Platform, arch: string): string | null {
  const binary = platform === process.platform && arch === process.arch ? presentBinary() : null
  // On macOS the binary lies within an app, and electron-builder brings its own.
  return binary === null || platform === 'darwin' ? null : dirname(binary)
}

/** @returns why Electron's binary for a system and architecture cannot be downloaded, in words; null: it can */
export async function whyNoElectron(platform: NodeJS.Platform, arch: string): Promise<string | null> {
  const address = downloadAddress(platform, arch)
  const refusal = await probe(address)
  const host = URL.parse(address)?.host ?? address
  return refusal === null ? null : `Electron’s binary is not installed and ${host} does not offer it (${refusal})`
}

/** Where `@electron/get` would fetch it from, by the same settings. */
function downloadAddress(platform: NodeJS.Platform, arch: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(fromRoot('node_modules/electron/package.json'), 'utf8')))
  const mirror =
    process.env['npm_config_electron_mirror'] ??
    process.env['ELECTRON_MIRROR'] ??
    'https://github.com/electron/electron/releases/download/'
  return `${mirror}v${version}/electron-v${version}-${platform}-${arch}.zip`
}

/** @returns why it cannot be had from there, or null. */
async function probe(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })
    return answer.ok ? null : `it answers ${answer.status}`
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer within 5 s' : 'it cannot be reached'
  }
}
