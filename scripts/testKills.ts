import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

/** `npm run test:kills [-- 200]`: kill -9 so many times, with each kind of printer, and count what was lost or doubled. */
const kills = process.argv[2] ?? '200'
process.exitCode = await runStep(fromRoot(programs.vitest), ['run', 'test/faults/kill.test.ts'], {
  TEZGAH_KILLS: kills,
})
