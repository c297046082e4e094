import { boundsOfDay, dayIsoOf } from '../../shared/model/istanbulTime.ts'
import { stoppingCodes } from '../vendors/posClient.ts'
import type { Reconciliation } from '../../shared/model/reconciliation.ts'
import type { Settings } from '../../shared/settings/settings.ts'

const HOUR_MS = 3_600_000
/** After a reading that was not whole it is tried again, this often at most. */
const AGAIN_AFTER_MS = 15 * 60_000
const MOST_TRIES = 4

/**
 * Which day of a source is to be reconciled by itself now; null: none. At the hour that is set, or when the business day
 * is over: a Tezgah that was closed by then does it when it is opened. Pure.
 *
 * @param done what has been done for a day, oldest first
 */
export function dueDay(
  nowMs: number,
  reconcileAt: Settings['reconcileAt'],
  done: (dayIso: string) => readonly Pick<Reconciliation, 'atMs' | 'untilMs' | 'isWhole' | 'by' | 'problem'>[],
): string | null {
  if (reconcileAt === 'never') return null
  const today = dayIsoOf(nowMs)
  const yesterday = dayIsoOf(boundsOfDay(today).fromMs - 1)
  return [yesterday, today].find((dayIso) => isDue(nowMs, dueMsOf(dayIso, reconcileAt), done(dayIso))) ?? null
}

/** When a day is due, epoch ms: the first time that the hour comes within it, or its end. */
function dueMsOf(dayIso: string, reconcileAt: Exclude<Settings['reconcileAt'], 'never'>): number {
  const { fromMs, untilMs } = boundsOfDay(dayIso)
  if (reconcileAt === 'dayEnd') return untilMs
  const hourOf = (atMs: number): number => Math.floor((((atMs + 3 * HOUR_MS) / HOUR_MS) % 24) + 24) % 24
  const hours = Array.from({ length: 24 }, (_, index) => fromMs + index * HOUR_MS)
  return hours.find((atMs) => hourOf(atMs) === reconcileAt) ?? untilMs
}

function isDue(
  nowMs: number,
  dueMs: number,
  done: readonly Pick<Reconciliation, 'atMs' | 'untilMs' | 'isWhole' | 'by' | 'problem'>[],
): boolean {
  if (nowMs < dueMs) return false
  const tries = done.filter(({ atMs }) => atMs >= dueMs)
  const last = tries.at(-1)
  if (last === undefined) return true
  const isRefused = last.problem !== null && stoppingCodes.has(last.problem)
  return !last.isWhole && !isRefused && tries.length < MOST_TRIES && nowMs - last.atMs >= AGAIN_AFTER_MS
}
