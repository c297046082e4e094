import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { type Order, orderLabel } from '../../shared/model/order.ts'
import { isGivenUp, orderSubject, type PrintJob, type WantedJob } from '../../shared/model/printJob.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { routeOrder } from '../routing/routeOrder.ts'

/** Where a slip comes out, and how it looks there. */
export type SlipPlace = Pick<WantedJob, 'printerId' | 'routeId'>

/** A slip of this order at this place, whatever for. Pure. */
export const slipAt = (order: Order, { printerId, routeId }: SlipPlace): Omit<WantedJob, 'kind' | 'dedupe'> => ({
  subject: orderSubject(order.key),
  label: orderLabel(order),
  printerId,
  routeId,
  reason: null,
  changes: null,
})

/** The first slips of an order, as routed. Wanted twice, each is still one: the ledger refuses the second. */
export const firstSlips = (order: Order, settings: Pick<Settings, 'printers' | 'routes'>): WantedJob[] =>
  routeOrder(order, settings).map(({ printerId, routeId, copy }) => ({
    ...slipAt(order, { printerId, routeId }),
    kind: 'order',
    dedupe: routeId === null ? 'first' : `first:${routeId}:${copy}`,
  }))

/** The first slips of an order of which none was wanted so far, or what was has been dropped. Pure. */
export function slipsOnceRouted(
  order: Order,
  earlier: readonly PrintJob[],
  settings: Pick<Settings, 'printers' | 'routes'>,
): WantedJob[] {
  const again = earlier.length === 0 ? '' : `:again${earlier.length}`
  return firstSlips(order, settings).map((job) => ({ ...job, dedupe: `${job.dedupe}${again}` }))
}

/** None was wanted so far, or what was has been dropped. */
export const isSlipless = (jobs: readonly PrintJob[]): boolean => jobs.every(isGivenUp)

/** It came while another counter printed. Pure. @param printsSinceMs since when this one does */
export const isAnothersToPrint = ({ firstSeenMs }: KnownOrder, printsSinceMs: number | null = null): boolean =>
  printsSinceMs !== null && firstSeenMs < printsSinceMs

/** Whether a new order's slip is wanted without anybody's word. */
export const printsFirst = ({ autoPrint, counter }: Pick<Settings, 'autoPrint' | 'counter'>): boolean =>
  autoPrint && counter.printsByItself
