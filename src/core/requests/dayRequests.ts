import type { DayProof } from '../../shared/model/dayProof.ts'
import { boundsOfBusinessDay, businessDayOf } from '../../shared/model/istanbulTime.ts'
import { readRemovedSources, spansOf } from '../hearing/removedSources.ts'
import type { Host } from '../host.ts'
import { dayProofOf } from '../report/dayProof.ts'
import type { RequestDependencies } from './dependencies.ts'

/** A business day that a screen asks about. Epoch ms. */
export interface AskedDay {
  dayIso: string
  fromMs: number
  untilMs: number
  nowMs: number
}

/** @param wanted null: today. @returns null: there is no such day */
export function dayOf(
  wanted: string | null,
  { host, settings }: Pick<RequestDependencies, 'settings'> & { host: Pick<Host, 'clock'> },
): AskedDay | null {
  const nowMs = host.clock.nowMs()
  const { dayEndsAt } = settings.current()
  const dayIso = wanted ?? businessDayOf(nowMs, dayEndsAt)
  const { fromMs, untilMs } = boundsOfBusinessDay(dayIso, dayEndsAt)
  return Number.isNaN(fromMs) ? null : { dayIso, fromMs, untilMs, nowMs }
}

/** What a claim about a day may rest on. @throws LedgerError */
export function proofOf(day: AskedDay, { ledger, settings, vendors, reconciler }: RequestDependencies): DayProof {
  const { sources } = settings.current()
  // A source that was taken away brought orders as well on the days on which it was heard.
  const removed = readRemovedSources(ledger).filter(({ id }) => !sources.some((source) => source.id === id))
  return dayProofOf(day, {
    sources: [...sources, ...removed.map((source) => ({ ...source, enabled: false }))],
    hearing: [...ledger.readHearing(), ...spansOf(removed)],
    gaps: ledger.readGaps(day.fromMs, day.untilMs),
    reconciliations: ledger.readReconciliations(day.dayIso),
    reconciling: reconciler.running(day.dayIso),
    confirming: new Set(Object.values(vendors).flatMap(({ kind, listsCompleted }) => (listsCompleted ? [kind] : []))),
  })
}
