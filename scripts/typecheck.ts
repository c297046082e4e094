import { runSteps, typeSteps } from './checkSteps.ts'

process.exitCode = (await runSteps(typeSteps)).length === 0 ? 0 : 1
