import type { SourceView } from '../../shared/contract/snapshot.ts'
import { STALE_AFTER_MS } from '../alerts/alarms.ts'
import type { Hearing } from '../orders/retention.ts'

/** A vendor that takes longer than this for an answer is in trouble, or the line is. */
const SLOW_ANSWER_MS = 5_000

/** A poll that is under way or due for less long may be answered yet: the computer has just woken up. */
const LONGEST_POLL_MS = 20_000

/** How long a source has been waited for. */
export interface Wait {
  msSinceLastSuccess: number
  /** For how long its poll has been under way or due. */
  overdueMs: number
}

/** Whether nothing has come for too long, whatever the reason. Pure. */
export const isSilent = (state: SourceView['state'], { msSinceLastSuccess, overdueMs }: Wait): boolean =>
  msSinceLastSuccess >= STALE_AFTER_MS && (state !== 'ok' || overdueMs >= LONGEST_POLL_MS)

/** How well a source is heard, as the screen tells it. Pure. */
export function hearingOf(
  { state, incompleteSinceMs }: Pick<SourceView, 'state' | 'incompleteSinceMs'>,
  wait: Wait,
  answerMs: number,
): SourceView['hearing'] {
  if (state === 'disabled') return 'off'
  if (state === 'stopped') return 'refused'
  if (isSilent(state, wait)) return 'silent'
  return state === 'offline' || incompleteSinceMs !== null || answerMs >= SLOW_ANSWER_MS ? 'slow' : 'ok'
}

/** A source that is asked since a moment ago is no silent one, however long ago an earlier run heard it. */
const AWAITED_FOR_MS = 600_000

/** What may be expected of a source that is asked, as far as its open orders' customers are concerned. Pure. */
export function expectationOf(state: SourceView['state'], wait: Wait): Hearing {
  if (state === 'ok' && !isSilent(state, wait)) return 'answering'
  return wait.msSinceLastSuccess < AWAITED_FOR_MS ? 'awaited' : 'silent'
}
