import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import type { ScreenState } from '../store.ts'

/** Its last question was not answered, or the one before that is still under way. */
export const isStale = ({ state, hearing }: Pick<SourceView, 'state' | 'hearing'>): boolean =>
  state === 'offline' || state === 'stopped' || hearing === 'silent'

/**
 * Sources whose cards may be out of date, with the age of their last answer, ms; null: not known.
 *
 * @param lostTimes when each source was heard last before the core fell silent, which makes all of them stale; null: the
 *   core answers
 */
export function staleSources(
  snapshot: Snapshot,
  nowMs: number,
  lostTimes: ScreenState['sourceTimes'] | null,
): Map<string, number | null> {
  const stale = snapshot.sources.filter((source) => lostTimes !== null || isStale(source))
  return new Map(
    stale.map((source) => {
      const { lastSuccessMs } = lostTimes?.[source.id] ?? source
      return [source.id, lastSuccessMs === null ? null : Math.max(0, nowMs - lastSuccessMs)]
    }),
  )
}
