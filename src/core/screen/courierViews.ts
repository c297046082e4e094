import type { CourierView, Telling } from '../../shared/contract/dispatchRequests.ts'
import { type Delivery, type Shift, type VendorWrite } from '../../shared/model/dispatch.ts'
import type { CourierSettings } from '../../shared/settings/courier.ts'

/** Whoever can be given packets, and whoever carries some. Pure. */
export function courierViews(
  couriers: readonly CourierSettings[],
  carried: readonly Delivery[],
  shifts: readonly Pick<Shift, 'courierId' | 'endedAtMs'>[],
): CourierView[] {
  const counts = Map.groupBy(carried, ({ courierId }) => courierId)
  const onShift = new Set(shifts.filter(({ endedAtMs }) => endedAtMs === null).map(({ courierId }) => courierId))
  const listed = couriers
    .filter(({ id, isActive }) => isActive || counts.has(id))
    .map(({ id, name, hue, isActive }) => ({ id, name, hue, isActive }))
  const known = new Set(couriers.map(({ id }) => id))
  // A list has let go of somebody who is on his way: what he carries must not vanish with him.
  const left = [...counts].flatMap(([id, [delivery]]) =>
    known.has(id) || delivery === undefined
      ? []
      : [{ id, name: delivery.courierName, hue: 'slate' as const, isActive: false }],
  )
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
