import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fromRoot } from '../paths.ts'
import { packagingCache } from './folders.ts'
import type { Hosting } from './hosting.ts'
import { runNpm } from './runTool.ts'
import { lockOf } from './shippedLock.ts'
import { shippedPackages } from './shippedPackages.ts'
import { nameOf, type Target } from './target.ts'

const manifestSchema = z.object({
  name: z.string(),
  productName: z.string(),
  description: z.string(),
  license: z.string(),
  type: z.string(),
  main: z.string(),
  author: z.object({ name: z.string() }),
})

export interface Staging {
  target: Target
  productName: string
  version: string
  hosting: Hosting
}

/**
 * Lays out one target's app for electron-builder: the built bundles, the icons, and the packages that go along, brought
 * for the target's own system and architecture.
 *
 * @returns the folder
 */
export function stage({ target, productName, version, hosting }: Staging): string {
  const folder = join(packagingCache, 'staging', nameOf(target))
  mkdirSync(folder, { recursive: true })
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')))
  const text = readFileSync(fromRoot('package-lock.json'), 'utf8')
  // The version of the lock is always the same, so that another version of ours does not bring the packages again.
  const { dependencies, lock } = lockOf(text, { name: manifest.name, version: '0.0.0' }, shippedPackages)
  installPackages(folder, target, lock, { name: manifest.name, version: '0.0.0', dependencies })
  const author = { ...manifest.author, email: hosting.email }
  const app = {
    ...manifest,
    productName,
    version,
    author,
    homepage: hosting.homepage,
    desktopName: 'tezgah.desktop',
    dependencies,
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(app, null, 2)}\n`)
  for (const part of ['out', 'resources']) rmSync(join(folder, part), { recursive: true, force: true })
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(fromRoot(`out/${part}`), join(folder, 'out', part), { recursive: true })
  cpSync(fromRoot('resources'), join(folder, 'resources'), { recursive: true })
  layOutIconSet(folder)
  return folder
}

/** The icons by the names under which electron-builder looks for a set of sizes. */
function layOutIconSet(folder: string): void {
  const set = join(folder, 'resources/iconSet')
  mkdirSync(set)
  for (const file of readdirSync(join(folder, 'resources/icons'))) {
    const size = /^icon-(\d+)\.png$/.exec(file)?.[1]
    if (size !== undefined) copyFileSync(join(folder, 'resources/icons', file), join(set, `${size}x${size}.png`))
  }
}

function installPackages(folder: string, target: Target, lock: object, manifest: object): void {
  const stamp = join(folder, 'installed.json')
  const lockText = JSON.stringify(lock)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockText) return
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'package-lock.json'), lockText)
  const system = [`--os=${target.system}`, `--cpu=${target.arch}`, '--libc=glibc']
  runNpm(['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...system], folder)
  writeFileSync(stamp, lockText)
}
