import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packagingCache } from './folders.ts'
import { runNpm, runTool } from './runTool.ts'

/** Fetches a package made for another system, which npm leaves out on this one. @returns its folder */
export function fetchPackage(name: string, say: (sentence: string) => void): string {
  const folder = join(packagingCache, 'fetched', name.replace(/[^a-z0-9.-]+/g, '-'))
  const unpacked = join(folder, 'package')
  if (existsSync(unpacked)) return unpacked
  say(`Fetching ${name} from the npm registry.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  runNpm(['pack', name, '--silent', '--pack-destination', folder], folder)
  runTool('tar', ['xzf', readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? ''], { cwd: folder })
  return unpacked
}
