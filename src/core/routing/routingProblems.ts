import type { OrderType } from '../../shared/model/order.ts'
import type { RoutingProblem } from '../../shared/model/routingProblem.ts'
import type { Route } from '../../shared/settings/route.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { isInCategories, isRouteFor } from './routeOrder.ts'

/** A channel that no route can name stands for every one that is yet to come. */
const ANY_OTHER = '*'
const TYPES: readonly OrderType[] = ['delivery', 'pickup']

/**
 * Holes and doubles of the routes, by asking them about every kind of order the shop can get. Pure.
 *
 * @param channelIds channels seen so far; the ones the routes name are asked about as well
 */
export function routingProblems(
  { sources, printers, routes }: Pick<Settings, 'sources' | 'printers' | 'routes'>,
  channelIds: readonly string[],
): RoutingProblem[] {
  const active = routes.filter((route) => route.enabled)
  if (active.length === 0) return []
  const printerNames = new Map(printers.filter((printer) => printer.enabled).map(({ id, name }) => [id, name]))
  const isUsable = (route: Route): boolean => route.copies === 0 || printerNames.has(route.printerId)
  const usable = active.filter(isUsable)
  const channels = [...new Set([...channelIds, ...active.flatMap((route) => route.channelIds ?? []), ANY_OTHER])]
  return [
    ...active
      .filter((route) => !isUsable(route))
      .map((route): RoutingProblem => ({ kind: 'noPrinter', routeName: route.name })),
    ...usable.flatMap((route) => withoutCategories(route, sources)),
    ...sources.filter((source) => source.enabled).flatMap((source) => gapsOf(source, channels, usable)),
    ...doubles(
      usable.filter(({ copies }) => copies > 0),
      sources.map((source) => source.id),
      channels,
      printerNames,
    ),
  ]
}

/** RestoMenum's lines carry no category. */
const withoutCategories = (route: Route, sources: Settings['sources']): RoutingProblem[] =>
  route.categories === null
    ? []
    : sources
        .filter(
          (source) => source.enabled && source.kind === 'restomenum' && (route.sourceIds?.includes(source.id) ?? true),
        )
        .map((source) => ({ kind: 'noCategories', routeName: route.name, sourceName: source.name }))

function gapsOf(
  source: { id: string; name: string },
  channels: readonly string[],
  routes: readonly Route[],
): RoutingProblem[] {
  return TYPES.flatMap((type) => {
    const gap = (channelId: string): 'hole' | 'partly' | null => {
      const taking = routes.filter((route) =>
        isRouteFor(route, { sourceId: source.id, type, channel: { id: channelId } }),
      )
      return taking.length === 0 ? 'hole' : taking.every((route) => route.categories !== null) ? 'partly' : null
    }
    const gaps = channels.map((channelId) => ({ channelId, kind: gap(channelId) }))
    const first = gaps[0]?.kind ?? null
    // All channels alike are one sentence, not twelve.
    if (first !== null && gaps.every(({ kind }) => kind === first)) {
      return [{ kind: first, sourceName: source.name, type, channelId: null }]
    }
    return gaps.flatMap(({ channelId, kind }): RoutingProblem[] =>
      kind === null ? [] : [{ kind, sourceName: source.name, type, channelId }],
    )
  })
}

function doubles(
  routes: readonly Route[],
  sourceIds: readonly string[],
  channels: readonly string[],
  printerNames: ReadonlyMap<string, string>,
): RoutingProblem[] {
  const problems: RoutingProblem[] = []
  for (const [index, route] of routes.entries()) {
    for (const other of routes.slice(index + 1)) {
      if (!looksSame(route, other)) continue
      const meets = sourceIds.some((sourceId) =>
        channels.some((id) =>
          TYPES.some((type) => [route, other].every((each) => isRouteFor(each, { sourceId, type, channel: { id } }))),
        ),
      )
      const printerName = printerNames.get(route.printerId) ?? ''
      if (meets) problems.push({ kind: 'doubled', routeName: route.name, otherName: other.name, printerName })
    }
  }
  return problems
}

const looksSame = (route: Route, other: Route): boolean =>
  route.printerId === other.printerId &&
  route.hasCustomer === other.hasCustomer &&
  route.hasPrices === other.hasPrices &&
  (route.categories === null ||
    other.categories === null ||
    route.categories.some((category) => isInCategories(other.categories, { category })))
