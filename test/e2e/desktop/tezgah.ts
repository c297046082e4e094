import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { Snapshot } from '../../../src/shared/contract/snapshot.ts'

export const root = join(import.meta.dirname, '../../..')
/** The real Electron where there is one; else the double, which the same specs run on. */
export const electronPath = process.env['ELECTRON_BIN'] ?? join(root, 'test/electron-double/electron-cli')
export const preloadPath = join(root, 'out/preload/index.cjs')

export interface Tezgah {
  app: ElectronApplication
  page: Page
  child: ChildProcess
  /** Asks through the page's own verbs, as the screen does. */
  snapshot: () => Promise<Snapshot>
  request: (name: string, input: unknown) => Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>
}

export interface Launching {
  /** A fresh folder unless given; null: the default. */
  dataDir?: string | null
  provision?: object
  args?: readonly string[]
  env?: Record<string, string>
}

export interface Fixtures {
  dataDir: string
  launch: (launching?: Launching) => Promise<Tezgah>
}

/** The command line of one start, as an installer would write it. @param dataDir null: the default */
export async function startArguments(dataDir: string | null, provision?: object): Promise<string[]> {
  const args = [root, ...(dataDir === null ? [] : ['--data-dir', dataDir])]
  if (provision === undefined) return args
  const file = `${dataDir ?? (await makeDataDir())}.provision.json`
  await writeFile(file, JSON.stringify(provision))
  return [...args, '--provision', file]
}

/** One start. The caller ends it with `endTezgah`. @param dataDir null: the default */
export async function openTezgah(dataDir: string | null, launching: Launching = {}): Promise<Tezgah> {
  const { provision, args = [], env = {} } = launching
  const start = await startArguments(dataDir, provision)
  const app = await _electron.launch({
    executablePath: electronPath,
    args: [...start, ...args],
    cwd: root,
    env: { ...inherited(), ...env },
  })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'tezgah' in window && document.readyState === 'complete')
  const request: Tezgah['request'] = (name, input) =>
    page.evaluate(([asked, given]) => window.tezgah?.request(asked as never, given as never) as never, [
      name,
      input,
    ] as const)
  const snapshot = async (): Promise<Snapshot> => (await request('snapshot.get', {})).value as Snapshot
  return { app, page, request, snapshot, child: app.process() }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))

/** A start of its own, outside of Playwright's hands. @returns its exit code and what it said on standard error. */
export async function startAndWait(args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(electronPath, [...args, ...(process.platform === 'linux' ? ['--no-sandbox'] : [])], { cwd: root })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, said }
}

/** Ends it if it still runs, answering the question about waiting slips with "quit anyway". */
export async function endTezgah({ app, child }: Tezgah): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  await app.close()
}

export async function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tezgah-desktop-'))
}

export async function removeDataDir(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  await rm(`${folder}.provision.json`, { force: true })
}

export const test = base.extend<Fixtures>({
  dataDir: async ({ baseURL: _unused }, use) => {
    const folder = await makeDataDir()
    await use(folder)
    await removeDataDir(folder)
  },
  launch: async ({ dataDir }, use) => {
    const started: Tezgah[] = []
    await use(async (launching = {}) => {
      const tezgah = await openTezgah(launching.dataDir === undefined ? dataDir : launching.dataDir, launching)
      started.push(tezgah)
      return tezgah
    })
    for (const tezgah of started) await endTezgah(tezgah)
  },
})

export { expect } from '@playwright/test'
