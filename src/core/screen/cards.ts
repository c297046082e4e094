import { isLoud, type OpenAlert } from '../../shared/model/alert.ts'
import type { Card } from '../../shared/contract/snapshot.ts'
import { inBoardOrder } from '../../shared/model/boardOrder.ts'
import { jobStatesByUrgency, type PrintJob } from '../../shared/model/printJob.ts'
import { collectionOf } from '../../shared/model/collection.ts'
import { checksOf } from '../../shared/model/orderChecks.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

const ITEMS_ON_A_CARD = 6

/** What is known here of an order's way. */
export type CardDispatch = Pick<Card, 'carried' | 'isReady' | 'isDelivered' | 'telling'>

const atTheShop: CardDispatch = { carried: null, isReady: false, isDelivered: false, telling: null }

/**
 * The cards of the board, in its order. Open orders, and those that have gone and whose cancellation nobody has seen yet. Pure.
 *
 * @param jobsOf the slips of an order, any state
 * @param dispatchOf what is known here of an order's way
 */
export function buildCards(
  known: readonly KnownOrder[],
  alerts: readonly OpenAlert[],
  sourceNames: ReadonlyMap<string, string>,
  jobsOf: (orderKey: string) => readonly Pick<PrintJob, 'state' | 'copyNumber'>[],
  dispatchOf: (orderKey: string) => CardDispatch = () => atTheShop,
): Card[] {
  const alertByOrder = new Map<string, OpenAlert>()
  for (const alert of alerts) {
    const shown = alertByOrder.get(alert.orderKey)
    // What rings outranks a quiet change; of what rings, the latest tells how the order stands.
    if (shown === undefined || isLoud(alert.kind)) alertByOrder.set(alert.orderKey, alert)
  }
  return known
    .filter((entry) => isOnBoard(entry) || alertByOrder.has(entry.order.key))
    .filter((entry) => sourceNames.has(entry.order.sourceId))
    .map((entry) =>
      toCard(
        entry,
        alertByOrder.get(entry.order.key),
        sourceNames,
        jobsOf(entry.order.key),
        dispatchOf(entry.order.key),
      ),
    )
    .sort(inBoardOrder)
}

/** What has left its list stays until its vendor says that it is over: it may be open there still. */
const isOnBoard = ({ state, goneWhy }: KnownOrder): boolean => state === 'open' || goneWhy === null

function toCard(
  known: KnownOrder,
  alert: OpenAlert | undefined,
  sourceNames: ReadonlyMap<string, string>,
  jobs: readonly Pick<PrintJob, 'state' | 'copyNumber'>[],
  dispatch: CardDispatch,
): Card {
  const { order, firstSeenMs, isBaseline, misses } = known
  return {
    key: order.key,
    sourceId: order.sourceId,
    sourceName: sourceNames.get(order.sourceId) ?? '',
    number: order.number,
    code: order.code,
    channel: order.channel,
    type: order.type,
    phase: order.phase,
    statusText: order.statusText,
    completeness: order.completeness,
    createdAtMs: order.createdAtMs,
    firstSeenMs,
    scheduledForMs: order.scheduledForMs,
    dueMs: order.scheduledForMs ?? order.createdAtMs ?? firstSeenMs,
    itemCount: order.itemCount,
    items: order.lines
      .filter((line) => !line.cancelled)
      .slice(0, ITEMS_ON_A_CARD)
      .map(({ quantity, name }) => ({ quantity, name })),
    collection: collectionOf(order),
    checks: checksOf(order),
    totalKurus: order.totalKurus,
    customerName: order.customer?.name ?? null,
    region: order.customer?.region ?? null,
    note: order.note,
    courier: order.courier,
    tableName: order.tableName,
    alert: alert ? { kind: alert.kind, sinceMs: alert.wantedAtMs } : null,
    ...dispatch,
    print: printOf(jobs),
    isBaseline,
    isMissing: isOnBoard(known) && misses > 0,
    isGone: !isOnBoard(known),
  }
}

function printOf(jobs: readonly Pick<PrintJob, 'state' | 'copyNumber'>[]): Card['print'] {
  const state = jobStatesByUrgency.find((candidate) => jobs.some((job) => job.state === candidate))
  if (state === undefined) return null
  return { state, copies: Math.max(0, ...jobs.map((job) => job.copyNumber)) }
}
