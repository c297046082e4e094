import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPlaywrightCounts, readVitestCounts } from '../../scripts/testCounts.ts'
import { temporaryFolder } from '../browser/testDoor.ts'

const fileOf = (content: unknown): string => {
  const file = join(temporaryFolder(), 'report.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const vitestFile = (name: string, status: string, ...tests: string[]) => ({
  name,
  status,
  assertionResults: tests.map((testStatus, index) => ({ fullName: `${name} ${index}`, status: testStatus })),
})

test('unit tests are counted; a file that could not be loaded has failed; the skipped are named', () => {
  const testResults = [
    vitestFile('a', 'passed', 'passed', 'passed', 'skipped'),
    vitestFile('b', 'failed', 'failed', 'passed', 'todo'),
    vitestFile('c', 'failed'),
  ]
  expect(readVitestCounts(fileOf({ testResults }))).toEqual({
    passed: 3,
    failed: ['b 0', 'c'],
    skipped: ['a 2', 'b 2'],
  })
})

const specNamed = (title: string, status: string) => ({
  title,
  file: 'board.spec.ts',
  tests: [{ projectName: 'browser', status }],
})

test('browser specs are counted and named; one that passed only the second time has failed once', () => {
  const suites = [
    { specs: [specNamed('rings', 'expected'), specNamed('prints', 'unexpected')] },
    { specs: [], suites: [{ specs: [specNamed('moves', 'flaky'), specNamed('sleeps', 'skipped')] }] },
  ]
  expect(readPlaywrightCounts(fileOf({ errors: [], suites }))).toEqual({
    passed: 1,
    failed: ['[browser] board.spec.ts › prints', '[browser] board.spec.ts › moves'],
    skipped: ['[browser] board.spec.ts › sleeps'],
  })
  expect(readPlaywrightCounts(fileOf({ errors: [{}], suites: [] })).failed).toHaveLength(1)
})

test.each(['', '{', '[]', '{}'])('a report of %j is a failure, not nothing', (content) => {
  expect(readVitestCounts(fileOf(content)).failed).toHaveLength(1)
  expect(readPlaywrightCounts(fileOf(content)).failed).toHaveLength(1)
  expect(readVitestCounts('/nowhere/report.json').failed).toHaveLength(1)
})
