import type { Settings } from '../../shared/settings/settings.ts'
import { defaultPrinter, isRouteFor, type RouteQuestion } from './routeOrder.ts'

/**
 * Where a courier's slip goes: by the first rule that prints whole slips (customer and prices, every category) of any of
 * these orders, else to the printer that a person's print goes to. It is one sheet in one hand, so never to two. Pure.
 *
 * @param orders of the tour; none: any such rule
 * @returns null: no printer is in use
 */
export function routeCourierSlip(
  orders: readonly RouteQuestion[],
  { printers, routes }: Pick<Settings, 'printers' | 'routes'>,
): { printerId: string; routeId: string | null } | null {
  const inUse = new Set(printers.filter(({ enabled }) => enabled).map(({ id }) => id))
  const route = routes.find(
    (candidate) =>
      candidate.enabled &&
      inUse.has(candidate.printerId) &&
      candidate.hasCustomer &&
      candidate.hasPrices &&
      candidate.categories === null &&
      (orders.length === 0 || orders.some((order) => isRouteFor(candidate, order))),
  )
  if (route !== undefined) return { printerId: route.printerId, routeId: route.id }
  const printer = defaultPrinter(printers)
  return printer === null ? null : { printerId: printer.id, routeId: null }
}
