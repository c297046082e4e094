import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { bringBrowser } from './bringBrowser.ts'
import { findBrowser } from './findBrowser.ts'

const howToGetOne =
  'The browser specs need Chrome, Chromium or Edge, and none was found. Install one (Debian: `apt-get install chromium`; ' +
  'Windows and macOS: Chrome or Edge), or name its executable in CHROME_PATH.'

/**
 * Finds a browser, or brings one: Debian's own package when this is root, else the headless Chromium that
 * `@sparticuz/chromium` carries in its npm package.
 *
 * @param say told what is being done, when it takes a while.
 * @returns the path of its executable.
 * @throws with the sentence that says how to get one.
 */
export async function ensureBrowser(say: (sentence: string) => void): Promise<string> {
  const found = findBrowser()
  if (found !== null) return found
  const ways = [installWithApt, bringBrowser]
  const reasons: string[] = []
  for (const way of ways) {
    const reason = await way(say)
    const browser = findBrowser()
    if (browser !== null) return browser
    if (reason !== null) reasons.push(reason)
  }
  throw new Error([howToGetOne, ...reasons].join('\n'))
}

/** @returns why it did not come to anything; null when it was not for this machine. */
async function installWithApt(say: (sentence: string) => void): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
  say('No browser found: installing Debian’s chromium with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 })
    if (status !== 0) return `(\`apt-get ${args.join(' ')}\` did not succeed.)`
  }
  return null
}
