import { keepLast } from './keepLast.ts'
import { mayBeOne, orderIdOf } from './linkKeys.ts'
import type { Place } from './slipNames.ts'

/** What other counters have printed, as far as this one has heard. */
export interface PrintedElsewhere {
  add(place: Place, counterName: string): void
  /** Which counter has printed a slip by one of its names; null: none. */
  counterOf(places: readonly Place[]): string | null
  /** It may be on paper at another counter by a name of that one's own. */
  isPerhaps(place: Place): boolean
  /** These two names may be one slip's. */
  isPerhapsOne(own: string, other: string): boolean
  hasOrder(account: string, orderId: string): boolean
}

/** @param routeNames what this counter calls its routes */
export function createPrintedElsewhere(routeNames: () => readonly string[]): PrintedElsewhere {
  const counters = new Map<string, string>()
  const slipsOf = new Map<string, ReadonlySet<string>>()
  const nameOf = (account: string, orderId: string): string => `${account} ${orderId}`
  const isPerhapsOne = (own: string, other: string): boolean =>
    orderIdOf(own) === orderIdOf(other) && mayBeOne(own, other, routeNames())

  return {
    add: ({ id, account, slip }, counterName) => {
      keepLast(counters, id, counterName)
      const order = nameOf(account, orderIdOf(slip))
      keepLast(slipsOf, order, new Set([...(slipsOf.get(order) ?? []), slip]))
    },
    counterOf: (places) => places.map(({ id }) => counters.get(id)).find((name) => name !== undefined) ?? null,
    isPerhaps: ({ account, slip }) =>
      [...(slipsOf.get(nameOf(account, orderIdOf(slip))) ?? [])].some((other) => isPerhapsOne(slip, other)),
    isPerhapsOne,
    hasOrder: (account, orderId) => slipsOf.has(nameOf(account, orderId)),
  }
}
