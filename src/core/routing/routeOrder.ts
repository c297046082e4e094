import { foldName } from '../../shared/model/foldTurkish.ts'
import type { Order, OrderLine, OrderType } from '../../shared/model/order.ts'
import type { PrinterSettings } from '../../shared/settings/printer.ts'
import type { Route } from '../../shared/settings/route.ts'
import type { Settings } from '../../shared/settings/settings.ts'

type RouteSettings = Pick<Settings, 'printers' | 'routes'>

/** One slip an order should have somewhere. `routeId` null: no routes are set, the printer gets everything whole. */
export interface RoutedSlip {
  printerId: string
  routeId: string | null
  /** 1 for the first. */
  copy: number
}

/**
 * Where an order's first slips go. Without routes: one to each printer in use. Categories are not asked here, because a
 * summary has no lines yet: a route none of whose categories turns up drops its slip when it is composed. Pure.
 */
export function routeOrder(order: Order, { printers, routes }: RouteSettings): RoutedSlip[] {
  const inUse = new Set(printers.filter((printer) => printer.enabled).map((printer) => printer.id))
  if (!routes.some((route) => route.enabled))
    return [...inUse].map((printerId) => ({ printerId, routeId: null, copy: 1 }))
  return routes
    .filter((route) => inUse.has(route.printerId) && isRouteFor(route, order))
    .flatMap((route) =>
      Array.from({ length: route.copies }, (_, index) => ({
        printerId: route.printerId,
        routeId: route.id,
        copy: index + 1,
      })),
    )
}

/** What a route is asked about an order. */
export type RouteQuestion = Pick<Order, 'sourceId' | 'type'> & { channel: { id: string } }

export function isRouteFor(route: Route, order: RouteQuestion): boolean {
  return (
    route.enabled &&
    isOneOf(route.sourceIds, order.sourceId) &&
    isOneOf(route.channelIds, order.channel.id) &&
    isOneOf(route.types, routedType(order.type))
  )
}

const isOneOf = <T>(some: readonly T[] | null, value: T): boolean => some === null || some.includes(value)

/** What does not say how it is consumed is a packet: that is what both lists are lists of. */
const routedType = (type: OrderType): OrderType => (type === 'unknown' ? 'delivery' : type)

/** Whether anything of this order is for this route; an order whose lines are not known yet may be. */
export function hasLinesFor(route: Pick<Route, 'categories'>, order: Pick<Order, 'lines' | 'completeness'>): boolean {
  if (route.categories === null || order.completeness === 'summary') return true
  return order.lines.some((line) => isInCategories(route.categories, line))
}

/** Categories are compared as people see them: letter case and outer spaces make no difference. */
export function isInCategories(categories: readonly string[] | null, line: Pick<OrderLine, 'category'>): boolean {
  if (categories === null) return true
  if (line.category === null) return false
  const wanted = foldName(line.category)
  return categories.some((category) => foldName(category) === wanted)
}

/** The printer a person's print goes to when none is named: the first in use. */
export const defaultPrinter = (printers: readonly PrinterSettings[]): PrinterSettings | null =>
  printers.find((printer) => printer.enabled) ?? null
