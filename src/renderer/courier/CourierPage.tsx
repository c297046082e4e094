import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { CourierDetail } from './CourierDetail.tsx'
import { HandOver } from './HandOver.tsx'

/** Who carries what: the hand-over, or one courier. */
export function CourierPage({ snapshot, courierId }: { snapshot: Snapshot; courierId: string | null }) {
  return courierId === null ? (
    <HandOver snapshot={snapshot} />
  ) : (
    <CourierDetail key={courierId} snapshot={snapshot} courierId={courierId} />
  )
}
