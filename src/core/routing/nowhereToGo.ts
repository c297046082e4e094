import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOver } from '../../shared/model/order.ts'
import { isGivenUp, type PrintJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { hasLinesFor, isRouteFor, routeOrder } from './routeOrder.ts'

type PaperSettings = Pick<Settings, 'autoPrint' | 'counter' | 'sources' | 'printers' | 'routes'>

/**
 * Whether somebody counts on a slip of this order without asking for it. A shop that has neither a printer nor a route
 * works without paper; what was open at the first start was left to a person. Pure.
 */
export function isSlipExpected(
  { order, state, isBaseline }: Pick<KnownOrder, 'order' | 'state' | 'isBaseline'>,
  { autoPrint, counter, sources, printers, routes }: PaperSettings,
): boolean {
  const hasPaper = printers.length > 0 || routes.length > 0
  const isAsked = sources.some(({ id, enabled }) => enabled && id === order.sourceId)
  return autoPrint && counter.printsByItself && hasPaper && isAsked && state === 'open' && !isBaseline && !isOver(order)
}

/**
 * Why no printer is to print this order, though a slip of it is expected: no route leads to a printer that is in use, or
 * none is in use. A route without copies is the shop's word that it wants none. Pure.
 *
 * @param jobs the slips that were wanted of it so far
 * @returns null: it has a slip, will have one by these settings, or needs none
 */
export function whyNowhereToGo(
  entry: Pick<KnownOrder, 'order' | 'state' | 'isBaseline'>,
  jobs: readonly Pick<PrintJob, 'state' | 'problem'>[],
  settings: PaperSettings,
): 'slipNowhere' | 'printersOff' | null {
  if (!jobs.every(isGivenUp) || !isSlipExpected(entry, settings)) return null
  const { order } = entry
  const { printers, routes } = settings
  const isTaking = (routeId: string | null): boolean => {
    const route = routes.find(({ id }) => id === routeId)
    return route === undefined || hasLinesFor(route, order)
  }
  if (routeOrder(order, settings).some(({ routeId }) => isTaking(routeId))) return null
  if (routes.some((route) => route.copies === 0 && isRouteFor(route, order) && hasLinesFor(route, order))) return null
  return printers.some(({ enabled }) => enabled) ? 'slipNowhere' : 'printersOff'
}
