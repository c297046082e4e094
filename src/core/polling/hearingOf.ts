import type { SourceView } from '../../shared/contract/snapshot.ts'
import { STALE_AFTER_MS } from '../alerts/alarms.ts'
import type { Hearing } from '../orders/retention.ts'

/** A vendor that takes longer than this for an answer is in trouble, or the line is. */
const SLOW_ANSWER_MS = 5_000

/** How well a source is heard, as the screen tells it. Pure. */
export function hearingOf(
  { state, incompleteSinceMs }: Pick<SourceView, 'state' | 'incompleteSinceMs'>,
  msSinceLastSuccess: number,
  answerMs: number,
): SourceView['hearing'] {
  if (state === 'disabled') return 'off'
  if (state === 'stopped') return 'refused'
  if (state !== 'ok' && msSinceLastSuccess >= STALE_AFTER_MS) return 'silent'
  return state === 'offline' || incompleteSinceMs !== null || answerMs >= SLOW_ANSWER_MS ? 'slow' : 'ok'
}

/** A source that is asked since a moment ago is no silent one, however long ago an earlier run heard it. */
const AWAITED_FOR_MS = 600_000

/** What may be expected of a source that is asked, as far as its open orders' customers are concerned. Pure. */
export function expectationOf(state: SourceView['state'], msSinceLastSuccess: number): Hearing {
  if (state === 'ok') return 'answering'
  return msSinceLastSuccess < AWAITED_FOR_MS ? 'awaited' : 'silent'
}
