import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

interface Step {
  name: string
  program: keyof typeof programs
  args: readonly string[]
}

export const typeSteps: readonly Step[] = ['node', 'web', 'preload', 'test'].map((world) => ({
  name: `types (${world})`,
  program: 'tsc',
  args: ['-p', `tsconfig.${world}.json`],
}))

/** What needs neither a build nor a browser, cheapest first. */
export const staticSteps: readonly Step[] = [
  { name: 'lint', program: 'oxlint', args: ['--deny-warnings'] },
  ...typeSteps,
  { name: 'unused code', program: 'knip', args: ['--no-progress'] },
]

export const unitStep: Step = { name: 'unit tests', program: 'vitest', args: ['run'] }

/** Runs all of them, also after one has failed. @returns the names of those that failed */
export async function runSteps(steps: readonly Step[]): Promise<string[]> {
  const failed: string[] = []
  for (const { name, program, args } of steps) {
    process.stdout.write(`\n== ${name}\n`)
    if ((await runStep(fromRoot(programs[program]), args)) !== 0) failed.push(name)
  }
  return failed
}
