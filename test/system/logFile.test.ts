import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createLogFile, describeFault } from '../../src/system/logFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

test('entries are JSON lines with their time', async () => {
  const folder = join(temporaryFolder(), 'logs')
  const { log, written } = createLogFile(folder, () => 0)
  log({ level: 'info', what: 'start', data: { count: 2 } })
  log({ level: 'warn', what: 'line\nbreak', data: { text: 'x'.repeat(1000) } })
  await written()
  const lines = readFileSync(join(folder, 'tezgah.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', what: 'start', count: 2 })
  expect([lines[1]?.['what'], String(lines[1]?.['text']).length, lines.length]).toEqual(['line\nbreak', 300, 2])
})

test('however much is written, two files stay, each under the cap, and the last lines are there', async () => {
  const folder = temporaryFolder()
  const sizes: number[] = []
  // One run after another, in bursts that nobody waits for, ten times what may stay.
  for (let run = 0; run < 5; run += 1) {
    const { log, written } = createLogFile(folder, () => 0, 20_000)
    for (let index = 0; index < 1_000; index += 1) {
      log({ level: 'info', what: `entry ${run}.${index}` })
      if (index % 200 === 0) await written()
    }
    await written()
    sizes.push(...readdirSync(folder).map((name) => statSync(join(folder, name)).size))
    expect(readdirSync(folder).toSorted()).toEqual(['tezgah.log', 'tezgah.old.log'])
  }
  expect(Math.max(...sizes)).toBeLessThan(20_000 + 200)
  const text = ['tezgah.old.log', 'tezgah.log'].map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  const numbers = [...text.matchAll(/entry 4\.(\d+)/g)].map(([, number]) => Number(number))
  expect(numbers.at(-1)).toBe(999)
  expect(numbers).toEqual(numbers.map((_, index) => 999 - numbers.length + 1 + index))
})

test.each([
  ['ends itself', 'process.exit(3)'],
  ['dies of an exception that nobody catches', "throw new Error('unexpected')"],
])('a process that %s loses none of its last lines', (_, end) => {
  const folder = temporaryFolder()
  const program = `
    import { createLogFile } from ${JSON.stringify(new URL('../../src/system/logFile.ts', import.meta.url).href)}
    const { log } = createLogFile(${JSON.stringify(folder)}, Date.now)
    for (let index = 0; index < 500; index += 1) log({ level: 'error', what: 'line ' + index })
    ${end}`
  const { status } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', program])
  expect(status).not.toBe(0)
  const text = readFileSync(join(folder, 'tezgah.log'), 'utf8')
  expect(text.match(/"line \d+"/g)).toHaveLength(500)
})

test('it goes on when its folder is deleted', async () => {
  const folder = join(temporaryFolder(), 'logs')
  const { log, written } = createLogFile(folder, () => 0)
  log({ level: 'info', what: 'before' })
  await written()
  rmSync(folder, { recursive: true })
  const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000)
  for (const what of ['unlucky', 'after']) {
    log({ level: 'info', what })
    await written()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  later.mockRestore()
  expect(readFileSync(join(folder, 'tezgah.log'), 'utf8')).toContain('after')
})

test('a folder that cannot be made loses the entry, not the app, and says so when it can', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  const { log, written } = createLogFile(join(folder, 'file/logs'), () => 0)
  log({ level: 'info', what: 'lost' })
  await written()
  expect(existsSync(join(folder, 'file/logs'))).toBe(false)
  rmSync(join(folder, 'file'))
  log({ level: 'info', what: 'kept' })
  await written()
  const text = readFileSync(join(folder, 'file/logs/tezgah.log'), 'utf8')
  expect(text).toMatch(/"log.lost","count":1.*\n.*"kept"/)
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
