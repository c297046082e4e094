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

/** Rooms of the core stand alone; everything else is one box a folder. */
function roomOf(file: string): string {
  const [folder = '', room = '', inner = ''] = file.split('/')
  if (folder !== 'core') return folder
  if (!room.endsWith('.ts')) return room === 'printing' ? `printing/${inner}` : room
  return everybodys.includes(room) ? 'shared' : 'counter'
}

/** What a file imports from and exports from below src, by its path below src. */
function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(fromRoot(`src/${file}`), 'utf8'))
  const named = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value)]
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) named.push(moduleRequest.value)
  return named.filter((name) => name.startsWith('.')).map((name) => join(dirname(file), name))
}

function drawing(): string {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((file) => relative('src', file.replaceAll('\\', '/')))
    .filter((file) => !file.endsWith('.d.ts'))
    .toSorted()
  const arrows = new Map<string, number>()
  for (const file of files) {
    for (const imported of importsOf(file)) {
      const [from, to] = [roomOf(file), roomOf(imported)]
      // Everybody may name shared types: an arrow to them from everywhere would say nothing.
      if (from === to || to === 'shared' || to === '..') continue
      const arrow = `${idOf(from)} --> ${idOf(to)}`
      arrows.set(arrow, (arrows.get(arrow) ?? 0) + 1)
    }
  }
  const rooms = [...new Set(files.map(roomOf))].toSorted()
  const core = rooms.filter((room) => files.some((file) => file.startsWith('core/') && roomOf(file) === room))
  const box = (room: string): string => `  ${idOf(room)}["${room}"]`
  return [
    '```mermaid',
    'flowchart TD',
    ...rooms.filter((room) => !core.includes(room)).map(box),
    '  subgraph core',
    ...core.map((room) => `  ${box(room)}`),
    '  end',
    ...[...arrows.keys()].toSorted().map((arrow) => `  ${arrow}`),
    '```',
  ].join('\n')
}

const idOf = (room: string): string => room.replace('/', '_')

const page = readFileSync(PAGE, 'utf8')
const [before = '', rest = ''] = page.split(BEGIN)
const [, after = ''] = rest.split(END)
const drawn = `${before}${BEGIN}\n${drawing()}\n${END}${after}`
if (!process.argv.includes('--check')) writeFileSync(PAGE, drawn)
else if (drawn !== page) {
  process.stderr.write('docs/architecture.md does not show the imports as they are: run `npm run architecture`.\n')
  process.exitCode = 1
}
