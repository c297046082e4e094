import type { CourierView, Telling } from '../../shared/contract/dispatchRequests.ts'
import { type Delivery, type Shift, type VendorWrite } from '../../shared/model/dispatch.ts'
import type { CourierSettings } from '../../shared/settings/courier.ts'

/** Whoever can be given packets, and whoever carries some or has an account that is not counted yet. Pure. */
export function courierViews(
  couriers: readonly CourierSettings[],
  carried: readonly Delivery[],
  openShifts: readonly Pick<Shift, 'courierId' | 'courierName' | 'endedAtMs'>[],
): CourierView[] {
  const counts = Map.groupBy(carried, ({ courierId }) => courierId)
  const onShift = new Set(openShifts.filter(({ endedAtMs }) => endedAtMs === null).map(({ courierId }) => courierId))
  // By name: a list may have let go of him, and what he has to bring back must not vanish with him.
  const engaged = new Map([...openShifts, ...carried].map(({ courierId, courierName }) => [courierId, courierName]))
  const listed = couriers
    .filter(({ id, isActive }) => isActive || engaged.has(id))
    .map(({ id, name, hue, isActive }) => ({ id, name, hue, isActive }))
  const known = new Set(couriers.map(({ id }) => id))
  const left = [...engaged]
    .filter(([id]) => !known.has(id))
    .map(([id, name]) => ({ id, name, hue: 'slate' as const, isActive: false }))
  return [...listed, ...left].map((courier) => ({
    ...courier,
    isOnShift: onShift.has(courier.id),
    carriedCount: counts.get(courier.id)?.length ?? 0,
  }))
}

/** What people have to know of what an order's vendor was to be told: the worst of it; null: nothing. Pure. */
export function tellingOf(writes: readonly VendorWrite[]): Telling | null {
  const urgency = ['asking', 'refused', 'uncertain', 'sending', 'wanted']
  const [worst] = writes
    .filter(({ state }) => urgency.includes(state))
    .toSorted((left, right) => urgency.indexOf(left.state) - urgency.indexOf(right.state) || right.id - left.id)
  if (worst === undefined) return null
  const { id, step, state, problem, wantedAtMs } = worst
  return { id, step, state, problem, wantedAtMs }
}
