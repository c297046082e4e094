import { accountOf } from '../../../shared/model/courierAccount.ts'
import { type Delivery, doorPurses, type Tour } from '../../../shared/model/dispatch.ts'
import { inBoardOrder } from '../../../shared/model/boardOrder.ts'
import { collectionOf } from '../../../shared/model/collection.ts'
import { formatClock, formatDateTime } from '../../../shared/model/istanbulTime.ts'
import type { KnownOrder } from '../../../shared/model/knownOrder.ts'
import { orderLabel } from '../../../shared/model/order.ts'
import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import type { Settings } from '../../../shared/settings/settings.ts'
import { resources, type SlipWords } from '../../../shared/words/index.ts'
import { customerBlocks } from './composeCustomer.ts'
import { band, box, filled, lira, row, rule, text, upper, whenCut } from './slipBlocks.ts'

/** One packet of a tour; `known` null: its order is on record no more. */
export interface TourStop {
  delivery: Delivery
  known: Pick<KnownOrder, 'order' | 'firstSeenMs'> | null
}

export interface CourierSlipOptions {
  nowMs: number
  computerName: string
  closingLine: string
  language: Settings['slipLanguage']
  /** 0: the first slip; n: KOPYA n. */
  copyNumber: number
  isPossibleDuplicate: boolean
}

/** What a courier takes along, on one slip: what he has to collect, and his stops by district, what is due first in front. Pure. */
export function composeTour(
  { courierName, atMs }: Pick<Tour, 'courierName' | 'atMs'>,
  stops: readonly TourStop[],
  options: CourierSlipOptions & Pick<Settings, 'paymentMeanings'>,
): SlipDocument {
  const words = resources[options.language].slip
  const ordered = inTourOrder(stops)
  return {
    name: `${words.tour.title} ${courierName}`,
    whenCut: whenCut(words),
    signals: { drawer: false, buzzer: false },
    blocks: [
      ...courierHead(words.tour.title, courierName, options, words),
      text(`${formatDateTime(atMs)} - ${stops.length} ${words.tour.packets}`, { bold: true, align: 'center' }),
      ...sumBlocks(stops, words),
      ...ordered.flatMap((stop, index) => stopBlocks(stop, index + 1, options, words)),
      ...courierFoot(options, words),
    ],
  }
}

/** What slips of couriers begin with: what it is, whose it is, and whether it is the first. */
export function courierHead(
  title: string,
  courierName: string,
  { copyNumber, isPossibleDuplicate }: CourierSlipOptions,
  words: SlipWords,
): SlipBlock[] {
  return [
    ...(copyNumber > 0 ? [band(`${words.copy} ${copyNumber}`, 2)] : []),
    ...(isPossibleDuplicate
      ? [band(words.possibleDuplicate, 2), text(words.possibleDuplicateWhy, { align: 'center' })]
      : []),
    text(title, { size: 2, bold: true, align: 'center' }),
    text(upper(courierName), { size: 2, bold: true, align: 'center' }),
  ]
}

export function courierFoot({ nowMs, computerName, closingLine }: CourierSlipOptions, words: SlipWords): SlipBlock[] {
  const printed = [`${words.printedAt} ${formatDateTime(nowMs)}`, filled(computerName)].filter(Boolean)
  const closing = filled(closingLine)
  return [
    rule,
    text(printed.join(' - '), { align: 'center' }),
    ...(closing === null ? [] : [text(closing, { align: 'center' })]),
  ]
}

/** By district, that of the oldest packet first; within it what is due first. */
function inTourOrder(stops: readonly TourStop[]): TourStop[] {
  const placed = stops
    .map((stop) => {
      const order = stop.known?.order
      const dueMs = order?.scheduledForMs ?? order?.createdAtMs ?? stop.known?.firstSeenMs ?? stop.delivery.handedAtMs
      return { stop, dueMs, number: order?.number ?? null, key: stop.delivery.orderKey }
    })
    .sort(inBoardOrder)
  return [...Map.groupBy(placed, ({ stop }) => filled(stop.known?.order.customer?.region)).values()]
    .flat()
    .map(({ stop }) => stop)
}

function sumBlocks(stops: readonly TourStop[], words: SlipWords): SlipBlock[] {
  const { toCollect } = accountOf(
    { floatKurus: 0 },
    stops.map(({ delivery }) => delivery),
  )
  const sum = doorPurses.reduce((total, purse) => total + toCollect[purse], toCollect.unknownKurus)
  return [
    rule,
    ...doorPurses.flatMap((purse) =>
      toCollect[purse] === 0 ? [] : [row(words.purses[purse], lira(toCollect[purse]), { tall: true })],
    ),
    ...(toCollect.unknownKurus === 0
      ? []
      : [row(words.tour.toAsk, lira(toCollect.unknownKurus), { tall: true, bold: true })]),
    ...toCollect.foreign.map(({ amount, currency }) =>
      row(words.tour.toAsk, lira(amount, currency), { tall: true, bold: true }),
    ),
    row(words.tour.sum, lira(sum), { size: 2, bold: true }),
  ]
}

function stopBlocks(
  { delivery, known }: TourStop,
  place: number,
  { paymentMeanings }: Pick<Settings, 'paymentMeanings'>,
  words: SlipWords,
): SlipBlock[] {
  const head = (label: string): SlipBlock[] => [
    rule,
    text(` ${place}. ${label} `, { size: 2, bold: true, inverted: true }),
  ]
  const isDelivered = delivery.state === 'delivered'
  const money = isDelivered ? [text(words.tour.delivered, { tall: true, bold: true })] : null
  if (known === null) return [...head(delivery.orderLabel), ...(money ?? planBlocks(delivery, null, words))]
  const { order } = known
  if (order.phase === 'cancelled') return [...head(delivery.orderLabel), band(words.cancelled, 2)]
  const { method } = collectionOf(order, paymentMeanings)
  const due = order.scheduledForMs
  // The rule that stands before the customer is the stop's own head here.
  const [, ...customer] = customerBlocks(order, words)
  const note = filled(order.note)
  return [
    ...head(orderLabel(order)),
    ...(due === null ? [] : [text(`${words.scheduledFor} ${formatClock(due)}`, { size: 2, bold: true })]),
    ...(money ?? planBlocks(delivery, filled(method), words)),
    ...customer,
    ...(note === null ? [] : [box(words.customerNote, note)]),
  ]
}

/** As it stood at the hand-over: what his account expects of him. */
function planBlocks({ plan }: Delivery, method: string | null, words: SlipWords): SlipBlock[] {
  const purse = doorPurses.find((candidate) => candidate === plan.purse)
  const how = method ?? (purse === undefined ? null : words.purses[purse])
  const said = how === null ? [] : [text(how, { tall: true })]
  if (plan.amountKurus === 0) return [text(words.paid, { size: 2, bold: true }), ...said]
  const { amountKurus, foreign } = plan
  const amount =
    foreign !== null ? lira(foreign.amount, foreign.currency) : amountKurus === null ? '' : lira(amountKurus)
  if (purse === undefined) return [text(` ${words.check} ${amount} `, { size: 2, bold: true, inverted: true }), ...said]
  return [row(words.tour.collect, amount, { size: 2, bold: true }), ...said]
}
