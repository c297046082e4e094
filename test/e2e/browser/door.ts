import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { findBrowser } from '../../../scripts/findBrowser.ts'
import { startPracticePrinter, type PracticePrinter } from '../../../src/practice/printer/practicePrinter.ts'
import { startPracticeShop, type PracticeShop } from '../../../src/practice/practiceShop.ts'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'

export const root = join(import.meta.dirname, '../../..')

const NOBODY = 65_534

/** The built browser door as a process of its own. */
export interface Door {
  address: string
  port: number
  process: ChildProcess
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  /** Sends a signal. @returns the exit code, null when the signal killed it */
  end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<number | null>
  /** Closes the channel to it, as a parent does that ends. @returns the exit code */
  leave(): Promise<number | null>
}

export interface DoorOptions {
  port?: number
  provision?: object
  /** How many files and sockets it may have open; not on Windows. */
  mostFiles?: number
  /** Nobody's rights, so that a folder can refuse it; only where the tests run as root, who may write anywhere. */
  isNobody?: boolean
}

interface Fixtures {
  dataDir: string
  shop: PracticeShop
  printer: PracticePrinter
  /** Both vendors and the printer of the practice shop, at a fast pace. */
  provision: object
  openDoor(options?: DoorOptions): Promise<Door>
}

export const test = base.extend<Fixtures>({
  launchOptions: async ({}, use) => {
    const executablePath = findBrowser()
    if (executablePath === null) throw new Error('No browser was found: run `npm run setup`.')
    await use({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    })
  },
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tezgah-browser-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await rm(`${folder}.provision.json`, { force: true })
  },
  shop: async ({}, use) => {
    const shop = await startPracticeShop({ adisyo: { paceScale: 0.01 } })
    await use(shop)
    await shop.close()
  },
  printer: async ({}, use) => {
    const printer = await startPracticePrinter()
    await use(printer)
    await printer.stop()
  },
  provision: async ({ shop, printer }, use) => {
    await use(provisionOf(shop, printer))
  },
  openDoor: async ({ dataDir, provision }, use) => {
    const doors: Door[] = []
    await use(async (options = {}) => {
      const file = `${dataDir}.provision.json`
      await writeFile(file, JSON.stringify(options.provision ?? provision))
      const args = ['--data-dir', dataDir, '--provision', file, '--port', String(options.port ?? 0)]
      const door = await startDoor(args, process.env, options)
      doors.push(door)
      return door
    })
    for (const door of doors) await door.end('SIGKILL')
  },
})

export const provisionOf = (shop: PracticeShop, printer: PracticePrinter): object => ({
  language: 'tr',
  sources: [
    {
      kind: 'restomenum',
      name: 'Kadıköy',
      baseUrl: shop.restomenum.baseUrl,
      apiKey: shop.restomenum.apiKey,
      pollSeconds: 0.3,
    },
    {
      kind: 'adisyo',
      name: 'Moda',
      baseUrl: shop.adisyo.baseUrl,
      apiKey: shop.adisyo.apiKey,
      apiSecret: shop.adisyo.apiSecret,
      consumer: shop.adisyo.consumer,
      pollSeconds: 0.5,
    },
  ],
  printers: [
    {
      name: 'Kasa',
      connection: { kind: 'tcp', host: printer.host, port: printer.port },
      paperWidthMm: 80,
      codePage: 'cp857',
    },
  ],
  autoPrint: true,
})

/**
 * Resolves once it has said where it is open. @throws with what it said when it ends instead
 */
export async function startDoor(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  { mostFiles, isNobody = false }: Pick<DoorOptions, 'mostFiles' | 'isNobody'> = {},
): Promise<Door> {
  const command = [process.execPath, join(root, 'out/browser/index.js'), '--no-open', ...args]
  const limited = mostFiles === undefined ? command : ['sh', '-c', `ulimit -n ${mostFiles}; exec "$0" "$@"`, ...command]
  const [file = '', ...rest] = limited
  const rights = isNobody && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env, ...rights })
  let [stdout, stderr] = ['', '']
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.stderr?.on('data', (piece: Buffer) => (stderr += piece.toString()))
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      stdout += piece.toString()
      const found = /^Tezgah is open at (\S+)\n/.exec(stdout)?.[1]
      if (found !== undefined) resolve(found)
    })
    void ended.then((code) => reject(new Error(`The door ended with ${String(code)}: ${stderr}`)))
  })
  return {
    address,
    port: Number(new URL(address).port),
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
    leave: () => {
      child.disconnect()
      return ended
    },
  }
}

/** Asks through the page's own verb, as the screen does. */
export const request = (
  page: Page,
  name: string,
  input: unknown,
): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }> =>
  page.evaluate(([asked, given]) => window.tezgah?.request(asked as never, given as never) as never, [
    name,
    input,
  ] as const)

export const snapshot = async (page: Page): Promise<Snapshot> =>
  (await request(page, 'snapshot.get', {})).value as Snapshot

/** Opens the board and waits for both sources' baseline, after which everything is new. */
export async function openBoard(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForFunction(() => 'tezgah' in window)
  // Retried as a whole: an address opened in a page that is there already makes it load once more.
  await expect(async () =>
    expect((await snapshot(page)).sources.map(({ state }) => state)).toEqual(['ok', 'ok']),
  ).toPass()
}

export { expect }
