import { orderSubject } from '../../shared/model/printJob.ts'
import { facesOf } from '../../shared/model/twins.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { wantingSlips } from '../../shared/settings/wantingSlips.ts'
import { isAnothersToPrint, slipsOnceRouted } from '../orders/firstSlips.ts'
import { whyNowhereToGo } from '../routing/nowhereToGo.ts'
import type { RequestDependencies } from './dependencies.ts'

/** Stores new printers or routes; what had nowhere to go before, and has now, gets its slips. */
export function replaceRouting(
  { settings, book, printsSince, ledger, queue, host, isViewOnly }: RequestDependencies,
  next: Settings,
): void {
  const now = wantingSlips(settings.current())
  const nowhere = facesOf(book.known(), now.overlaps === 'together')
    .filter(({ face }) => !isAnothersToPrint(face, printsSince()))
    .filter(
      ({ face, keys }) =>
        whyNowhereToGo(
          face,
          keys.flatMap((key) => ledger.readJobsOf(orderSubject(key))),
          now,
        ) !== null,
    )
    .map(({ face }) => face)
  settings.replace(next)
  if (isViewOnly) return
  for (const [sourceId, entries] of Map.groupBy(nowhere, ({ order }) => order.sourceId)) {
    const wanted = entries.flatMap(({ order }) =>
      slipsOnceRouted(order, ledger.readJobsOf(orderSubject(order.key)), next),
    )
    const { jobs } = ledger.commit({
      sourceId,
      atMs: host.clock.nowMs(),
      isBaseline: false,
      known: [],
      alerts: [],
      jobs: wanted,
      history: [],
    })
    queue.add(jobs)
  }
}
