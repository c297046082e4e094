import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { appDataFolder, chooseDataFolder, makeFolder, type Computer } from '../../src/system/dataFolder.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const computer = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}, home = '/home/a'): Computer => ({
  platform,
  env,
  home,
})

test('each system has its own place for data, and an empty variable names none', () => {
  expect(appDataFolder(computer('linux'))).toMatch(/^.home.a.\.config$/)
  expect(appDataFolder(computer('linux', { XDG_CONFIG_HOME: '' }))).toMatch(/\.config$/)
  expect(appDataFolder(computer('linux', { XDG_CONFIG_HOME: '/data' }))).toBe('/data')
  expect(appDataFolder(computer('darwin'))).toMatch(/Library.Application Support$/)
  expect(appDataFolder(computer('win32', { APPDATA: 'R', LOCALAPPDATA: 'L' }))).toBe('R')
  expect(appDataFolder(computer('win32'))).toMatch(/AppData.Roaming$/)
})

/** Both defaults of one system in a home of their own, and what makes a ledger in either. */
function homeOn(platform: NodeJS.Platform) {
  const home = temporaryFolder()
  const env = { LOCALAPPDATA: join(home, 'local'), APPDATA: join(home, 'roaming') }
  const here = computer(platform, env, home)
  const common = join(appDataFolder(here), 'Tezgah')
  const old = platform === 'win32' ? join(home, 'local', 'Tezgah') : join(home, '.local/share/tezgah')
  const addLedger = (folder: string): void => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'ledger.sqlite'), '')
  }
  const choose = (given: string | null = null) => chooseDataFolder(given, appDataFolder(here), here)
  return { common, old, addLedger, choose }
}

test.each(['linux', 'win32'] as const)('on %s the ledger of the first browser door is not lost', (platform) => {
  const { common, old, addLedger, choose } = homeOn(platform)
  expect(choose()).toEqual({ path: common, used: [] })
  addLedger(old)
  expect(choose()).toEqual({ path: old, used: [{ level: 'info', what: 'dataFolder.ofFirstBrowserDoor' }] })
  // What the desktop app has kept so far is not given up for it.
  addLedger(common)
  expect(choose()).toMatchObject({ path: common, used: [{ what: 'dataFolder.ledgerOfFirstBrowserDoorLeft' }] })
  expect(choose(dirname(old))).toEqual({ path: dirname(old), used: [] })
  // Nor is the old one taken up again when the common folder has lost its ledger.
  writeFileSync(join(common, 'ledger.sqlite.mark.json'), '{}')
  rmSync(join(common, 'ledger.sqlite'))
  expect(choose().path).toBe(common)
})

test('on macOS both doors have had one folder all along', () => {
  const { common, addLedger, choose } = homeOn('darwin')
  addLedger(common)
  expect(choose()).toEqual({ path: common, used: [] })
})

test('a folder is made for its owner alone, or the reason is given', () => {
  const folder = join(temporaryFolder(), 'a/b')
  expect(makeFolder(folder)).toBeNull()
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0)
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(makeFolder(join(file, 'c'))).toMatch(/^(ENOTDIR|ENOENT|EEXIST)$/)
})
