import { parseArgs } from 'node:util'
import { runSoak } from './soak.ts'

/** `node test/soak/run.ts --days 7`: days of a busy shop in minutes; ends with 1 when a promise was broken. */
const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '7' },
    orders: { type: 'string', default: '2000' },
    open: { type: 'string', default: '60' },
    poll: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    /** On a disk, whose syncs then take most of the time; left out: in memory. */
    folder: { type: 'string' },
  },
})
const startedMs = performance.now()
const report = await runSoak({
  days: Number(values.days),
  ordersPerDay: Number(values.orders),
  open: Number(values.open),
  pollSeconds: Number(values.poll),
  seed: Number(values.seed),
  ...(values.folder !== undefined && { folder: values.folder }),
  onDay: (day) =>
    process.stdout.write(`day ${Math.ceil(day)} after ${Math.round((performance.now() - startedMs) / 1_000)} s\n`),
})
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
/** Each day that is over has been held against the vendor's books; the last one may not be. */
const isReconciled = report.reconciledDays >= Math.floor(Number(values.days)) - 1
const broken =
  report.missedByBooks.length +
  report.withoutAlert.length +
  report.alertedTwice.length +
  report.withoutSlip.length +
  report.unmarkedTwice.length
if (broken > 0 || !isReconciled || report.heapGrowthMb > 30) process.exitCode = 1
