import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver } from '../../shared/model/order.ts'

/** It can still be handed over. */
export const goesOn = ({ order, state, goneWhy }: KnownOrder): boolean =>
  !isOver(order) && !(state === 'gone' && goneWhy !== null)

/**
 * Of one order that several sources show, the one that is handed over and whose vendor is told: the first that goes on and
 * whose vendor takes the step, else the first that goes on. Pure.
 *
 * @param group the first seen at the head
 */
export function tellerOf(group: readonly KnownOrder[], takesStep: (known: KnownOrder) => boolean): KnownOrder | null {
  const live = group.filter(goesOn)
  return (live.length > 1 ? live.find(takesStep) : undefined) ?? live[0] ?? group[0] ?? null
}
