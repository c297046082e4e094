import type { Order } from '../../../shared/model/order.ts'
import type { Language, Settings } from '../../../shared/settings/settings.ts'
import type { SlipBlock, SlipDocument } from '../../../shared/model/slip.ts'
import { barcodeOf } from '../../../shared/model/orderBarcode.ts'
import type { OrderChange } from '../../../shared/model/change.ts'
import { moneyBlocks, totalsBlocks } from './composeMoney.ts'
import { customerBlocks } from './composeCustomer.ts'
import { lineBlocks } from './composeLines.ts'
import { band, box, filled, rule, text, upper, whenCut } from './slipBlocks.ts'
import { changeBlocks } from './slipChanges.ts'
import { type SlipStyle, visibleChanges, wholeStyle } from './slipStyle.ts'
import { formatClock, formatDateTime, spellDay } from '../../../shared/model/istanbulTime.ts'
import { resources, type SlipWords } from '../../../shared/words/index.ts'

/** Why this is not simply the order's first slip. */
export type SlipMark =
  | { kind: 'none' }
  | { kind: 'copy'; n: number; reason: string | null }
  | { kind: 'changed'; changes: readonly OrderChange[] }
  | { kind: 'cancelled' }

export interface SlipOptions {
  /** Wall time of composing, epoch ms. */
  nowMs: number
  /** When Tezgah first saw it: stands in where the vendor does not say when it was ordered. null: it never did. */
  firstSeenMs: number | null
  computerName: string
  /** false: this counter prints only what a person asks for, and the slip says so. */
  printsByItself: boolean
  /** The shop's name of the source: which branch or brand. */
  sourceName: string
  closingLine: string
  /** A barcode by which the counter's scanner finds it again. */
  hasBarcode: boolean
  /** What the shop has said that ways of paying mean. */
  paymentMeanings: Settings['paymentMeanings']
  mark: SlipMark
  /** An earlier attempt may be on paper already: OLASI TEKRAR. */
  isPossibleDuplicate: boolean
  /** From the list's summary alone: EKSİK BİLGİ. */
  isIncomplete: boolean
  /** 1 for the first. */
  attempt: number
  language: Language
  /** Left out: everything. */
  style?: SlipStyle | undefined
  /** What a DEĞİŞTİ slip carries: only what changed (left out, too), or the whole order after it. */
  changeSlip?: Settings['changeSlip'] | undefined
}

/** What an order's slips are called, as a part of a file's name among others. */
export const slipName = ({ number, code, channel }: Pick<Order, 'number' | 'code' | 'channel'>): string =>
  filled(number) ?? filled(code) ?? channel.name

/**
 * An order as the courier, the counter and the kitchen need to read it, the most important first and largest. Pure: no
 * clock, no printer, no clipping; texts are as the vendor sent them (the encoder makes them safe).
 */
export function composeSlip(order: Order, options: SlipOptions): SlipDocument {
  const words = resources[options.language].slip
  const style = options.style ?? wholeStyle
  const isCancelled = options.mark.kind === 'cancelled'
  const scheduled = scheduledBlocks(order, options, words)
  const marks = markBlocks(order, options, words)
  return {
    blocks: [
      // A cancelled order's date no longer matters most.
      ...(isCancelled ? [...marks, ...scheduled] : [...scheduled, ...marks]),
      ...headBlocks(order, words),
      ...bodyBlocks(order, options, words, style),
      rule,
      ...barcodeBlocks(order, options, style),
      ...footBlocks(options, words),
    ],
    name: slipName(order),
    whenCut: whenCut(words),
    signals: signalsOf(options),
  }
}

const moneyChanges: readonly OrderChange['what'][] = ['total', 'paid', 'discount', 'paymentMethod']

/**
 * A change is told alone: a kitchen that gets the whole order again cooks it again. What is not known to have changed
 * (an older job's record could not be read) is told by the whole order.
 */
function bodyBlocks(order: Order, options: SlipOptions, words: SlipWords, style: SlipStyle): SlipBlock[] {
  const { mark, language } = options
  const changes = mark.kind === 'changed' ? visibleChanges(mark.changes, style) : []
  const told = changes.length > 0 ? changeBlocks(changes, order.currency, language, style.textSize) : []
  if (changes.length > 0 && options.changeSlip !== 'whole') {
    // Whoever collects must not have to reckon: the amount as it is now goes with any change of money.
    const isMoney = style.hasPrices && changes.some(({ what }) => moneyChanges.includes(what))
    return [
      ...told,
      ...(isMoney ? moneyBlocks(order, words, options.paymentMeanings) : []),
      rule,
      ...timeBlocks(order, options, words),
    ]
  }
  const isCancelled = mark.kind === 'cancelled'
  return [
    ...told,
    ...(isCancelled || !style.hasPrices ? [] : moneyBlocks(order, words, options.paymentMeanings)),
    rule,
    ...timeBlocks(order, options, words),
    ...(style.hasCustomer ? customerBlocks(order, words).filter((block) => !isCancelled || block.kind !== 'qr') : []),
    ...lineBlocks(order, words, style),
    ...noteBlocks(order, words),
    ...(style.hasPrices ? totalsBlocks(order, words, isCancelled) : []),
  ]
}

/**
 * The drawer opens for an order's first slip alone: a copy, a change or a possible repeat must not open it, nobody may
 * be standing there. The buzzer calls for whatever asks the kitchen to act; a copy was asked for by who waits for it.
 */
