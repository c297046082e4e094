import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fromRoot } from '../paths.ts'
import { packagingCache } from './folders.ts'
import { runTool } from './runTool.ts'
import type { Target } from './target.ts'
import { toolFile } from './tools.ts'

/**
 * What electron-builder would download, from Debian's packages instead: makensis and Wine for the installer, dpkg-deb for the
 * deb. Used with the stand-in alone: a package for people is built on its own system, with electron-builder's own tools.
 */

/** Programs of Debian's that building the stand-in's Windows installer takes, and where they come from. */
export const windowsPackages = [
  'wine',
  'wine64',
  'nsis',
  'nsis-pluginapi',
  'p7zip-full',
  'osslsigncode',
  'gcc-mingw-w64-x86-64-win32',
]
/** The compiler for 64-bit Windows. */
export const mingw = '/usr/bin/x86_64-w64-mingw32-gcc'
const neededForWindows = [
  '/usr/lib/wine/wine64',
  '/usr/bin/makensis',
  '/usr/share/nsis/Plugins/amd64-unicode/System.dll',
  '/usr/lib/p7zip/7za',
  '/usr/bin/osslsigncode',
  mingw,
]

/** Which files of Debian's packages are missing for building the stand-in's Windows installer. */
export const missingForWindows = (): string[] => neededForWindows.filter((file) => !existsSync(file))

const bin = join(packagingCache, 'bin')
const nsisFolder = join(packagingCache, 'nsis')

/** @returns the environment that leads electron-builder to them @throws with the sentence that says what is missing */
export function debianTools(target: Target, say: (sentence: string) => void): NodeJS.ProcessEnv {
  mkdirSync(bin, { recursive: true })
  const offline = { ELECTRON_BUILDER_OFFLINE: 'true' }
  if (target.system === 'linux')
    return {
      ...offline,
      CUSTOM_FPM_PATH: script('fpm', `"${process.execPath}" "${fromRoot('scripts/packaging/dpkgDeb.ts')}" "$@"`),
    }
  const missing = missingForWindows()
  if (missing.length > 0)
    throw new Error(
      `Missing: ${missing.join(', ')}. \`npm run setup\` brings them on Debian (${windowsPackages.join(' ')}).`,
    )
  makePlugins(say)
  // Debian's wine64 runs no 32-bit program, so the installer is a 64-bit one. 6012: an output path is given twice.
  const plugins = join(nsisFolder, 'plugins/x86-unicode')
  script(
    'makensis',
    `/usr/bin/makensis "-XTarget amd64-unicode" "-X!addplugindir /amd64-unicode ${plugins}" "-X!pragma warning disable 6012" "$@"`,
  )
  script('wine', '/usr/lib/wine/wine64 "$@"')
  return {
    ...offline,
    ...wineEnvironment(join(packagingCache, 'wine-build')),
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    ELECTRON_BUILDER_NSIS_DIR: bin,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: nsisFolder,
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/lib/p7zip/7za',
    USE_SYSTEM_OSSLSIGNCODE: 'true',
  }
}

/** Wine with a home of its own: it links Documents and Desktop to the user's, and writes menus there. */
export function wineEnvironment(folder: string): NodeJS.ProcessEnv {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  return {
    WINEPREFIX: join(folder, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'winemenubuilder.exe=d;mscoree,mshtml=d',
    HOME: home,
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CONFIG_HOME: join(home, 'config'),
    NODE_SKIP_PLATFORM_CHECK: '1',
  }
}

/** A program of ours in `bin`. @returns its path */
function script(name: string, command: string): string {
  const path = join(bin, name)
  writeFileSync(path, `#!/bin/sh\nexec ${command}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Compiles the stand-ins of the plugins that electron-builder's installer calls (`plugins.c`). */
function makePlugins(say: (sentence: string) => void): void {
  const folder = join(nsisFolder, 'plugins/x86-unicode')
  const source = fromRoot('scripts/packaging/plugins.c')
  const stamp = join(folder, 'made.c')
  const text = readFileSync(source, 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === text) return
  say('Compiling the stand-ins of the installer’s plugins.')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const resource = join(nsisFolder, '7za.rc')
  const object = join(nsisFolder, '7za.o')
  writeFileSync(resource, `SEVENZA RCDATA "${toolFile('7zip-bin/win/x64/7za.exe')}"\n`)
  runTool('x86_64-w64-mingw32-windres', [resource, object], { isQuiet: true })
  for (const [name, define] of [
    ['StdUtils', 'STDUTILS'],
    ['UAC', 'USER_ACCOUNT_CONTROL'],
    ['WinShell', 'WINSHELL'],
    ['SpiderBanner', 'SPIDERBANNER'],
    ['nsProcess', 'NSPROCESS'],
    ['Nsis7z', 'NSIS7Z'],
  ] as const) {
    const parts = [source, ...(name === 'Nsis7z' ? [object] : []), '-o', join(folder, `${name}.dll`)]
    const libraries = ['-L/usr/x86_64-w64-mingw32/lib/nsis', '-lpluginapi-amd64-unicode', '-lshell32', '-lole32']
    runTool(mingw, ['-shared', '-O2', '-s', `-D${define}`, ...parts, ...libraries], { isQuiet: true })
  }
  writeFileSync(stamp, text)
}
