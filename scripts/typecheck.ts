import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

const codes = []
for (const world of ['node', 'web', 'preload', 'test']) {
  codes.push(await runStep(fromRoot(programs.tsc), ['-p', `tsconfig.${world}.json`]))
}
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
