import { formatQuantity, isReturn, sayQuantity } from '../../../shared/model/quantity.ts'
import type { Order, OrderLine } from '../../../shared/model/order.ts'
import type { SlipBlock } from '../../../shared/model/slip.ts'
import { bare } from './composeMoney.ts'
import { filled, lira, row, rule, text, upper } from './slipBlocks.ts'
import { type SlipStyle, visibleLines, wholeStyle } from './slipStyle.ts'
import type { SlipWords } from '../../../shared/words/index.ts'

/** With the currency that the order's prices are in. */
type PricedStyle = SlipStyle & { currency: string }

/** Quantity first; what belongs to a line is indented under it, a menu's content under its menu. */
export function lineBlocks(order: Order, words: SlipWords, style: SlipStyle = wholeStyle): SlipBlock[] {
  if (order.lines.length === 0) {
    return order.itemCount === null || order.itemCount === 0
      ? []
      : [rule, text(`${formatQuantity(order.itemCount)} ${words.items}`, itemStyle(style.textSize))]
  }
  const lines = visibleLines(order.lines, style)
  const priced = { ...style, currency: order.currency }
  return [...(lines.length > 0 ? [rule] : []), ...lines.flatMap((line) => oneLine(line, 0, words, priced))]
}

function oneLine(line: OrderLine, indent: number, words: SlipWords, style: PricedStyle): SlipBlock[] {
  const inner = style.textSize === 1 ? indent + 4 : indent + 2
  const children = line.children.flatMap((child) => oneLine(child, indent + 2, words, style))
  return [headOf(line, indent, words, style), ...detailsOf(line, inner, words, style), ...children]
}

/** Size 1 is tall already: an item is read from an arm's length. */
const itemStyle = (textSize: SlipStyle['textSize']) => ({ size: textSize, tall: true, bold: true })

function headOf(
  line: OrderLine,
  indent: number,
  words: SlipWords,
  { hasPrices, textSize, currency }: PricedStyle,
): SlipBlock {
  const returned = isReturn(line.quantity) ? `${words.returned}: ` : ''
  const name = `${returned}${sayQuantity(line.quantity)}\u00A0x ${line.name}`
  if (line.cancelled) {
    return text(` ${words.cancelled}: ${name} `, { size: textSize, struck: true, inverted: true, bold: true, indent })
  }
  const isPriced = hasPrices && line.totalKurus !== null && (indent === 0 || line.totalKurus !== 0)
  if (indent === 0 && isPriced) return row(name, bare(line.totalKurus ?? 0), itemStyle(textSize))
  const price = isPriced ? ` (${lira(line.totalKurus ?? 0, currency)})` : ''
  return text(`${name}${price}`, { ...itemStyle(textSize), indent })
}

function detailsOf(line: OrderLine, indent: number, words: SlipWords, style: PricedStyle): SlipBlock[] {
  const blocks: SlipBlock[] = []
  const size = style.textSize === 3 ? 2 : 1
  const tall = style.textSize === 2
  const add = (content: string, bold = false): number =>
    blocks.push(text(content, { indent, size, tall, bold, struck: line.cancelled }))
  if (line.quantity === null) {
    const came = `${words.unreadQuantity} (${words.came}: "${line.rawQuantity ?? ''}")`
    blocks.push(text(came, { indent, size, tall, bold: true, inverted: true }))
  }
  for (const option of line.options) {
    const isFree = !style.hasPrices || option.priceKurus === null || option.priceKurus === 0
    add(`+ ${option.name}${isFree ? '' : ` (${signed(option.priceKurus ?? 0, style.currency)})`}`)
  }
  if (line.leftOut.length > 0) add(`${words.leftOut}: ${line.leftOut.map(upper).join(', ')}`, true)
  const note = filled(line.note)
  if (note !== null) add(`${words.lineNote}: ${note}`, true)
  if (style.hasPrices && line.extraKurus !== null && line.extraKurus !== 0)
    add(`${words.extras}: ${signed(line.extraKurus, style.currency)}`)
  if (style.hasPrices && line.discountKurus !== null && line.discountKurus > 0) {
    add(`${words.lineDiscount}: -${lira(line.discountKurus, style.currency)}`)
  }
  const reason = filled(line.cancelReason)
  if (line.cancelled && reason !== null) blocks.push(text(`${words.reason}: ${reason}`, { indent, size, tall }))
  return blocks
}

const signed = (kurus: number, currency: string): string => `${kurus > 0 ? '+' : ''}${lira(kurus, currency)}`
