import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What one part of the tests came to. `skipped` names each test that did not run. */
export interface Counts {
  passed: number
  failed: number
  skipped: readonly string[]
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

const nothingRan: Counts = { passed: 0, failed: 1, skipped: [] }

/** @param file vitest's JSON report. A missing or odd one is a failure, never a silent zero. */
export function readVitestCounts(file: string): Counts {
  const report = vitestReport.safeParse(readJson(file))
  if (!report.success) return nothingRan
  const tests = report.data.testResults.flatMap((result) => result.assertionResults)
  // A file that could not even be loaded has no tests in it, and has failed.
  const brokenFiles = report.data.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  const isSkipped = (status: string): boolean => status !== 'passed' && status !== 'failed'
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + brokenFiles.length,
    skipped: tests.filter(({ status }) => isSkipped(status)).map(({ fullName }) => fullName),
  }
}

/** @param file Playwright's JSON report. A flaky test has failed once, so it has failed. */
export function readPlaywrightCounts(file: string): Counts {
  const report = playwrightReport.safeParse(readJson(file))
  if (!report.success) return nothingRan
  const { expected, unexpected, flaky, skipped } = report.data.stats
  const broken = report.data.errors.length > 0 && unexpected === 0 ? 1 : 0
  return {
    passed: expected,
    failed: unexpected + flaky + broken,
    skipped: skipped === 0 ? [] : [`${skipped} browser specs`],
  }
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch {
    return null
  }
}
