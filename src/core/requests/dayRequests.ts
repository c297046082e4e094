import type { DayProof } from '../../shared/model/dayProof.ts'
import { boundsOfDay, dayIsoOf } from '../../shared/model/istanbulTime.ts'
import type { Host } from '../host.ts'
import { dayProofOf } from '../report/dayProof.ts'
import type { RequestDependencies } from './dependencies.ts'

/** A day that a screen asks about. Epoch ms. */
export interface AskedDay {
  dayIso: string
  fromMs: number
  untilMs: number
  nowMs: number
}

/** @param wanted null: today. @returns null: there is no such day */
export function dayOf(wanted: string | null, { clock }: Pick<Host, 'clock'>): AskedDay | null {
  const nowMs = clock.nowMs()
  const dayIso = wanted ?? dayIsoOf(nowMs)
  const { fromMs, untilMs } = boundsOfDay(dayIso)
  return Number.isNaN(fromMs) ? null : { dayIso, fromMs, untilMs, nowMs }
}

/** What a claim about a day may rest on, of the sources in use. @throws LedgerError */
export function proofOf(day: AskedDay, { ledger, settings, vendors, reconciler }: RequestDependencies): DayProof {
  return dayProofOf(day, {
    sources: settings.current().sources.filter(({ enabled }) => enabled),
    hearing: ledger.readHearing(),
    gaps: ledger.readGaps(day.fromMs, day.untilMs),
    reconciliations: ledger.readReconciliations(day.dayIso),
    reconciling: reconciler.running(day.dayIso),
    confirming: new Set(Object.values(vendors).flatMap(({ kind, listsCompleted }) => (listsCompleted ? [kind] : []))),
  })
}
