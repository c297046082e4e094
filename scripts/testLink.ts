import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

/**
 * `npm run test:link [-- 500 10000]`: two processes on a real server with so many orders, and counters in virtual time with
 * so many; what was lost or doubled is counted on paper.
 */
const [processOrders = '500', orders = '10000'] = process.argv.slice(2)
process.exitCode = await runStep(
  fromRoot(programs.vitest),
  ['run', 'test/faults/linkedProcesses.test.ts', 'test/core/link/partitions.test.ts', '--disable-console-intercept'],
  { TEZGAH_LINK_PROCESS_ORDERS: processOrders, TEZGAH_LINK_ORDERS: orders },
)
