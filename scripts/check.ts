import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

/** Everything that needs no build and no browser, cheapest first; runs all of it even when something fails. */
const steps: readonly { name: string; program: keyof typeof programs; args: readonly string[] }[] = [
  { name: 'lint', program: 'oxlint', args: ['--deny-warnings'] },
  ...['node', 'web', 'preload', 'test'].map((world) => ({
    name: `types (${world})`,
    program: 'tsc' as const,
    args: ['-p', `tsconfig.${world}.json`],
  })),
  { name: 'unused code', program: 'knip', args: ['--no-progress'] },
  { name: 'unit tests', program: 'vitest', args: ['run'] },
]

const failed: string[] = []
for (const { name, program, args } of steps) {
  process.stdout.write(`\n== ${name}\n`)
  if ((await runStep(fromRoot(programs[program]), args)) !== 0) failed.push(name)
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
