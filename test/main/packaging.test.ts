import { existsSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import viteConfig from '../../electron.vite.config.ts'
import { shippedPackages } from '../../scripts/packaging/shippedPackages.ts'
import { appFiles } from '../../src/main/appFiles.ts'

const root = join(import.meta.dirname, '../..')
const target = z.object({ icon: z.string(), target: z.array(z.string()) })
const config = z
  .looseObject({
    asar: z.boolean(),
    files: z.array(z.string()),
    electronFuses: z.record(z.string(), z.boolean()),
    win: target,
    linux: target,
    mac: target,
  })
  .parse(parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')))

const patterns = config.files.map((pattern) =>
  pattern.replaceAll('${system}', process.platform).replaceAll('${arch}', process.arch),
)

/** Whether a file goes into this system's package; as in electron-builder, the last pattern that fits decides. */
const isPackaged = (path: string): boolean =>
  patterns.reduce((is, pattern) => {
    const isExclusion = pattern.startsWith('!')
    return matchesGlob(path, isExclusion ? pattern.slice(1) : pattern) ? !isExclusion : is
  }, false)

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

/** C++ headers: native parts are taken as they were built. */
const onlyToCompile = new Set(['node-addon-api'])

/** What a package needs that is installed here, and so on; optional ones are those of this system. */
function withDependencies(name: string, found = new Set<string>()): Set<string> {
  const path = join(root, 'node_modules', name, 'package.json')
  if (found.has(name) || !existsSync(path)) return found
  found.add(name)
  const { dependencies, optionalDependencies } = packageFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies }))
    if (!onlyToCompile.has(needed)) withDependencies(needed, found)
  return found
}

test('whatever the bundle leaves outside goes along, with all that it needs', () => {
  const { external } = z.object({ external: z.array(z.unknown()) }).parse(viteConfig.main?.build?.rolldownOptions)
  const isOutside = (name: string): boolean =>
    external.some((entry) => (entry instanceof RegExp ? entry.test(name) : entry === name))
  expect(shippedPackages.filter((name) => !isOutside(name))).toEqual([])
  expect(isOutside('zod')).toBe(false)
  const needed = shippedPackages.flatMap((name) => [...withDependencies(name)])
  expect(needed).toEqual(expect.arrayContaining([...shippedPackages]))
  expect(needed.filter((name) => !isPackaged(`node_modules/${name}/package.json`))).toEqual([])
})

test.each([
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/icons/overlay.png',
  'package.json',
])('%s is packaged', (path) => expect(isPackaged(path)).toBe(true))

test.each([
  'out/browser/index.js',
  'out/practice/index.js',
  'test/electron-double/electron.ts',
  'src/main/index.ts',
  'node_modules/react/package.json',
  'node_modules/dejavu-fonts-ttf/ttf/DejaVuSerif.ttf',
  'node_modules/koffi/doc/pages/index.md',
  'node_modules/@serialport/bindings-cpp/prebuilds/android-arm64/@serialport+bindings-cpp.armv8.node',
  'resources/installer/installer.nsh',
])('%s is not', (path) => expect(isPackaged(path)).toBe(false))

test('what an attacker on the machine could turn on is fused off, and the archive is checked', () => {
  expect(config.asar).toBe(true)
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
  })
})

test('all three systems get a package', () => {
  expect([config.win, config.linux, config.mac].flatMap((system) => system.target)).toEqual([
    'nsis',
    'deb',
    'AppImage',
    'dmg',
    'zip',
  ])
})

test('every icon that packages and the running app name is there', () => {
  const named = [config.win, config.mac].map(({ icon }) => join(root, icon))
  const set = [16, 24, 32, 48, 64, 128, 256, 512].map((size) => join(root, `resources/icons/icon-${size}.png`))
  const used = (['win32', 'darwin', 'linux'] as const).flatMap((platform) => {
    const { icon, trayCalm, trayAlert, overlay } = appFiles(join(root, 'out/main'), platform)
    return [icon, trayCalm, trayAlert, overlay]
  })
  expect([...named, ...set, ...used].filter((path) => !existsSync(path))).toEqual([])
})
