import type { TFunction } from 'i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { OtherCounterSign } from '../../shared/model/otherCounter.ts'

/** One sign of another program on a source's keys, in words. */
export function saySign(
  t: TFunction,
  { kind, sourceId, count }: OtherCounterSign,
  sources: Snapshot['sources'],
): string {
  const name = sources.find(({ id }) => id === sourceId)?.name ?? sourceId
  return t(`counters.sign.${kind}`, { name, count })
}
