import type { ChildProcess } from 'node:child_process'
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
  /** A fresh folder unless given. */
  dataDir?: string
  provision?: object
  args?: readonly string[]
}

export interface Fixtures {
  dataDir: string
  launch: (launching?: Launching) => Promise<Tezgah>
}

/** The command line of one start, as an installer would write it. */
export async function startArguments(dataDir: string, provision?: object): Promise<string[]> {
  const args = [root, '--data-dir', dataDir]
  if (provision === undefined) return args
  const file = `${dataDir}.provision.json`
  await writeFile(file, JSON.stringify(provision))
  return [...args, '--provision', file]
}

/** One start. The caller ends it with `endTezgah`. */
export async function openTezgah(dataDir: string, { provision, args = [] }: Launching = {}): Promise<Tezgah> {
  const start = await startArguments(dataDir, provision)
  const app = await _electron.launch({ executablePath: electronPath, args: [...start, ...args], cwd: root })
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
      const tezgah = await openTezgah(launching.dataDir ?? dataDir, launching)
      started.push(tezgah)
      return tezgah
    })
    for (const tezgah of started) await endTezgah(tezgah)
  },
})

export { expect } from '@playwright/test'
