import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const table = readFileSync(join(root, 'docs/faults.md'), 'utf8')
const rows = table.split('\n').filter((line) => /^\| \d+ \|/.test(line))

it('the table of faults has every row once, each with its proof or a plain "not yet"', () => {
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(rows.map((_, index) => index + 1))
  expect(rows.length).toBeGreaterThanOrEqual(72)
  expect(rows.filter((row) => !/`test\/|Not yet/.test(row))).toEqual([])
})

it('every test that the table names is there', () => {
  const named = [...table.replaceAll(/\s+/g, ' ').matchAll(/`(test\/[\w/.-]+\.ts): ([^`]+)`/g)]
  expect(named.length).toBeGreaterThan(80)
  const missing = named.filter(([, file = '', name = '']) => {
    const path = join(root, file)
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name)
  })
  expect(missing.map(([whole]) => whole)).toEqual([])
})
