import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appFiles } from '../../src/main/appFiles.ts'

const root = join(import.meta.dirname, '../..')
const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

test.each([
  ['runAsNode', 'false'],
  ['enableNodeOptionsEnvironmentVariable', 'false'],
  ['enableNodeCliInspectArguments', 'false'],
  ['grantFileProtocolExtraPrivileges', 'false'],
  ['enableCookieEncryption', 'true'],
  ['onlyLoadAppFromAsar', 'true'],
  ['enableEmbeddedAsarIntegrityValidation', 'true'],
])('the fuse %s is %s', (fuse, value) => {
  const [, fuses = ''] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(config) ?? []
  expect(fuses).toContain(`  ${fuse}: ${value}\n`)
})

test('all three systems get a package, in an asar, and no package of the double or the tests', () => {
  for (const target of ['nsis', 'AppImage', 'dmg']) expect(config).toContain(`target: ${target}`)
  expect(config).toMatch(/^asar: true$/m)
  const [, files = ''] = /^files:\n((?: {2}.*\n)+)/m.exec(config) ?? []
  expect(files).not.toMatch(/test|src/)
})

test('every icon that packages and the running app name is there', () => {
  const named = [...config.matchAll(/icon: (.+)$/gm)].map(([, path]) => join(root, path ?? ''))
  const used = (['win32', 'darwin', 'linux'] as const).flatMap((platform) => {
    const { icon, trayCalm, trayAlert, overlay } = appFiles(join(root, 'out/main'), platform)
    return [icon, trayCalm, trayAlert, overlay]
  })
  expect([...named, ...used].filter((path) => !existsSync(path))).toEqual([])
  expect(named).toHaveLength(3)
})

test.each(['new-order', 'alarm'])('the sound %s is a WAV that begins and ends in silence', (name) => {
  const bytes = readFileSync(join(root, `src/renderer/public/sounds/${name}.wav`))
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF')
  const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, index) => bytes.readInt16LE(44 + index * 2))
  expect([Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1)]).toEqual([0, 0])
  expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(28_000)
})
