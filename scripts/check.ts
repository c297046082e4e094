import { runSteps, staticSteps, unitStep } from './checkSteps.ts'

/** `npm run check`: everything that needs neither a build nor a browser. */
const failed = await runSteps([...staticSteps, unitStep])
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
