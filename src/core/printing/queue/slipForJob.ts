import type { Settings } from '../../../shared/settings/settings.ts'
import type { SlipDocument } from '../../../shared/model/slip.ts'
import { type Pouch, type Shift, type Tour, UNDO_MS } from '../../../shared/model/dispatch.ts'
import type { KnownOrder } from '../../../shared/model/knownOrder.ts'
import type { PrintJob } from '../../../shared/model/printJob.ts'
import { composePouch } from '../slip/composePouch.ts'
import { composeTour, type TourStop } from '../slip/composeTour.ts'
import { composeSlip, type SlipMark } from '../slip/composeSlip.ts'
import { hasLinesFor } from '../../routing/routeOrder.ts'
import { printTimeMs } from './printTime.ts'
import { visibleChanges, wholeStyle } from '../slip/slipStyle.ts'

/** A slip waits this long for the order's details; then the summary goes out, marked EKSİK BİLGİ. */
export const DETAILS_PATIENCE_MS = 3 * 60_000

export type JobSlip =
  | { kind: 'ready'; document: SlipDocument }
  | { kind: 'wait'; untilMs: number }
  /** The order is not remembered any more. */
  | { kind: 'gone' }
  /** Its route wants none of what was ordered. */
  | { kind: 'nothing' }

/** A clock may be set while a slip waits for an hour of the day: look again at least this often. */
const LONGEST_WAIT_MS = 3_600_000

/** What of a job and its order a slip depends on. */
type SlipJob = Pick<
  PrintJob,
  'kind' | 'dedupe' | 'routeId' | 'copyNumber' | 'attempt' | 'isPossibleDuplicate' | 'changes' | 'reason'
>
type SlipOrder = Pick<KnownOrder, 'order' | 'state' | 'detailsWantedSinceMs' | 'goneWhy' | 'isBaseline' | 'firstSeenMs'>

export interface JobSlipContext {
  nowMs: number
  /** How long the job has been waiting, by the clock that does not jump. */
  waitedMs: number
  computerName: string
  settings: Settings
}

/**
 * The slip of a job as it should be printed now: always from the newest known order, so that what changed while a
 * printer was off is one slip, not two. Pure.
 */
export function slipForJob(job: SlipJob, known: SlipOrder | null, context: JobSlipContext): JobSlip {
  if (known === null) return { kind: 'gone' }
  const { order } = known
  const isWaiting = known.state === 'open' && known.detailsWantedSinceMs !== null
  const patienceMs = DETAILS_PATIENCE_MS - context.waitedMs
  if (isWaiting && patienceMs > 0) return { kind: 'wait', untilMs: context.nowMs + patienceMs }
  const printMs = printTimeMs(job, order, context.settings) ?? 0
  if (printMs > context.nowMs && order.phase !== 'cancelled') {
    return { kind: 'wait', untilMs: Math.min(printMs, context.nowMs + LONGEST_WAIT_MS) }
  }
  const route = context.settings.routes.find((candidate) => candidate.id === job.routeId)
  if (route && !hasLinesFor(route, order)) return { kind: 'nothing' }
  const style = route ?? wholeStyle
  const mark = markOf(job, known)
  // What this printer does not show has changed alone: a DEĞİŞTİ slip would tell it nothing.
  if (mark.kind === 'changed' && mark.changes.length > 0 && visibleChanges(mark.changes, style).length === 0) {
    return { kind: 'nothing' }
  }
  const document = composeSlip(order, {
    nowMs: context.nowMs,
    firstSeenMs: known.isBaseline ? null : known.firstSeenMs,
    computerName: context.computerName,
    printsByItself: context.settings.counter.printsByItself,
    sourceName: context.settings.sources.find((source) => source.id === order.sourceId)?.name ?? '',
    closingLine: context.settings.closingLine,
    hasBarcode: context.settings.slipBarcode,
    paymentMeanings: context.settings.paymentMeanings,
    mark,
    isPossibleDuplicate: job.isPossibleDuplicate,
    isIncomplete: order.completeness === 'summary' || isWaiting,
    attempt: Math.max(1, job.attempt),
    language: context.settings.slipLanguage,
    style,
    changeSlip: context.settings.changeSlip,
  })
  return { kind: 'ready', document }
}

type CourierJob = Pick<PrintJob, 'copyNumber' | 'isPossibleDuplicate'>

const courierOptions = (
  { copyNumber, isPossibleDuplicate }: CourierJob,
  { nowMs, computerName, settings }: JobSlipContext,
) => ({
  nowMs,
  computerName,
  closingLine: settings.closingLine,
  language: settings.slipLanguage,
  copyNumber,
  isPossibleDuplicate,
})

/**
 * The slip of a tour as it stands now: what was taken back, undone or cancelled meanwhile is not on it. It waits until a
 * hand-over cannot be undone any more. Pure.
 */
export function slipForTour(job: CourierJob, tour: Tour, stops: readonly TourStop[], context: JobSlipContext): JobSlip {
  const { nowMs, waitedMs, settings } = context
  const onTour = stops.filter(({ delivery: { state } }) => state === 'carried' || state === 'delivered')
  if (onTour.length === 0) return { kind: 'nothing' }
  const sinceMs = nowMs - Math.max(...onTour.map(({ delivery }) => delivery.handedAtMs))
  // A clock that was set back must not hold it up.
  const leftMs = Math.min(UNDO_MS - sinceMs, UNDO_MS - waitedMs)
  if (leftMs > 0) return { kind: 'wait', untilMs: nowMs + leftMs }
  const { paymentMeanings } = settings
  return { kind: 'ready', document: composeTour(tour, onTour, { ...courierOptions(job, context), paymentMeanings }) }
}

/** The slip of a counted account. @param counts the closing and its corrections up to this one, oldest first. Pure. */
export const slipForPouch = (
  job: CourierJob,
  counts: readonly [Pouch, ...Pouch[]],
  shift: Shift | null,
  context: JobSlipContext,
): JobSlip => ({ kind: 'ready', document: composePouch(counts, shift, courierOptions(job, context)) })

function markOf(job: SlipJob, { order, goneWhy }: SlipOrder): SlipMark {
  if (job.kind === 'cancelled' || order.phase === 'cancelled' || goneWhy === 'cancelled') return { kind: 'cancelled' }
  if (job.kind === 'changed') return { kind: 'changed', changes: job.changes ?? [] }
  if (job.kind === 'copy') return { kind: 'copy', n: job.copyNumber, reason: job.reason }
  return { kind: 'none' }
}
