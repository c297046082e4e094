import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, chromium } from '@playwright/test'
import { findBrowser } from '../scripts/findBrowser.ts'
import { answer, startFastVendor, summaryOf } from './fastVendor.ts'
import { say } from './figures.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const ROUNDS = 3

/** From starting the process to the first card a person can see, through both doors, as built. */
export async function measureStart(): Promise<void> {
  const vendor = await startFastVendor()
  vendor.list = answer([summaryOf(1)])
  const browserPath = findBrowser()
  if (browserPath === null) {
    say('\nStart: not measured, there is no browser (npm run setup)')
    return
  }
  const file = {
    sources: [{ kind: 'restomenum', name: 'S', baseUrl: vendor.baseUrl, apiKey: 'a.b.c', pollSeconds: 1 }],
  }
  say(
    `\nFrom start to the first card on the board, s (${ROUNDS} rounds, new data folder each; a browser is started too)`,
  )
  for (const [name, round] of [
    ['browser door', (folder: string, provision: string) => throughBrowser(folder, provision, browserPath)],
    [process.env['ELECTRON_BIN'] ? 'Electron' : "Electron's double", throughElectron],
  ] as const) {
    const seconds: string[] = []
    for (let count = 0; count < ROUNDS; count++) {
      const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
      const provision = join(folder, 'provision.json')
      writeFileSync(provision, JSON.stringify(file))
      const startMs = performance.now()
      const close = await round(folder, provision)
      seconds.push(((performance.now() - startMs) / 1_000).toFixed(2))
      await close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    say(`  ${name.padEnd(20)} ${seconds.join('   ')}`)
  }
  await vendor.close()
}

const FIRST_CARD = '[data-order-key], article'

async function throughBrowser(folder: string, provision: string, executablePath: string): Promise<() => Promise<void>> {
  const args = [
    join(root, 'out/browser/index.js'),
    '--data-dir',
    folder,
    '--provision',
    provision,
    '--port',
    '0',
    '--no-open',
  ]
  const door = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await new Promise<string>((resolve) => {
    door.stdout.on('data', (chunk: Buffer) => resolve(/http:\S+/.exec(String(chunk))?.[0] ?? ''))
  })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  const page = await browser.newPage()
  await page.goto(address)
  await page.locator(FIRST_CARD).first().waitFor()
  return async () => {
    await browser.close()
    const ended = new Promise((resolve) => door.once('exit', resolve))
    door.kill('SIGTERM')
    await ended
  }
}

async function throughElectron(folder: string, provision: string): Promise<() => Promise<void>> {
  const double = join(root, 'test/electron-double/electron-cli')
  const executablePath = process.env['ELECTRON_BIN'] ?? double
  if (!existsSync(executablePath)) throw new Error(`no such file: ${executablePath}`)
  const args = [join(root, 'out/main/index.js'), '--data-dir', folder, '--provision', provision]
  const app = await _electron.launch({ executablePath, args })
  const page = await app.firstWindow()
  await page.locator(FIRST_CARD).first().waitFor()
  return () => app.close()
}
