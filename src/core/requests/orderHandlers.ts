import type { OrderPage } from '../../shared/contract/requests.ts'
import { type Order, orderLabel } from '../../shared/model/order.ts'
import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import {
  isDelivered,
  isElsewhere,
  isGivenUp,
  isUnsent,
  orderSubject,
  type PrintJob,
} from '../../shared/model/printJob.ts'
import { dispatchHistory } from '../dispatch/dispatchHistory.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SlipPlace } from '../orders/firstSlips.ts'
import { sourceNames } from '../hearing/removedSources.ts'
import { composeSlip } from '../printing/slip/composeSlip.ts'
import { isForLater } from '../printing/queue/printTime.ts'
import { defaultPrinter, hasLinesFor, routeOrder } from '../routing/routeOrder.ts'
import { jobView } from '../screen/projection.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function orderHandlers(
  dependencies: RequestDependencies,
): Some<'orders.acknowledge' | 'orders.unacknowledge' | 'order.get' | 'order.lookup' | 'order.print'> {
  const { ledger, book, sharedAlerts, sources, settings, queue, screen } = dependencies
  /** Looked up by hand and not remembered unless printed; the latest few. */
  const lookedUp = new Map<string, Order>()
  const find = (key: string): KnownOrder | Order | null => book.find(key) ?? lookedUp.get(key) ?? null

  return {
    'orders.acknowledge': async ({ keys, how, ...mark }) => {
      sharedAlerts.acknowledge(keys, screen.lastAlertAt(mark), how)
      // Also when nothing was acknowledged: this screen showed something else than there is.
      screen.changed(true)
      return ok(null)
    },
    'orders.unacknowledge': async ({ keys }) => {
      const isTakenBack = sharedAlerts.unacknowledge(keys)
      screen.changed(true)
      return isTakenBack ? ok(null) : fail('conflict')
    },
    'order.get': async ({ key }) => {
      const found = find(key)
      return found ? ok(pageOf(found, dependencies)) : fail('notFound')
    },
    'order.lookup': async ({ sourceId, orderId }) => {
      const source = settings.current().sources.find((candidate) => candidate.id === sourceId)
      if (source === undefined) return fail('notFound')
      if (source.kind !== 'adisyo') return invalid('sourceId', 'onlyAdisyo')
      const client = sources.client(sourceId)
      if (client === null) return fail('keyMissing')
      const answer = await client.getDetails(orderId, AbortSignal.timeout(20_000))
      if (!answer.ok) return answer
      lookedUp.delete(answer.value.key)
      lookedUp.set(answer.value.key, answer.value)
      if (lookedUp.size > 20) lookedUp.delete([...lookedUp.keys()][0] ?? '')
      return ok(pageOf(book.find(answer.value.key) ?? answer.value, dependencies))
    },
    'order.print': async ({ key, printerId, reason }) => {
      if (dependencies.isViewOnly) return fail('ledgerUnavailable')
      const found = find(key)
      if (found === null) return fail('notFound')
      const order = 'order' in found ? found.order : found
      const earlier = jobsOfGroup(book.group(order.key), ledger)
      const places = placesOf(order, earlier, settings.current(), printerId)
      if (places.length === 0) return fail(printerId === null ? 'noPrinter' : 'printerNotFound')
      if (!('order' in found)) book.remember(order)
      const wanted = places.map((place) => ({
        ...place,
        job: wantSlip(dependencies, { order, earlier, reason }, place),
      }))
      queue.add(wanted.map(({ job }) => job))
      screen.changed(true)
      return ok({ jobIds: wanted.map(({ job }) => job.id), printers: wanted.map(({ printerName }) => printerName) })
    },
  }
}

/** Where a slip comes out, and as which of its order's. */
interface PrintPlace extends SlipPlace {
  printerName: string
}

/**
 * Where a person's slip goes: to the printer that was named. Where none was, to the printers at which the order's slips
 * came out; else where its routes lead; else to the first in use.
 */
function placesOf(
  order: Order,
  earlier: readonly PrintJob[],
  { printers, routes }: Settings,
  printerId: string | null,
): PrintPlace[] {
  const placed = (places: readonly SlipPlace[]): PrintPlace[] =>
    [...new Map(places.map((place) => [place.printerId, place])).values()].flatMap(({ printerId: id, routeId }) => {
      const printer = printers.find((one) => one.id === id)
      return printer === undefined ? [] : [{ printerId: id, routeId, printerName: printer.name }]
    })
  if (printerId !== null) return placed([{ printerId, routeId: null }])
  const inUse = printers.filter(({ enabled }) => enabled)
  const isInUse = (place: SlipPlace): boolean => inUse.some(({ id }) => id === place.printerId)
  const hasLines = ({ routeId }: SlipPlace): boolean => {
    const route = routes.find(({ id }) => id === routeId)
    return route === undefined || hasLinesFor(route, order)
  }
  const first = defaultPrinter(printers)
  const choices: readonly SlipPlace[][] = [
    earlier.filter((job) => isDelivered(job) && isInUse(job)),
    routeOrder(order, { printers, routes }).filter(hasLines),
    first === null ? [] : [{ printerId: first.id, routeId: null }],
  ]
  return placed(choices.find((places) => places.length > 0) ?? [])
}

