import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../browser/testDoor.ts'

/** The real lint configuration over a house in miniature: each boundary must bite, and must not bite too much. */

const root = join(import.meta.dirname, '..', '..')
const report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) })

/** @param files content by path. @returns the folder they stand in, with the real configuration */
function furnish(files: Record<string, string>): string {
  const house = temporaryFolder()
  copyFileSync(join(root, 'oxlint.config.ts'), join(house, 'oxlint.config.ts'))
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), content)
  }
  return house
}

/** @returns the paths in which a rule of this name is broken */
function faultsIn(house: string, rule: string): string[] {
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json', 'src'], { cwd: house, encoding: 'utf8' })
  const faults = report.parse(JSON.parse(stdout)).diagnostics.filter(({ code }) => code.includes(rule))
  return [...new Set(faults.map(({ filename }) => filename.replaceAll('\\', '/')))].toSorted()
}

/** The paths in which an import (or a global) was refused. */
const refusedIn = (files: Record<string, string>): string[] => faultsIn(furnish(files), 'no-restricted')

/** One file a line, so that a line that should bite and does not has a name of its own. */
const asFiles = (lines: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(lines.map(([folder, content], index) => [`src/${folder}/case${index}.ts`, `${content}\n`]))

const importOf = (name: string): string => `export * from '${name}'`

test('what a folder may not import fails the lint', () => {
  const files = asFiles([
    ['core', importOf('electron')],
    ['core', importOf('node:fs')],
    ['core', importOf('../main/tray.ts')],
    ['core/orders', importOf('../../browser/server.ts')],
    ['core/orders', importOf('../../practice/index.ts')],
    ['core/orders', importOf('../../../test/browser/testDoor.ts')],
    ['core', "export type { A } from '../renderer/store.ts'"],
    ['core', "export const a = () => import('electron')"],
    ['core/ledger', importOf('../orders/orderBook.ts')],
    ['core/orders', importOf('../polling/sources.ts')],
    ['core/orders', importOf('../vendors/http/http.ts')],
    ['core/alerts', importOf('../ledger/ledger.ts')],
    ['core/routing', importOf('../printing/slip/composeSlip.ts')],
    ['core/report', importOf('../orders/effects.ts')],
    ['core/hearing', importOf('../polling/sources.ts')],
    ['core/link', importOf('../orders/orderBook.ts')],
    ['core/orders', importOf('../link/link.ts')],
    ['core/orders', importOf('@redis/client')],
    ['core/reconcile', importOf('../screen/publisher.ts')],
    ['core/orders', importOf('../reconcile/compareBooks.ts')],
    ['core/vendors/adisyo', importOf('../../orders/orderBook.ts')],
    ['core/polling', importOf('../screen/publisher.ts')],
    ['core/dispatch', importOf('../orders/orderBook.ts')],
    ['core/polling', importOf('../printing/queue/printQueue.ts')],
    ['core/printing/slip', importOf('../render/layout.ts')],
    ['core/printing/render', importOf('../printers/printer.ts')],
    ['core/printing/printers', importOf('../queue/printQueue.ts')],
    ['core/printing/queue', importOf('../../orders/orderBook.ts')],
    ['core/screen', importOf('../lifecycle.ts')],
    ['core/screen', importOf('../requests/handlers.ts')],
    ['core/screen', "export type { Counter } from '../counter.ts'"],
    ['core/requests', importOf('../counter.ts')],
    ['core/settings', importOf('../polling/sources.ts')],
    ['core', importOf('./requests/handlers.ts')],
    ['core/orders', importOf('node:sqlite')],
    ['core/orders', importOf('undici')],
    ['core/vendors/adisyo', importOf('@restomenum/plugin-sdk')],
    ['core/printing/render', importOf('node:net')],
    ['core/orders', 'export const late = setTimeout(() => {}, 1)'],
    ['core/orders', "export const answer = fetch('http://127.0.0.1')"],
    ['shared', importOf('../core/host.ts')],
    ['shared', importOf('node:fs')],
    ['shared', importOf('react')],
    ['browser', importOf('electron')],
    ['browser', importOf('../main/ipc.ts')],
    ['browser', importOf('../renderer/store.ts')],
    ['browser', importOf('node:sqlite')],
    ['browser/page', importOf('node:fs')],
    ['browser/page', importOf('../../core/host.ts')],
    ['main', importOf('../browser/server.ts')],
    ['main', importOf('hono')],
    ['main', "import { ipcMain } from 'electron'\nexport { ipcMain }"],
    ['main', "import { safeStorage } from 'electron'\nexport { safeStorage }"],
    ['main', "import { shell } from 'electron'\nexport { shell }"],
    ['main', "import { Notification } from 'electron'\nexport { Notification }"],
    ['main', "import { Tray } from 'electron'\nexport { Tray }"],
    ['main', importOf('node:net')],
    ['preload', importOf('zod')],
    ['preload', importOf('../core/host.ts')],
    ['renderer', importOf('electron')],
    ['renderer/board', importOf('node:path')],
    ['renderer/board', importOf('../../core/host.ts')],
    ['renderer', importOf('../browser/page/door.ts')],
    ['practice', importOf('../core/host.ts')],
    ['practice', importOf('electron')],
  ])
  expect(refusedIn(files)).toEqual(Object.keys(files).toSorted())
})

test('what a folder may import passes', () => {
  const files = {
    ...asFiles([
      ['core/orders', importOf('../../shared/model/order.ts')],
      ['core/orders', importOf('zod')],
      ['core/orders', importOf('../ledger/ledger.ts')],
      ['core/vendors/restomenum', importOf('@restomenum/plugin-sdk')],
      ['core/link', importOf('@redis/client')],
      ['core/link', importOf('../ledger/ledger.ts')],
      ['core/ledger', importOf('node:sqlite')],
      ['core/ledger', importOf('../../shared/settings/settings.ts')],
      ['core/screen', importOf('../printing/queue/printerWorker.ts')],
      ['core/requests', importOf('../printing/slip/composeSlip.ts')],
      ['core/printing/queue', importOf('../printers/printer.ts')],
      ['core/printing/printers', importOf('node:net')],
      ['browser', importOf('../core/counter.ts')],
      ['browser', importOf('hono/body-limit')],
      ['browser/page', importOf('../../shared/contract/channels.ts')],
      ['main', importOf('../core/counter.ts')],
      ['main', "import type { Tray } from 'electron'\nexport type T = Tray"],
      ['renderer/board', importOf('../store.ts')],
      ['renderer/board', importOf('react')],
      ['practice', importOf('node:net')],
    ]),
    'src/main/tray.ts': "import { Tray } from 'electron'\nexport { Tray }\n",
    'src/main/keyring.ts': "import { safeStorage } from 'electron'\nexport { safeStorage }\n",
    'src/main/notifications.ts': "import { Notification } from 'electron'\nexport { Notification }\n",
    'src/main/security.ts': "import { shell } from 'electron'\nexport { shell }\n",
    'src/main/ipc.ts': "import { ipcMain } from 'electron'\nexport { ipcMain }\n",
    'src/preload/index.ts': "import { ipcRenderer } from 'electron'\nexport { ipcRenderer }\n",
  }
  expect(refusedIn(files)).toEqual([])
})

test('a circle of types alone fails the lint: what cannot be named without its user is one idea in two files', () => {
  const house = furnish({
    'src/core/orders/a.ts': "import type { B } from './b.ts'\nexport interface A { b: B }\n",
    'src/core/orders/b.ts': "import type { A } from './a.ts'\nexport interface B { a: A | null }\n",
  })
  expect(faultsIn(house, 'no-cycle')).toEqual(['src/core/orders/a.ts', 'src/core/orders/b.ts'])
})
