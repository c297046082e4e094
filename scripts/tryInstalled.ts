import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser } from '@playwright/test'
import { startPractice } from '../src/practice/startPractice.ts'

/**
 * `node scripts/front.mjs tryInstalled FOLDER`: on Windows, installs the installer of a folder as a fleet would, starts the app,
 * and has an order of the practice shop alert and print; then removes it. The app is driven through Chromium's own port: its
 * fuses close the one that Playwright opens an Electron app by. For a machine that is thrown away afterwards.
 */

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
const DEBUG_PORT = 9333

/** @throws with what was waited for */
async function until<T>(what: string, look: () => Promise<T | null | false>, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(500)) {
    const found = await look().catch(() => null)
    if (found !== null && found !== false) {
      say(`ok     ${what}`)
      return found
    }
  }
  throw new Error(`${what}: not within ${seconds} s`)
}

function runToEnd(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', timeout: 300_000 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
}

async function tryInstaller(installer: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-installed-'))
  const practice = await startPractice({ folder, seed: 3, speed: 0 })
  const [local, roaming] = [process.env['LOCALAPPDATA'] ?? '', process.env['APPDATA'] ?? '']
  const installed = join(local, 'Programs/tezgah')
  const exe = join(installed, 'Tezgah.exe')
  try {
    runToEnd(installer, ['/S', `/PROVISION=${practice.provisionFile}`, '/AUTOSTART=1'])
    if (!existsSync(exe)) throw new Error(`${exe} is not there`)
    say('ok     installed without a question')
    const app = spawn(exe, [`--remote-debugging-port=${DEBUG_PORT}`], { stdio: 'ignore' })
    const browser: Browser = await until('it runs', () => chromium.connectOverCDP(`http://127.0.0.1:${DEBUG_PORT}`))
    const page = await until('its window is open', async () => browser.contexts()[0]?.pages()[0] ?? null)
    await until('its screen is there', async () => page.locator('.screen__main').first().isVisible())
    // The first answer is the baseline; only what comes after it rings and prints.
    await pause(10_000)
    const packet = practice.shop.addPacket({ channel: 'getir' })
    const name = packet.customer?.name ?? ''
    await until('the order is on the board', async () => page.getByText(name).first().isVisible())
    await until('it is alerted', async () => (await page.title()).startsWith('(1)'))
    await until('it is printed', async () => readdirSync(practice.slipsFolder).length > 0)
    const ended = new Promise((done) => app.once('exit', done))
    runToEnd(exe, ['--quit-for-update'])
    await until(
      'it ends when an installer asks it to',
      () => Promise.race([ended.then(() => true), pause(400, false)]),
      30,
    )
    runToEnd(join(installed, 'Uninstall Tezgah.exe'), ['/currentuser', '/S'])
    await until('it is removed', async () => !existsSync(exe))
    await until('its data are kept', async () => existsSync(join(roaming, 'Tezgah/ledger.sqlite')))
  } finally {
    await practice.close()
  }
}

const folder = resolve(process.argv[2] ?? 'dist')
const installer = readdirSync(folder).find((name) => name.startsWith('tezgah-setup-') && name.endsWith('.exe'))
if (process.platform !== 'win32' || installer === undefined) {
  process.stderr.write(`There is no installer for this system in ${folder}.\n`)
  process.exitCode = 2
} else {
  try {
    await tryInstaller(join(folder, installer))
    say('The installer was lived through.')
  } catch (error) {
    process.stderr.write(`FAILED ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
process.exit()
