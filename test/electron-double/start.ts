import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beginReady, setApp } from './app.ts'

/** What Electron does before the app's own code: finds the main script and gives it a clean `process.argv`. */
const given = process.argv.slice(2)
const target = given.find((argument) => !argument.startsWith('-'))
if (target === undefined) {
  process.stderr.write('electron double: no app given\n')
  process.exit(1)
}
const path = resolve(target)
const isFolder = statSync(path).isDirectory()
const main = isFolder ? join(path, packageOf(path).main ?? 'index.js') : path
if (isFolder) setApp(path, packageOf(path).version)
else setApp(dirname(path))
const resources = process.env['ELECTRON_DOUBLE_RESOURCES']
if (resources !== undefined) Object.assign(process, { resourcesPath: resources })
process.argv = [process.argv[0] ?? 'node', ...given]
const ready = beginReady()
await import(pathToFileURL(main).href)
ready()

function packageOf(folder: string): { main?: string; version?: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main?: string; version?: string }
}
