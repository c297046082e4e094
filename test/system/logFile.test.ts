import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLogFile, describeFault } from '../../src/system/logFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

test('entries are JSON lines with their time', () => {
  const folder = join(temporaryFolder(), 'logs')
  const log = createLogFile(folder, () => 0)
  log({ level: 'info', what: 'start', data: { count: 2 } })
  log({ level: 'warn', what: 'line\nbreak', data: { text: 'x'.repeat(1000) } })
  const lines = readFileSync(join(folder, 'tezgah.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', what: 'start', count: 2 })
  expect([lines[1]?.['what'], String(lines[1]?.['text']).length, lines.length]).toEqual(['line\nbreak', 300, 2])
})

test('the file and the one before it stay under the cap', () => {
  const folder = temporaryFolder()
  const log = createLogFile(folder, () => 0, 1000)
  for (let index = 0; index < 100; index += 1) log({ level: 'info', what: `entry ${index}` })
  const sizes = ['tezgah.log', 'tezgah.old.log'].map((name) => statSync(join(folder, name)).size)
  expect(Math.max(...sizes)).toBeLessThan(1100)
  expect(readFileSync(join(folder, 'tezgah.log'), 'utf8')).toContain('entry 99')
})

test('a folder that cannot be made loses the entry, not the app', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  createLogFile(join(folder, 'file/logs'), () => 0)({ level: 'info', what: 'lost' })
  expect(existsSync(join(folder, 'file/logs'))).toBe(false)
})

test('an unexpected error is told by its kind and place, never by its message', () => {
  const error = new TypeError('Ayşe Yılmaz, 0532 000 00 00, key abc at /home/ayse/secret')
  const told = describeFault(error)
  expect(told['fault']).toBe('TypeError')
  expect(told['where']).toContain('logFile.test.ts')
  expect(JSON.stringify(told)).not.toMatch(/Ayşe|0532|abc|\/home|work/)
  expect(describeFault('Ayşe')).toEqual({ fault: 'string' })
})

test('a message of several lines does not slip in as a place', () => {
  const told = describeFault(new Error('first\n    at Ayşe Yılmaz (Moda Cad. 42)'))
  expect(JSON.stringify(told)).not.toContain('Ayşe')
})
