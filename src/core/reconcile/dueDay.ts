import { boundsOfBusinessDay, businessDayOf, hourOf } from '../../shared/model/istanbulTime.ts'
import { stoppingCodes } from '../vendors/posClient.ts'
import { isSettling, type Reconciliation } from '../../shared/model/reconciliation.ts'
import type { Settings } from '../../shared/settings/settings.ts'

const HOUR_MS = 3_600_000
/** After a reading that was not whole, or settled nothing, it is tried again, this often at most. */
const AGAIN_AFTER_MS = 15 * 60_000
const MOST_TRIES = 4

/**
 * Which day of a source is to be reconciled by itself now; null: none. At the hour that is set, or when the business day
 * is over: a Tezgah that was closed by then does it when it is opened. Pure.
 *
 * @param heard epoch ms: since when, and until when, there is something of the source that can be compared
 * @param done what has been done for a day, oldest first
 */
export function dueDay(
  nowMs: number,
  heard: Record<'sinceMs' | 'untilMs', number>,
  { reconcileAt, dayEndsAt }: Pick<Settings, 'reconcileAt' | 'dayEndsAt'>,
  done: (dayIso: string) => readonly Reconciliation[],
): string | null {
  if (reconcileAt === 'never') return null
  const today = businessDayOf(nowMs, dayEndsAt)
  const yesterday = businessDayOf(boundsOfBusinessDay(today, dayEndsAt).fromMs - 1, dayEndsAt)
  const isDueDay = (dayIso: string): boolean => {
    const bounds = boundsOfBusinessDay(dayIso, dayEndsAt)
    const dueMs = dueMsOf(bounds, reconcileAt)
    // What came in before the hour and is open still is known only by an answer that came after it.
    return heard.sinceMs < bounds.untilMs && heard.untilMs >= dueMs && isDue(nowMs, dueMs, done(dayIso))
  }
  return [yesterday, today].find(isDueDay) ?? null
}

/** When a day is due, epoch ms: the first time that the hour comes within it, or its end. */
function dueMsOf(
  { fromMs, untilMs }: Record<'fromMs' | 'untilMs', number>,
  reconcileAt: Exclude<Settings['reconcileAt'], 'never'>,
): number {
  if (reconcileAt === 'dayEnd') return untilMs
  const hours = Array.from({ length: 24 }, (_, index) => Math.ceil(fromMs / HOUR_MS + index) * HOUR_MS)
  return hours.find((atMs) => hourOf(atMs) === reconcileAt) ?? untilMs
}

function isDue(nowMs: number, dueMs: number, done: readonly Reconciliation[]): boolean {
  if (nowMs < dueMs) return false
  const tries = done.filter(({ untilMs }) => untilMs >= dueMs)
  const last = tries.at(-1)
  if (last === undefined) return true
  const isRefused = last.problem !== null && stoppingCodes.has(last.problem)
  const isSettled = last.isWhole && (last.by === 'askedById' || isSettling(last))
  return !isSettled && !isRefused && tries.length < MOST_TRIES && nowMs - last.atMs >= AGAIN_AFTER_MS
}
