import { mkdirSync, rmSync } from 'node:fs'
import { runSteps, staticSteps } from './checkSteps.ts'
import { ensureBrowser } from './ensureBrowser.ts'
import { ensureCups } from './ensureCups.ts'
import { ensureRedis } from './ensureRedis.ts'
import { missingForWindows } from './packaging/debianTools.ts'
import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'
import { readPlaywrightCounts, readVitestCounts, type Counts } from './testCounts.ts'

/** `npm test`: build, checks, unit tests, browser specs; what could not run here is named. Last line: the sum. */

const reports = fromRoot('node_modules/.cache/tezgah-test')
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
const single = (name: string, isGood: boolean): Counts => ({
  passed: isGood ? 1 : 0,
  failed: isGood ? [] : [name],
  skipped: [],
})

/** @returns the browser, or null after saying how to get one */
async function findOrBringBrowser(): Promise<string | null> {
  try {
    return await ensureBrowser(say)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return null
  }
}

async function unitTests(browser: string | null): Promise<Counts> {
  say('\n== unit tests')
  const report = `${reports}/vitest.json`
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runStep(fromRoot(programs.vitest), args, browser === null ? {} : { CHROME_PATH: browser })
  return honest('unit tests', readVitestCounts(report), code)
}

async function browserSpecs(browser: string | null): Promise<Counts> {
  say('\n== browser specs')
  if (browser === null) return single('browser specs: no browser', false)
  const report = `${reports}/playwright.json`
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROME_PATH: browser }
  const code = await runStep(fromRoot(programs.playwright), ['test', '--reporter=list,json'], env)
  return honest('browser specs', readPlaywrightCounts(report), code)
}

/** A runner that says it failed while its report counts no failure has failed at something the report does not know. */
const honest = (part: string, counts: Counts, code: number): Counts =>
  code !== 0 && counts.failed.length === 0 ? { ...counts, failed: [`${part}: ended with ${code}`] } : counts

/** The packages, built and read back, where Debian's packages for it are. */
async function packages(): Promise<Counts> {
  if (whyNoPackages() !== null) return { passed: 0, failed: [], skipped: [] }
  say('\n== packages')
  return single('packages', (await runStep(fromRoot('scripts/front.mjs'), ['testPackages'])) === 0)
}

/** @returns in words why packages cannot be built around the stand-in here; null: they can */
function whyNoPackages(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return 'they are built around a stand-in on 64-bit Linux only'
  return missingForWindows().length === 0 ? null : '`npm run setup` brings what it takes on Debian'
}

/** What these tests cannot show on this machine. */
function notRun(skipped: readonly string[]): string[] {
  const lines = skipped.map((name) => `skipped: ${name}`)
  if ((process.env['ELECTRON_BIN'] ?? '') === '')
    lines.push('the real Electron binary (desktop specs ran against the double; name a binary in ELECTRON_BIN)')
  for (const [platform, name] of [
    ['win32', 'Windows'],
    ['darwin', 'macOS'],
  ] as const)
    if (process.platform !== platform) lines.push(name)
  const withoutPackages = whyNoPackages()
  if (withoutPackages !== null) lines.push(`the packages and what is in them (${withoutPackages})`)
  lines.push('the Windows installer and the deb in use (`npm run test:installer` lives through both)')
  lines.push('the browser door and the spooler on Windows’s own calls (`npm run test:wine` runs both under Wine)')
  return [...lines, 'a real receipt printer and its paper (the practice printer stood in)']
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
say('== build')
const parts: Counts[] = [single('build', (await runStep(fromRoot('scripts/front.mjs'), ['build'])) === 0)]
const failedSteps = await runSteps(staticSteps)
parts.push({ passed: staticSteps.length - failedSteps.length, failed: failedSteps, skipped: [] })
const browser = await findOrBringBrowser()
ensureCups(say)
ensureRedis(say)
parts.push(await unitTests(browser), await browserSpecs(browser), await packages())

const failed = parts.flatMap((counts) => counts.failed)
say('\nNot run here:')
for (const line of notRun(parts.flatMap((counts) => counts.skipped))) say(`- ${line}`)
if (failed.length > 0) say('\nFailed:')
for (const name of failed) say(`- ${name}`)
process.exitCode = failed.length === 0 ? 0 : 1
say(`${parts.reduce((total, { passed }) => total + passed, 0)} passed, ${failed.length} failed`)
