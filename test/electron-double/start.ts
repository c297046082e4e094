import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beginReady, setAppPath } from './app.ts'

/** What Electron does before the app's own code: finds the main script and gives it a clean `process.argv`. */
const given = process.argv.slice(2)
const target = given.find((argument) => !argument.startsWith('-'))
if (target === undefined) {
  process.stderr.write('electron double: no app given\n')
  process.exit(1)
}
const path = resolve(target)
const main = statSync(path).isDirectory() ? join(path, mainOf(path)) : path
setAppPath(statSync(path).isDirectory() ? path : dirname(path))
process.argv = [process.argv[0] ?? 'node', ...given]
const ready = beginReady()
await import(pathToFileURL(main).href)
ready()

function mainOf(folder: string): string {
  const { main: entry } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main?: string }
  return entry ?? 'index.js'
}
