import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What one part of the tests came to: how many passed, and which failed or did not run, by name. */
export interface Counts {
  passed: number
  failed: readonly string[]
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

const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ projectName: z.string(), status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
})
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional()
  },
})
type Suite = z.infer<typeof suite>

const playwrightReport = z.object({ errors: z.array(z.unknown()), suites: z.array(suite) })

/** @param file vitest's JSON report. A missing or odd one is a failure, never a silent zero. */
export function readVitestCounts(file: string): Counts {
  const report = vitestReport.safeParse(readJson(file))
  if (!report.success) return noReport('unit tests')
  const tests = report.data.testResults.flatMap((result) => result.assertionResults)
  // A file that could not even be loaded has no tests in it, and has failed.
  const brokenFiles = report.data.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  const namesOf = (isMeant: (status: string) => boolean): string[] =>
    tests.filter(({ status }) => isMeant(status)).map(({ fullName }) => fullName)
  return {
    passed: namesOf((status) => status === 'passed').length,
    failed: [...namesOf((status) => status === 'failed'), ...brokenFiles.map(({ name }) => name)],
    skipped: namesOf((status) => status !== 'passed' && status !== 'failed'),
  }
}

/** @param file Playwright's JSON report. A flaky test has failed once, so it has failed. */
export function readPlaywrightCounts(file: string): Counts {
  const report = playwrightReport.safeParse(readJson(file))
  if (!report.success) return noReport('browser specs')
  const runs = report.data.suites
    .flatMap(specsOf)
    .flatMap(({ title, file: at, tests }) =>
      tests.map(({ projectName, status }) => ({ name: `[${projectName}] ${at} › ${title}`, status })),
    )
  const namesOf = (...wanted: string[]): string[] =>
    runs.filter(({ status }) => wanted.includes(status)).map(({ name }) => name)
  const failed = namesOf('unexpected', 'flaky')
  return {
    passed: namesOf('expected').length,
    failed: report.data.errors.length > 0 && failed.length === 0 ? ['browser specs, before any of them ran'] : failed,
    skipped: namesOf('skipped'),
  }
}

const specsOf = ({ specs, suites = [] }: Suite): Suite['specs'] => [...specs, ...suites.flatMap(specsOf)]

const noReport = (part: string): Counts => ({ passed: 0, failed: [`${part}: no report that can be read`], skipped: [] })

function readJson(file: string): unknown {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch {
    return null
  }
}
