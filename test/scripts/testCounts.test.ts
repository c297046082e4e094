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
  expect(readVitestCounts(fileOf({ testResults }))).toEqual({ passed: 3, failed: 2, skipped: ['a 2', 'b 2'] })
})

test('a browser spec that passed only the second time has failed once', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(readPlaywrightCounts(fileOf({ errors: [], stats }))).toEqual({
    passed: 5,
    failed: 2,
    skipped: ['2 browser specs'],
  })
  const broken = { errors: [{}], stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }
  expect(readPlaywrightCounts(fileOf(broken)).failed).toBe(1)
})

test.each(['', '{', '[]', '{}'])('a report of %j is a failure, not nothing', (content) => {
  expect(readVitestCounts(fileOf(content)).failed).toBe(1)
  expect(readPlaywrightCounts(fileOf(content)).failed).toBe(1)
  expect(readVitestCounts('/nowhere/report.json').failed).toBe(1)
})
