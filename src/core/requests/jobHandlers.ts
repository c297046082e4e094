import { orderSubject } from '../../shared/model/printJob.ts'
import { baselineAnswerKey } from '../ledger/ledger.ts'
import { fail, ok } from '../../shared/contract/problems.ts'
import { firstSlips } from '../orders/firstSlips.ts'
import { baselineLeft } from '../screen/baselineLeft.ts'
import { jobView } from '../screen/projection.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function jobHandlers(
  dependencies: RequestDependencies,
): Some<'jobs.answer' | 'job.steps' | 'jobs.list' | 'baseline.answer'> {
  const { ledger, queue, settings, book, host, screen } = dependencies
  return {
    'jobs.answer': async ({ jobIds, answer }) => queue.answer(jobIds, answer),
    'job.steps': async ({ jobId }) =>
      ledger.readJob(jobId) === null ? fail('notFound') : ok(ledger.readJobSteps(jobId)),
    'jobs.list': async ({ limit }) => ok(ledger.readRecentJobs(limit).map((job) => jobView(job, settings.current()))),
    'baseline.answer': async ({ sourceId, print }) => {
      if (print && dependencies.isViewOnly) return fail('ledgerUnavailable')
      const areJoined = settings.current().overlaps === 'together'
      const orders = baselineLeft(book.known(), sourceId, areJoined, (key) => ledger.readJobsOf(orderSubject(key)))
      const wanted = print ? orders.flatMap(({ order }) => firstSlips(order, settings.current())) : []
      if (print && wanted.length === 0 && orders.length > 0) return fail('noPrinter')
      const atMs = host.clock.nowMs()
      const { jobs } = ledger.commit({
        sourceId,
        atMs,
        isBaseline: false,
        known: [],
        alerts: [],
        jobs: wanted,
        history: [],
        values: { [baselineAnswerKey(sourceId)]: print ? 'printed' : 'left' },
      })
      queue.add(jobs)
      screen.changed(true)
      return ok(null)
    },
  }
}
