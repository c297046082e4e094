import type { TFunction } from 'i18next'
import type { RoutingProblem } from '../../shared/model/routingProblem.ts'
import type { Route } from '../../shared/settings/route.ts'

type Named = readonly { id: string; name: string }[]

export interface RouteNames {
  sources: Named
  channels: Named
  printers: Named
}

/** A rule in two halves: "Kadıköy · Yemeksepeti, Getir · Paket" and "Mutfak · 1 kopya · fiyat yok · yazı 2". */
export function sayRoute(
  t: TFunction,
  route: Route,
  { sources, channels, printers }: RouteNames,
): { from: string; to: string } {
  const say = (ids: readonly string[] | null, names: Named): string | null =>
    ids?.map((id) => nameOf(id, names)).join(', ') ?? null
  const from = [
    say(route.sourceIds, sources),
    say(route.channelIds, channels),
    route.types?.map((type) => t(`type.${type}`)).join(', ') ?? null,
    route.categories === null ? null : t('routing.say.only', { names: route.categories.join(', ') }),
  ].filter((part) => part !== null)
  const lacks = [
    ...(route.hasCustomer ? [] : [t('routing.say.noCustomer')]),
    ...(route.hasPrices ? [] : [t('routing.say.noPrices')]),
  ]
  if (route.copies === 0)
    return { from: from.length === 0 ? t('routing.say.allOrders') : from.join(' · '), to: t('routing.say.noSlip') }
  const to = [
    printers.find((printer) => printer.id === route.printerId)?.name ?? t('routing.say.noPrinter'),
    t('routing.say.copies', { count: route.copies }),
    ...(lacks.length === 0 ? [] : [lacks.join(', ')]),
    ...(route.textSize === 1 ? [] : [t('routing.say.size', { count: route.textSize })]),
    ...(route.printsChanges ? [] : [t('routing.say.noChanges')]),
  ]
  return { from: from.length === 0 ? t('routing.say.allOrders') : from.join(' · '), to: to.join(' · ') }
}

/** No route can name it: it stands for every channel that is yet to come. */
const ANY_OTHER = '*'

/** What is wrong, one sentence a trouble; the places a hole is at are gathered, so that five channels are not five sentences. */
export function sayRoutingProblems(
  t: TFunction,
  problems: readonly RoutingProblem[],
  names: Pick<RouteNames, 'sources' | 'channels'>,
): string[] {
  const gaps = new Map<string, GatheredGap>()
  const others: string[] = []
  for (const problem of problems) {
    if (problem.kind === 'doubled') {
      const { routeName, otherName, printerName } = problem
      others.push(t('routing.problem.doubled', { name: routeName, other: otherName, printer: printerName }))
    } else if (problem.kind === 'noPrinter') {
      others.push(t('routing.problem.noPrinter', { name: problem.routeName }))
    } else if (problem.kind === 'noCategories') {
      others.push(t('routing.problem.noCategories', { name: problem.routeName, source: problem.sourceName }))
    } else {
      const key = `${problem.kind} ${problem.type}`
      const gathered = gaps.get(key) ?? { gap: problem, places: [], wholeSources: 0 }
      if (problem.channelId === null) gathered.wholeSources += 1
      gathered.places.push(placeOf(t, problem, names))
      gaps.set(key, gathered)
    }
  }
  const sayGap = ({ gap, places, wholeSources }: GatheredGap): string => {
    // At every source, whatever the channel: then the places say nothing more.
    const where = wholeSources === names.sources.length ? '' : places.filter((place) => place !== '').join('; ')
    const orders = t(`routing.kindOfOrder.${gap.type}`)
    return t(`routing.problem.${gap.kind}`, { orders: where === '' ? orders : `${orders} (${where})` })
  }
  return [...others, ...[...gaps.values()].map(sayGap)]
}

type Gap = Extract<RoutingProblem, { kind: 'hole' | 'partly' }>

interface GatheredGap {
  gap: Gap
  places: string[]
  /** Sources it happens at with every channel. */
  wholeSources: number
}

function placeOf(t: TFunction, gap: Gap, { sources, channels }: Pick<RouteNames, 'sources' | 'channels'>): string {
  const channel =
    gap.channelId === null
      ? null
      : gap.channelId === ANY_OTHER
        ? t('routing.otherChannels')
        : nameOf(gap.channelId, channels)
  return [sources.length > 1 ? gap.sourceName : null, channel].filter((part) => part !== null).join(' · ')
}

const nameOf = (id: string, names: Named): string => names.find((each) => each.id === id)?.name ?? id
