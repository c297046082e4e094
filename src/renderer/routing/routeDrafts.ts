import type { PrinterSettings } from '../../shared/settings/printer.ts'
import type { Route } from '../../shared/settings/route.ts'

/** Rules as they stand on the screen, not saved yet. */
export interface RoutesDraft {
  routes: Route[]
  /** The one in the form; it may be new. */
  edited: Route | null
}

/** A rule for everything, as a first slip of most shops is: whole, once, to the first printer in use. */
export function newRoute(routes: readonly Route[], printers: readonly PrinterSettings[]): Route {
  const printer = printers.find((candidate) => candidate.enabled) ?? printers[0]
  return {
    id: freeId(routes),
    name: '',
    enabled: true,
    printerId: printer?.id ?? '',
    sourceIds: null,
    channelIds: null,
    types: null,
    categories: null,
    copies: 1,
    hasCustomer: true,
    hasPrices: true,
    textSize: 1,
    printsChanges: true,
  }
}

function freeId(routes: readonly Route[]): string {
  const taken = new Set(routes.map((route) => route.id))
  let number = routes.length + 1
  while (taken.has(`rule-${number}`)) number += 1
  return `rule-${number}`
}

/** A rule without a name takes its printer's, numbered where another rule has it. */
export function named(
  route: Route,
  routes: readonly Route[],
  printers: readonly Pick<PrinterSettings, 'id' | 'name'>[],
): Route {
  const own = route.name.trim()
  if (own !== '') return { ...route, name: own }
  const base = printers.find((printer) => printer.id === route.printerId)?.name ?? route.id
  const taken = new Set(routes.filter((other) => other.id !== route.id).map((other) => other.name))
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base} ${number}`
  return { ...route, name }
}

/** With `route` in the place of the one of its id, or at the end. */
export const withRoute = (routes: readonly Route[], route: Route): Route[] =>
  routes.some((other) => other.id === route.id)
    ? routes.map((other) => (other.id === route.id ? route : other))
    : [...routes, route]

/** One place up (-1) or down (1); at the end of the list nothing happens. */
export function moved(routes: readonly Route[], id: string, step: -1 | 1): Route[] {
  const from = routes.findIndex((route) => route.id === id)
  const next = [...routes]
  const [route] = next.splice(from, 1)
  const to = from + step
  if (route === undefined || to < 0 || to >= routes.length) return [...routes]
  next.splice(to, 0, route)
  return next
}

/** `null` means all: the first one picked leaves the rest out, and without the last one it is all again. */
export function toggled<T>(some: readonly T[] | null, value: T): T[] | null {
  if (some === null) return [value]
  const next = some.includes(value) ? some.filter((other) => other !== value) : [...some, value]
  return next.length === 0 ? null : next
}
