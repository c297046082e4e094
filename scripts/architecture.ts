import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path/posix'
import { parseSync } from 'vite'
import { fromRoot, root } from './paths.ts'

/**
 * `npm run architecture`: draws which room imports which into docs/architecture.md, from the imports themselves, types
 * included. With `--check` it writes nothing and fails when the drawing is not what the imports say.
 */

const PAGE = fromRoot('docs/architecture.md')
const BEGIN = '<!-- drawing: begin -->'
const END = '<!-- drawing: end -->'

/** What the core is given by its door: like the shared types, everybody may name it. */
const everybodys = ['host.ts', 'faultLog.ts']

/** @returns the box a file is drawn in: one a room of the core, one any other folder; null for what everybody may name */
function roomOf(file: string): string | null {
  const [folder = '', room = '', inner = ''] = file.split('/')
  if (folder === 'shared') return null
  if (folder !== 'core') return folder
  if (!room.endsWith('.ts')) return room === 'printing' ? `printing/${inner}` : room
  return everybodys.includes(room) ? null : 'counter'
}

/** @returns the paths below src of our own files that a file imports or exports from, types included */
function importsOf(file: string): string[] {
  const { module, errors } = parseSync(file, readFileSync(fromRoot(`src/${file}`), 'utf8'))
  if (errors.length > 0) throw new Error(`src/${file} cannot be parsed: ${errors[0]?.message}`)
  const named = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value)]
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) named.push(moduleRequest.value)
  return named.filter((name) => name.startsWith('.')).map((name) => join(dirname(file), name))
}

function drawing(): string {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((file) => relative('src', file.replaceAll('\\', '/')))
    .filter((file) => !file.endsWith('.d.ts'))
  const core = new Set<string>()
  const others = new Set<string>()
  const arrows = new Set<string>()
  for (const file of files) {
    const from = roomOf(file)
    if (from === null) continue
    const rooms = file.startsWith('core/') ? core : others
    rooms.add(`${idOf(from)}["${from}"]`)
    for (const imported of importsOf(file)) {
      const to = roomOf(imported)
      if (to !== null && to !== from && to !== '..') arrows.add(`${idOf(from)} --> ${idOf(to)}`)
    }
  }
  const lines = (set: Set<string>, indent: string): string[] => [...set].toSorted().map((line) => `${indent}${line}`)
  return [
    '```mermaid',
    'flowchart TD',
    ...lines(others, '  '),
    '  subgraph core',
    ...lines(core, '    '),
    '  end',
    ...lines(arrows, '  '),
    '```',
  ].join('\n')
}

const idOf = (room: string): string => room.replace('/', '_')

const page = readFileSync(PAGE, 'utf8')
const [before, rest, ...more] = page.split(BEGIN)
const [, after] = rest?.split(END) ?? []
if (before === undefined || after === undefined || more.length > 0)
  throw new Error(`docs/architecture.md needs one ${BEGIN} and one ${END} after it.`)
const drawn = `${before}${BEGIN}\n${drawing()}\n${END}${after}`
if (!process.argv.includes('--check')) writeFileSync(PAGE, drawn)
else if (drawn !== page) {
  process.stderr.write('docs/architecture.md does not show the imports as they are: run `npm run architecture`.\n')
  process.exitCode = 1
}
