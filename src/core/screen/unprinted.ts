import type { UnprintedOrder } from '../alerts/alarms.ts'
import { passedMs } from '../../shared/model/passedMs.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { orderLabel } from '../../shared/model/order.ts'
import { isUnsent, NOT_UNASKED_AFTER_MS, type PrintJob } from '../../shared/model/printJob.ts'
import { facesOf } from '../../shared/model/twins.ts'
import { isAnothersToPrint } from '../orders/firstSlips.ts'
import { isSlipExpected, whyNowhereToGo } from '../routing/nowhereToGo.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { wantingSlips } from '../../shared/settings/wantingSlips.ts'
import type { PrinterState } from '../printing/queue/printerWorker.ts'

/** What of a screen's facts is asked. */
interface PaperFacts {
  nowMs: number
  isViewOnly: boolean
  settings: Settings
  known: readonly KnownOrder[]
  printsSinceMs: number | null
  jobsOf(orderKey: string): readonly PrintJob[]
  openJobs: readonly PrintJob[]
  printerStates: ReadonlyMap<string, PrinterState>
  isElsewhere(orderKey: string, waitedMs: number): boolean
  heldBackMs(jobId: number): number | null
}

/** Open orders whose slip will come out nowhere, and why. Pure. */
export function unprintedOrders(given: PaperFacts): UnprintedOrder[] {
  const facts = { ...given, settings: wantingSlips(given.settings) }
  if (facts.isViewOnly || !facts.settings.autoPrint) return []
  const hasTrouble = [...facts.printerStates.values()].some(({ state }) => state === 'problem')
  return facesOf(facts.known, facts.settings.overlaps === 'together').flatMap(({ face: entry, keys }) => {
    const { order, firstSeenMs } = entry
    if (!isSlipExpected(entry, facts.settings) || isAnothersToPrint(entry, facts.printsSinceMs)) return []
    const jobs = keys.flatMap((key) => facts.jobsOf(key))
    const why = whyNowhereToGo(entry, jobs, facts.settings)
    if (why !== null && keys.some((key) => facts.isElsewhere(key, passedMs(firstSeenMs, facts.nowMs)))) return []
    const waiting = why === null ? (heldBackSince(jobs, facts) ?? (hasTrouble ? stuckSince(jobs, facts) : null)) : null
    const found = why === null ? waiting : { code: why, sinceMs: firstSeenMs }
    return found === null ? [] : [{ orderKey: order.key, label: orderLabel(order), ...found }]
  })
}

/** The printing counter may be off as well: then nobody would print it, and nobody would know. */
const HELD_BACK_TOLD_MS = 60_000

/** No slip of it is out, and each is held back here because no other counter can be asked. */
function heldBackSince(jobs: readonly PrintJob[], facts: PaperFacts): { code: 'slipHeldBack'; sinceMs: number } | null {
  const live = jobs.filter(({ state }) => state !== 'dropped')
  const isHeldBack = ({ id }: PrintJob): boolean => (facts.heldBackMs(id) ?? 0) >= HELD_BACK_TOLD_MS
  if (live.length === 0 || !live.every((job) => isUnsent(job) && isHeldBack(job))) return null
  return { code: 'slipHeldBack', sinceMs: Math.min(...live.map(({ wantedAtMs }) => wantedAtMs)) }
}

/** Every slip of it waits, for longer than one goes out unasked, at a printer that is in trouble. */
function stuckSince(jobs: readonly PrintJob[], facts: PaperFacts): { code: 'slipStuck'; sinceMs: number } | null {
  const live = jobs.filter(({ state }) => state !== 'dropped')
  if (live.length === 0 || !live.every(isUnsent)) return null
  const isInTrouble = ({ printerId }: PrintJob): boolean => {
    const printer = facts.printerStates.get(printerId)
    const sinceMs = printer?.sinceMs ?? null
    return printer?.state === 'problem' && sinceMs !== null && passedMs(sinceMs, facts.nowMs) >= NOT_UNASKED_AFTER_MS
  }
  const isOld = ({ wantedAtMs }: PrintJob): boolean => passedMs(wantedAtMs, facts.nowMs) >= NOT_UNASKED_AFTER_MS
  if (!live.every((job) => isOld(job) && isInTrouble(job) && facts.openJobs.some(({ id }) => id === job.id)))
    return null
  return { code: 'slipStuck', sinceMs: Math.min(...live.map(({ wantedAtMs }) => wantedAtMs)) }
}
