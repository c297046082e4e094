import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import type { PrintJob } from '../../shared/model/printJob.ts'
import { facesOf } from '../../shared/model/twins.ts'

/** What was open at this source's first start and has no slip, as this order or as the same one of another source. Pure. */
export const baselineLeft = (
  known: readonly KnownOrder[],
  sourceId: string,
  areJoined: boolean,
  jobsOf: (orderKey: string) => readonly PrintJob[],
): KnownOrder[] =>
  facesOf(known, areJoined)
    .filter(({ face, keys }) => isBaselineOf(face, sourceId) && keys.every((key) => jobsOf(key).length === 0))
    .map(({ face }) => face)

const isBaselineOf = ({ order, isBaseline, state }: KnownOrder, sourceId: string): boolean =>
  order.sourceId === sourceId && isBaseline && state === 'open'
