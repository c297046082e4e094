import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Cdp } from './cdp.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

/** CHROME_PATH, then the system's browsers, then what Playwright has downloaded. */
export function findChromium(): string {
  const chosen = process.env['CHROME_PATH']
  if (chosen !== undefined && chosen !== '') return chosen
  const found = [...places, ...playwrightBrowsers()].find((path) => existsSync(path))
  if (found === undefined) {
    throw new Error(
      'electron double: no Chromium found. Install one (Debian: apt-get install chromium) or set CHROME_PATH.',
    )
  }
  return found
}

function playwrightBrowsers(): string[] {
  const root = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(root)) return []
  const builds = readdirSync(root).filter((name) => /^chromium-\d+$/.test(name))
  return builds.flatMap((name) => [
    join(root, name, 'chrome-linux64', 'chrome'),
    join(root, name, 'chrome-linux', 'chrome'),
  ])
}

const START_WITHIN_MS = 60_000

const switches = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-popup-blocking',
  '--force-color-profile=srgb',
  '--window-size=1280,720',
  // Electron sets these two by window (autoplayPolicy, backgroundThrottling); Chromium has them for the whole process.
  '--autoplay-policy=no-user-gesture-required',
  '--disable-renderer-backgrounding',
]

/**
 * Starts a Chromium of its own profile. It ends with this process, however that ends, because its pipe closes.
 * Playwright reads the "DevTools listening on" line from our standard error.
 */
export async function startChromium(): Promise<Cdp> {
  const profile = mkdtempSync(join(tmpdir(), 'electron-double-'))
  const isRoot = process.getuid?.() === 0
  const wantsNoSandbox = isRoot || process.argv.includes('--no-sandbox')
  const child = spawn(
    findChromium(),
    [...switches, ...(wantsNoSandbox ? ['--no-sandbox'] : []), `--user-data-dir=${profile}`],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own, so that its children end with it and none writes into the profile being removed.
      detached: true,
      env: { ...process.env, TMPDIR: profile },
    },
  )
  process.once('exit', () => {
    endGroup(child)
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })
  })
  const address = await listeningAddress(child, join(profile, 'DevToolsActivePort'))
  process.stderr.write(`DevTools listening on ${address}\n`)
  return new Cdp(child)
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/**
 * Chromium writes its port into a file of the profile. Its own line on standard error is no help: other threads' words
 * get in between now and then.
 */
async function listeningAddress(child: ChildProcess, file: string): Promise<string> {
  let said = ''
  let failure: string | null = null
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code) => (failure = `it ended with ${code}`))
  const startedMs = performance.now()
  while (failure === null && performance.now() - startedMs < START_WITHIN_MS) {
    const [port = '', path = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (port !== '' && path !== '') return `ws://127.0.0.1:${port}${path}`
    await setTimeout(20)
  }
  throw new Error(`electron double: Chromium did not start (${failure ?? 'in time'}): ${said.slice(-500)}`)
}
