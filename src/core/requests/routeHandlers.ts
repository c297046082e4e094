import type { RoutedSlipView } from '../../shared/contract/requests.ts'
import type { Order } from '../../shared/model/order.ts'
import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import type { RoutingProblem } from '../../shared/model/routingProblem.ts'
import type { Route } from '../../shared/settings/route.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { slipForJob } from '../printing/queue/slipForJob.ts'
import { exampleOrder } from '../routing/exampleOrder.ts'
import { routeOrder, type RoutedSlip } from '../routing/routeOrder.ts'
import { routingProblems } from '../routing/routingProblems.ts'
import type { RequestDependencies, Some } from './dependencies.ts'
import { replaceRouting } from './rerouting.ts'

export function routeHandlers(
  dependencies: RequestDependencies,
): Some<'routes.get' | 'routes.save' | 'routes.preview'> {
  const { settings, book, screen } = dependencies
  const problemsOf = (routes: Route[]): RoutingProblem[] => {
    const seen = book.known().map((known) => known.order.channel.id)
    return routingProblems({ ...settings.current(), routes }, seen)
  }
  return {
    'routes.get': async () => {
      const { routes } = settings.current()
      return ok({ routes, problems: problemsOf(routes) })
    },
    'routes.save': async ({ routes }) => {
      if (new Set(routes.map((route) => route.id)).size !== routes.length) return invalid('routes', 'nameTaken')
      replaceRouting(dependencies, { ...settings.current(), routes })
      screen.changed(true)
      return ok(null)
    },
    'routes.preview': async ({ routes, key }) => {
      const order = key === null ? exampleOrder({ ...settings.current(), routes }) : (book.find(key)?.order ?? null)
      if (order === null) return fail('notFound')
      return ok({
        slips: previewOf(order, { ...settings.current(), routes }, dependencies),
        problems: problemsOf(routes),
      })
    },
  }
}

/** One row a route, its copies counted. */
function previewOf(order: Order, settings: Settings, dependencies: RequestDependencies): RoutedSlipView[] {
  const routed = routeOrder(order, settings)
  return routed
    .filter(({ copy }) => copy === 1)
    .map((place) => ({
      routeName: settings.routes.find((route) => route.id === place.routeId)?.name ?? null,
      printerName: settings.printers.find((printer) => printer.id === place.printerId)?.name ?? '',
      copies: routed.filter((other) => other.routeId === place.routeId && other.printerId === place.printerId).length,
      slip: slipAt(place, order, settings, dependencies),
    }))
}

function slipAt(
  place: RoutedSlip,
  order: Order,
  settings: Settings,
  { host }: RequestDependencies,
): RoutedSlipView['slip'] {
  const nowMs = host.clock.nowMs()
  const job = {
    kind: 'order',
    routeId: place.routeId,
    dedupe: 'hand',
    copyNumber: 0,
    attempt: 1,
    isPossibleDuplicate: false,
  } as const
  const known = {
    order,
    state: 'open',
    detailsWantedSinceMs: null,
    goneWhy: null,
    isBaseline: false,
    firstSeenMs: nowMs,
  } as const
  const slip = slipForJob({ ...job, changes: null, reason: null }, known, {
    nowMs,
    waitedMs: 0,
    computerName: host.computerName,
    settings,
  })
  return slip.kind === 'ready' ? slip.document : null
}
