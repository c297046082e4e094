import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../browser/testDoor.ts'

/** The real script in a house in miniature. */

const root = join(import.meta.dirname, '..', '..')
const page = 'docs/architecture.md'
const files = {
  'src/shared/model/order.ts': 'export type Order = string\n',
  'src/core/host.ts': 'export type Host = string\n',
  'src/core/counter.ts':
    "import './orders/orderBook.ts'\nimport type { Host } from './host.ts'\nexport type A = Host\n",
  'src/core/orders/orderBook.ts':
    "// import '../polling/loop.ts'\nexport type { B } from '../printing/queue/queue.ts'\n",
  'src/core/printing/queue/queue.ts': "export type B = '../../main/index.ts'\n",
  'src/main/index.ts': "import type { A } from '../core/counter.ts'\nexport const a: A = ''\n",
  [page]: '# Map\n\n<!-- drawing: begin -->\n<!-- drawing: end -->\n\nThe end.\n',
}

function furnish() {
  const house = temporaryFolder()
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), content)
  }
  for (const [path, content] of Object.entries(files)) put(path, content)
  put('package.json', '{ "type": "module" }')
  for (const script of ['architecture.ts', 'paths.ts'])
    cpSync(join(root, 'scripts', script), join(house, 'scripts', script))
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/architecture.ts', ...args], { cwd: house, encoding: 'utf8' })
  return { put, run, read: () => readFileSync(join(house, page), 'utf8') }
}

test('the drawing has a box a room and an arrow an import, types included, shared ones and comments not', () => {
  const { run, read } = furnish()
  expect(run()).toMatchObject({ status: 0, stderr: '' })
  expect(read()).toBe(`# Map

<!-- drawing: begin -->
\`\`\`mermaid
flowchart TD
  main["main"]
  subgraph core
    counter["counter"]
    orders["orders"]
    printing_queue["printing/queue"]
  end
  counter --> orders
  main --> counter
  orders --> printing_queue
\`\`\`
<!-- drawing: end -->

The end.
`)
})

test('a drawing that is not what the imports say fails the check, and the check writes nothing', () => {
  const { put, run, read } = furnish()
  run()
  expect(run('--check').status).toBe(0)
  put('src/core/printing/queue/queue.ts', "export type { A as B } from '../../counter.ts'\n")
  const before = read()
  expect(run('--check')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run architecture') })
  expect(read()).toBe(before)
  run()
  expect(read()).toContain('printing_queue --> counter')
})

test.each([
  ['a file that cannot be parsed', 'src/main/index.ts', 'import {'],
  ['a page without its marks', page, '# Map\n'],
])('%s fails, and the page stays as it is', (_, path, content) => {
  const { put, run, read } = furnish()
  put(path, content)
  const before = read()
  expect(run().status).not.toBe(0)
  expect(read()).toBe(before)
})