/**
 * A person wants a slip of this order. What waits for this printer already is the answer when it is what was asked for;
 * a waiting DEĞİŞTİ or İPTAL is not, nor a copy that was wanted for another reason.
 */
function wantSlip(
  { ledger, queue, settings, host }: RequestDependencies,
  { order, earlier, reason }: { order: Order; earlier: readonly PrintJob[]; reason: string | null },
  { printerId, routeId }: SlipPlace,
): PrintJob {
  const nowMs = host.clock.nowMs()
  const isAskedFor = ({ kind, reason: given }: PrintJob): boolean =>
    kind === 'order' || (kind === 'copy' && given === reason)
  const ofPrinter = earlier.filter((job) => job.printerId === printerId && isAskedFor(job))
  const waiting = ofPrinter.find(isUnsent)
  const isLater = waiting !== undefined && isForLater(waiting, () => order, settings.current(), nowMs)
  const asked = ofPrinter.find((job) => job.state === 'undecided') ?? (isLater ? undefined : waiting)
  // Asking for it is the answer: it waits for no other counter any more.
  if (asked && (queue.answer([asked.id], 'printAgain').ok || isUnsent(asked))) return asked
  // One that was tried may be on paper, and one that waits will be; only in place of this printer's own is it no copy.
  const isNoOther = (job: PrintJob): boolean =>
    job.attempt === 0 && (waiting === undefined ? isGivenUp(job) : !isElsewhere(job))
  const kind = earlier.every(isNoOther) ? 'order' : 'copy'
  const label = { subject: orderSubject(order.key), label: orderLabel(order), printerId, routeId }
  const job = {
    ...label,
    kind,
    dedupe: `hand:${earlier.length}`,
    reason: kind === 'copy' ? reason : null,
    changes: null,
  } as const
  if (waiting === undefined) return ledger.addJob(job, nowMs)
  // Now instead of later: the slip that was to come by itself would be a second one.
  const step = { atMs: nowMs, note: { code: 'printedByHand' } } as const
  return ledger.addJob(job, nowMs, { jobId: waiting.id, from: [waiting.state], to: 'dropped', step })
}

function pageOf(found: KnownOrder | Order, { ledger, book, settings, host }: RequestDependencies): OrderPage {
  const order = 'order' in found ? found.order : found
  const current = settings.current()
  const names = sourceNames(ledger, current.sources)
  const sourceNameOf = (id: string): string => names.get(id) ?? ''
  const group = book.group(order.key)
  const others = group.filter((key) => key !== order.key).flatMap((key) => book.find(key) ?? [])
  return {
    order,
    isOnBoard: [found, ...others].some((one) => 'order' in one && one.state === 'open'),
    slip: composeSlip(order, {
      nowMs: host.clock.nowMs(),
      firstSeenMs: 'order' in found && !found.isBaseline ? found.firstSeenMs : null,
      computerName: host.computerName,
      printsByItself: current.counter.printsByItself,
      sourceName: sourceNameOf(order.sourceId),
      closingLine: current.closingLine,
      hasBarcode: current.slipBarcode,
      paymentMeanings: current.paymentMeanings,
      mark: order.phase === 'cancelled' ? { kind: 'cancelled' } : { kind: 'none' },
      isPossibleDuplicate: false,
      isIncomplete: order.completeness === 'summary',
      attempt: 1,
      language: current.slipLanguage,
    }),
    jobs: jobsOfGroup(group, ledger).map((job) => jobView(job, current)),
    history: historyOf(order.key, ledger),
    alsoAt: others.map(({ order: { key, sourceId, number } }) => ({
      key,
      sourceName: sourceNameOf(sourceId),
      number,
      history: historyOf(key, ledger),
    })),
  }
}

/** The slips of an order, whichever source's it is on them; oldest first. */
const jobsOfGroup = (group: readonly string[], ledger: Ledger): PrintJob[] =>
  group.flatMap((key) => ledger.readJobsOf(orderSubject(key))).toSorted((left, right) => left.id - right.id)

/** Oldest first; what happened to it comes before what was done about it in the same moment. */
function historyOf(key: string, { readHistory, dispatch }: Ledger): OrderPage['history'] {
  const ofItsWay = dispatchHistory(dispatch.deliveriesOfOrder(key), dispatch.writesOfOrder(key))
  return [...readHistory(key), ...ofItsWay].sort((left, right) => left.atMs - right.atMs)
}
