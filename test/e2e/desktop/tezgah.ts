import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { Snapshot } from '../../../src/shared/contract.ts'

export const root = join(import.meta.dirname, '../../..')
/** The real Electron where there is one; else the double, which the same specs run on. */
export const electronPath = process.env['ELECTRON_BIN'] ?? join(root, 'test/electron-double/electron-cli')
export const preloadPath = join(root, 'out/preload/index.cjs')

export interface Tezgah {
  app: ElectronApplication
  page: Page
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

export const test = base.extend<Fixtures>({
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tezgah-desktop-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await rm(`${folder}.provision.json`, { force: true })
  },
  launch: async ({ dataDir }, use) => {
    const open = new Map<ElectronApplication, ChildProcess>()
    await use(async (launching = {}) => {
      const args = await startArguments(launching.dataDir ?? dataDir, launching.provision)
      const app = await _electron.launch({ executablePath: electronPath, args: [...args, ...(launching.args ?? [])], cwd: root })
      open.set(app, app.process())
      const page = await app.firstWindow()
      await page.waitForFunction(() => 'tezgah' in window && document.readyState === 'complete')
      const request: Tezgah['request'] = (name, input) =>
        page.evaluate(([asked, given]) => window.tezgah?.request(asked as never, given as never) as never, [name, input] as const)
      const snapshot = async (): Promise<Snapshot> => (await request('snapshot.get', {})).value as Snapshot
      return { app, page, request, snapshot }
    })
    for (const [app, child] of open) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
      })
      await app.close()
    }
  },
})

export { expect } from '@playwright/test'
