import type { SourceView } from '../../shared/contract/snapshot.ts'
import { silentAfterMs } from '../hearing/hearingRule.ts'
import type { Hearing } from '../orders/retention.ts'

/** An answer that comes so much later than it might: its vendor is in trouble or holds it back, or the line is bad. */
const SLOW_MS = 5_000

/** A poll that is under way or due for less long may be answered yet: the computer has just woken up. */
const LONGEST_POLL_MS = 20_000

/** How long a source has been waited for. */
export interface Wait {
  msSinceLastSuccess: number
  /** For how long its poll has been under way or due. */
  overdueMs: number
  /** From the last answer to the next question, as it was planned then. */
  plannedMs: number
}

/** Whether it is asked more seldom than is set, because its vendor has said "too many". Pure. */
export const isSlowed = (plannedMs: number, pollSeconds: number): boolean => plannedMs - pollSeconds * 1_000 >= SLOW_MS

/** Whether nothing has come for too long, whatever the reason. Pure. */
export const isSilent = (state: SourceView['state'], { msSinceLastSuccess, overdueMs, plannedMs }: Wait): boolean =>
  msSinceLastSuccess >= silentAfterMs(plannedMs) && (state !== 'ok' || overdueMs >= LONGEST_POLL_MS)

/** How well a source is heard, as the screen tells it. Pure. */
export function hearingOf(
  { state, incompleteSinceMs, pollSeconds }: Pick<SourceView, 'state' | 'incompleteSinceMs' | 'pollSeconds'>,
  wait: Wait,
  answerMs: number,
): SourceView['hearing'] {
  if (state === 'disabled') return 'off'
  if (state === 'stopped') return 'refused'
  if (isSilent(state, wait)) return 'silent'
  const isLate = answerMs >= SLOW_MS || isSlowed(wait.plannedMs, pollSeconds)
  return state === 'offline' || incompleteSinceMs !== null || isLate ? 'slow' : 'ok'
}

/** A source that is asked since a moment ago is no silent one, however long ago an earlier run heard it. */
const AWAITED_FOR_MS = 600_000

/** What may be expected of a source that is asked, as far as its open orders' customers are concerned. Pure. */
export function expectationOf(state: SourceView['state'], wait: Wait): Hearing {
  if (state === 'ok' && !isSilent(state, wait)) return 'answering'
  return wait.msSinceLastSuccess < AWAITED_FOR_MS ? 'awaited' : 'silent'
}