function signalsOf({ mark, isPossibleDuplicate }: SlipOptions): NonNullable<SlipDocument['signals']> {
  return { drawer: mark.kind === 'none' && !isPossibleDuplicate, buzzer: mark.kind !== 'copy' }
}

function scheduledBlocks(order: Order, { language }: SlipOptions, words: SlipWords): SlipBlock[] {
  if (!order.isScheduled && order.scheduledForMs === null) return []
  if (order.scheduledForMs === null)
    return [band(words.scheduled, 2), text(words.scheduledUnknown, { bold: true, align: 'center', inverted: true })]
  return [
    band(words.scheduled, 2),
    text(upper(spellDay(order.scheduledForMs, language)), { size: 2, bold: true, align: 'center' }),
    text(`${words.scheduledFor} ${formatClock(order.scheduledForMs)}`, { size: 2, bold: true, align: 'center' }),
    rule,
  ]
}

function markBlocks(order: Order, options: SlipOptions, words: SlipWords): SlipBlock[] {
  const { mark } = options
  const blocks: SlipBlock[] = []
  const why = (reason: string | null | undefined): void => {
    const given = filled(reason)
    if (given !== null) blocks.push(text(`${words.reason}: ${given}`, { bold: true, align: 'center' }))
  }
  if (mark.kind === 'copy') {
    blocks.push(band(`${words.copy} ${mark.n}`, 2))
    why(mark.reason)
    const by = filled(options.computerName)
    if (by !== null) blocks.push(text(`${words.askedAt}: ${by}, ${formatClock(options.nowMs)}`, { align: 'center' }))
  }
  if (mark.kind === 'cancelled') {
    blocks.push(band(words.cancelled, 3))
    why(order.cancelReason)
  }
  if (options.isPossibleDuplicate) {
    blocks.push(band(words.possibleDuplicate, 2), text(words.possibleDuplicateWhy, { align: 'center' }))
  }
  if (options.isIncomplete) {
    blocks.push(band(words.incomplete, 2), text(words.incompleteWhy, { align: 'center' }))
  }
  if (mark.kind === 'changed') blocks.push(band(words.changed, 3))
  return blocks
}

/** Of a table its name as well. */
const typeWords = ({ type, tableName }: Order, words: SlipWords): string =>
  type === 'table' ? [words.table, filled(tableName)].filter(Boolean).join(' ') : words.types[type]

/** Channel and number, huge. */
function headBlocks(order: Order, words: SlipWords): SlipBlock[] {
  const blocks: SlipBlock[] = []
  const type = typeWords(order, words)
  const channel = filled(order.channel.name)
  blocks.push(
    text(upper([channel, filled(type)].filter(Boolean).join(' - ')), { size: 2, bold: true, align: 'center' }),
  )
  const number = filled(order.number)
  const code = filled(order.code)
  if (number !== null) blocks.push(text(`#${number}`, { size: 3, bold: true, align: 'center' }))
  if (code !== null && code !== number) {
    const isOnlyName = number === null
    blocks.push(
      text(isOnlyName ? code : `${words.code}: ${code}`, { size: isOnlyName ? 3 : 2, bold: true, align: 'center' }),
    )
  }
  return blocks
}

function timeBlocks(order: Order, { sourceName, firstSeenMs }: SlipOptions, words: SlipWords): SlipBlock[] {
  const blocks: SlipBlock[] = []
  if (order.createdAtMs !== null)
    blocks.push(text(`${words.ordered}: ${formatDateTime(order.createdAtMs)}`, { bold: true }))
  else if (firstSeenMs !== null) blocks.push(text(`${words.firstSeen}: ${formatDateTime(firstSeenMs)}`, { bold: true }))
  const branch = filled(order.branch)
  const shop = [filled(sourceName), branch].filter(
    (name, index, names) => name !== null && names.indexOf(name) === index,
  )
  if (shop.length > 0) blocks.push(text(shop.join(' / ')))
  if (filled(order.courier)) blocks.push(text(`${words.courier}: ${order.courier}`))
  if (filled(order.waiter)) blocks.push(text(`${words.waiter}: ${order.waiter}`))
  return blocks
}

function noteBlocks(order: Order, words: SlipWords): SlipBlock[] {
  const note = filled(order.note)
  return note === null ? [] : [box(words.customerNote, note)]
}

/** On what goes with a packet alone: nobody scans a kitchen's slip, a change or what is cancelled. */
function barcodeBlocks(order: Order, options: SlipOptions, { hasCustomer }: SlipStyle): SlipBlock[] {
  const { kind } = options.mark
  const goesAlong = kind === 'none' || kind === 'copy' || (kind === 'changed' && options.changeSlip === 'whole')
  if (!options.hasBarcode || !hasCustomer || !goesAlong || order.type === 'table') return []
  const data = barcodeOf(order)
  return data === null ? [] : [{ kind: 'barcode', data }]
}

function footBlocks(options: SlipOptions, words: SlipWords): SlipBlock[] {
  const parts = [
    `${words.printedAt} ${formatDateTime(options.nowMs)}`,
    filled(options.computerName),
    `${options.attempt}. ${words.attempt}`,
  ]
  const closing = filled(options.closingLine)
  return [
    text(parts.filter(Boolean).join(' - '), { align: 'center' }),
    ...(options.printsByItself ? [] : [text(words.notByItself, { align: 'center' })]),
    ...(closing === null ? [] : [text(closing, { align: 'center' })]),
  ]
}
