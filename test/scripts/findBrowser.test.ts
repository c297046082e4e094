import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { broughtBrowser, findBrowser } from '../../scripts/findBrowser.ts'
import { temporaryFolder } from '../browser/testDoor.ts'

const put = (path: string): string => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '')
  return path
}

test('the one that was chosen comes before the ones of the system; one that is not there does not count', () => {
  const folder = temporaryFolder()
  const system = put(join(folder, 'bin', 'google-chrome'))
  const chosen = put(join(folder, 'mine'))
  const PATH = join(folder, 'bin')
  expect(findBrowser('linux', { PATH, CHROME_PATH: chosen })).toBe(chosen)
  expect(findBrowser('linux', { PATH, CHROME_PATH: join(folder, 'gone') })).not.toContain('gone')
  put(join(folder, 'bin', 'chromium'))
  expect(findBrowser('linux', { PATH })).toBe(join(folder, 'bin', 'chromium'))
  expect(system).toContain('google-chrome')
})

test('Windows and macOS have their own places', () => {
  const folder = temporaryFolder()
  const edge = put(join(folder, 'Microsoft\\Edge\\Application\\msedge.exe'))
  expect(findBrowser('win32', { 'PROGRAMFILES(X86)': folder })).toBe(edge)
  const chrome = put(join(folder, 'Applications', 'Google Chrome.app/Contents/MacOS/Google Chrome'))
  expect([chrome, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']).toContain(
    findBrowser('darwin', { HOME: folder }),
  )
})

test('with nothing else there is the one that setup brings, or none', () => {
  expect([null, broughtBrowser]).toContain(findBrowser('win32', {}))
})
