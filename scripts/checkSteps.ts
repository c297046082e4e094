import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

interface Step {
  name: string
  program: keyof typeof programs
  args: readonly string[]
  env?: Record<string, string>
}

export const typeSteps: readonly Step[] = ['node', 'web', 'preload', 'test'].map((world) => ({
  name: `types (${world})`,
  program: 'tsc',
  args: ['-p', `tsconfig.${world}.json`],
}))

/** What needs neither a build nor a browser, cheapest first. */
export const staticSteps: readonly Step[] = [
  { name: 'format (`npm run format` mends it)', program: 'oxfmt', args: ['--check'] },
  { name: 'lint', program: 'oxlint', args: ['--deny-warnings'] },
  ...typeSteps,
  { name: 'the drawing of the imports (`npm run architecture` mends it)', program: 'architecture', args: ['--check'] },
  { name: 'unused code', program: 'knip', args: ['--no-progress'] },
  { name: 'code that only tests use', program: 'knip', args: ['--no-progress', '--production'] },
]

/** Those that draw the screen in a browser are left to `npm test` where there is none. */
export function unitStep(browser: string | null): Step {
  if (browser !== null) return { name: 'unit tests', program: 'vitest', args: ['run'], env: { CHROME_PATH: browser } }
  const name = 'unit tests, without those that need a browser (`npm run setup` brings one)'
  return { name, program: 'vitest', args: ['run', '--exclude', '**/*.browser.test.*'] }
}

/** Runs all of them, also after one has failed. @returns the names of those that failed */
export async function runSteps(steps: readonly Step[]): Promise<string[]> {
  const failed: string[] = []
  for (const { name, program, args, env } of steps) {
    process.stdout.write(`\n== ${name}\n`)
    if ((await runStep(fromRoot(programs[program]), args, env)) !== 0) failed.push(name)
  }
  return failed
}
