import { runSteps, staticSteps, unitStep } from './checkSteps.ts'
import { findBrowser } from './findBrowser.ts'

/** `npm run check`: everything that needs no build. */
const failed = await runSteps([...staticSteps, unitStep(findBrowser())])
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
