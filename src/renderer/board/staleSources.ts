import type { Snapshot } from '../../shared/contract/snapshot.ts'

/**
 * Sources whose cards may be out of date, with the age of their last answer, ms; null: not known. All of them when the
 * core is silent.
 */
export function staleSources(snapshot: Snapshot, nowMs: number, isLinkLost: boolean): Map<string, number | null> {
  const stale = snapshot.sources.filter(
    (source) => isLinkLost || source.state === 'offline' || source.state === 'stopped',
  )
  return new Map(
    stale.map(({ id, lastSuccessMs }) => [id, lastSuccessMs === null ? null : Math.max(0, nowMs - lastSuccessMs)]),
  )
}
