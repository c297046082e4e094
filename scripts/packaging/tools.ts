import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from '../paths.ts'
import { packagingCache } from './folders.ts'
import { runNpm } from './runTool.ts'

const folder = join(packagingCache, 'tools')

/** A file of the packaging tools' packages (`scripts/packaging/tools`). */
export const toolFile = (path: string): string => join(folder, 'node_modules', path)

/** Installs the packaging tools as their lock pins them, where they are not yet. */
export function ensureTools(say: (sentence: string) => void): void {
  const lock = readFileSync(fromRoot('scripts/packaging/tools/package-lock.json'), 'utf8')
  const stamp = join(folder, 'installed.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('Installing the packaging tools (electron-builder) from the npm registry.')
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(fromRoot(`scripts/packaging/tools/${file}`), join(folder, file))
  runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  writeFileSync(stamp, lock)
}
