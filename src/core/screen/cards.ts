import { isLoud, type OpenAlert } from '../../shared/model/alert.ts'
import type { Card } from '../../shared/contract/snapshot.ts'
import { subjectOf } from '../../shared/model/change.ts'
import { inBoardOrder } from '../../shared/model/boardOrder.ts'
import { jobStatesByUrgency, type PrintJob } from '../../shared/model/printJob.ts'
import { collectionOf } from '../../shared/model/collection.ts'
import { type PaymentMeanings, saidMeaning } from '../../shared/model/paymentMeaning.ts'
import { checksOf } from '../../shared/model/orderChecks.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { faceOf, groupTwins, isOnBoard, keysOf } from '../../shared/model/twins.ts'
import type { CardKind } from '../../shared/settings/settings.ts'
import { deliveryOf, itemsOf, noteOf } from './cardParts.ts'

/** Changes told on a card; more than these are read in the order's history. */
const CHANGES_ON_A_CARD = 4

type Slip = Pick<PrintJob, 'state' | 'copyNumber'>

/** The card last made of an order, and what it was made of: what has not changed stays the very same object. */
const made = new WeakMap<KnownOrder, { from: string; card: Card }>()

/** What is known here of an order's way. */
export type CardDispatch = Pick<Card, 'carried' | 'isReady' | 'isDelivered' | 'telling'>

const atTheShop: CardDispatch = { carried: null, isReady: false, isDelivered: false, telling: null }

/**
 * The cards of the board, in its order. Open orders, and those that have gone and whose cancellation nobody has seen yet. Pure.
 *
 * @param jobsOf the slips of an order, any state
 * @param cardKind whom the cards are for: only couriers are told where an order goes
 * @param dispatchOf what is known here of an order's way
 * @param meanings what the shop has said that ways of paying mean
 * @param areJoined one order of several sources is one card
 */
export function buildCards(
  known: readonly KnownOrder[],
  alerts: readonly OpenAlert[],
  sourceNames: ReadonlyMap<string, string>,
  jobsOf: (orderKey: string) => readonly Slip[],
  cardKind: CardKind = 'cashier',
  dispatchOf: (orderKey: string) => CardDispatch = () => atTheShop,
  meanings: PaymentMeanings = {},
  areJoined = false,
): Card[] {
  const alertsByOrder = Map.groupBy(alerts, ({ orderKey }) => orderKey)
  const isShown = (entry: KnownOrder): boolean =>
    sourceNames.has(entry.order.sourceId) && (isOnBoard(entry) || alertsByOrder.has(entry.order.key))
  return groupTwins(known, areJoined)
    .flatMap((group) => {
      const members = group.filter(isShown)
      const face = faceOf(members)
      if (face === undefined) return []
      const keys = keysOf(group, areJoined)
      const own = keys.flatMap((key) => alertsByOrder.get(key) ?? [])
      const others = members.filter((one) => one !== face)
      const facts = {
        sourceName: sourceNames.get(face.order.sourceId) ?? '',
        alsoAt: others.map((one) => placeOf(one, sourceNames)),
        cardKind,
        jobs: keys.flatMap((key) => jobsOf(key)),
        dispatch: joinDispatch(keys.map(dispatchOf)),
        meanings,
      }
      return cardOf(face, keys.length === 1 ? own : own.toSorted((left, right) => left.id - right.id), facts)
    })
    .sort(inBoardOrder)
}

const placeOf = ({ order, goneWhy }: KnownOrder, names: ReadonlyMap<string, string>): Card['alsoAt'][number] => ({
  sourceName: names.get(order.sourceId) ?? '',
  number: order.number,
  isCancelled: goneWhy === 'cancelled' || order.phase === 'cancelled',
})

/** One order of several sources is given to one courier. */
const joinDispatch = (parts: readonly CardDispatch[]): CardDispatch => {
  const [only, ...more] = parts
  if (only !== undefined && more.length === 0) return only
  return {
    carried: parts.find(({ carried }) => carried !== null)?.carried ?? null,
    isReady: parts.some(({ isReady }) => isReady),
    isDelivered: parts.some(({ isDelivered }) => isDelivered),
    telling: parts.find(({ telling }) => telling !== null)?.telling ?? null,
  }
}

/** What a card is made of besides its order and its alerts. */
interface CardFacts {
  sourceName: string
  alsoAt: Card['alsoAt']
  cardKind: CardKind
  jobs: readonly Slip[]
  dispatch: CardDispatch
  meanings: PaymentMeanings
}

function cardOf(known: KnownOrder, alerts: readonly OpenAlert[], facts: CardFacts): Card {
  const { sourceName, alsoAt, cardKind, jobs, dispatch, meanings } = facts
  const { sourceId, paymentMethod } = known.order
  const slips = jobs.map(({ state, copyNumber }) => [state, copyNumber])
  const told = alerts.map(({ id, kind, changes }) => [id, kind, changes?.length])
  const from = JSON.stringify([
    sourceName,
    alsoAt,
    told,
    slips,
    cardKind,
    dispatch,
    saidMeaning(meanings, sourceId, paymentMethod),
  ])
  const before = made.get(known)
  if (before?.from === from) return before.card
  const card = toCard(known, alerts, facts)
  made.set(known, { from, card })
  return card
}

function toCard(
  known: KnownOrder,
  alerts: readonly OpenAlert[],
  { sourceName, alsoAt, cardKind, jobs, dispatch, meanings }: CardFacts,
): Card {
  const { order, firstSeenMs, isBaseline, misses } = known
  return {
    key: order.key,
    sourceId: order.sourceId,
    sourceName,
    alsoAt,
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
    ...itemsOf(order),
    collection: collectionOf(order, meanings),
    checks: checksOf(order),
    totalKurus: order.totalKurus,
    customerName: order.customer?.name ?? null,
    region: order.customer?.region ?? null,
    note: noteOf(order),
    delivery: cardKind === 'courier' ? deliveryOf(order) : null,
    courier: order.courier,
    tableName: order.tableName,
    alert: alertOf(alerts),
    ...dispatch,
    print: printOf(jobs),
    isBaseline,
    isMissing: isOnBoard(known) && misses > 0,
    isGone: !isOnBoard(known),
    ended: known.goneWhy === null || known.goneAtMs === null ? null : { why: known.goneWhy, atMs: known.goneAtMs },
  }
}

/** What rings outranks a quiet change; of what rings, the latest tells how the order stands. */
function alertOf(alerts: readonly OpenAlert[]): Card['alert'] {
  const shown = alerts.findLast(({ kind }) => isLoud(kind)) ?? alerts.at(-1)
  if (shown === undefined) return null
  const changes = alerts.flatMap((alert) => alert.changes ?? [])
  return {
    kind: shown.kind,
    sinceMs: shown.wantedAtMs,
    oldestSinceMs: Math.min(...alerts.map(({ wantedAtMs }) => wantedAtMs)),
    // Of what changed twice, the latest.
    changes: [...new Map(changes.map((one) => [subjectOf(one), one])).values()].slice(0, CHANGES_ON_A_CARD),
  }
}

function printOf(jobs: readonly Slip[]): Card['print'] {
  const state = jobStatesByUrgency.find((candidate) => jobs.some((job) => job.state === candidate))
  if (state === undefined) return null
  return { state, copies: Math.max(0, ...jobs.map((job) => job.copyNumber)) }
}
