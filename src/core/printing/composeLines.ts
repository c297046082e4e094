import type { Order, OrderLine } from '../../shared/order.ts'
import type { SlipBlock } from '../../shared/slip.ts'
import { bare } from './composeMoney.ts'
import { filled, formatQuantity, lira, row, rule, text, upper } from './slipBlocks.ts'
import type { SlipWords } from './slipWords.ts'

type Line = Omit<OrderLine, 'children'> & { children: readonly Line[] }

/** Quantity first; what belongs to a line is indented under it, a menu's content under its menu. */
export function lineBlocks(order: Order, words: SlipWords): SlipBlock[] {
  if (order.lines.length === 0) {
    return order.itemCount === null || order.itemCount === 0
      ? []
      : [rule, text(`${formatQuantity(order.itemCount)} ${words.items}`, { tall: true, bold: true })]
  }
  return [rule, ...order.lines.flatMap((line) => oneLine(line, 0, words))]
}

function oneLine(line: Line, indent: number, words: SlipWords): SlipBlock[] {
  return [headOf(line, indent, words), ...detailsOf(line, indent + 4, words), ...line.children.flatMap((child) => oneLine(child, indent + 2, words))]
}

function headOf(line: Line, indent: number, words: SlipWords): SlipBlock {
  const name = `${formatQuantity(line.quantity)}\u00A0x ${line.name}`
  if (line.cancelled) return text(` ${words.cancelled}: ${name} `, { struck: true, inverted: true, bold: true, indent })
  const isPriced = line.totalKurus !== null && (indent === 0 || line.totalKurus !== 0)
  if (indent === 0 && isPriced) return row(name, bare(line.totalKurus ?? 0), { tall: true, bold: true })
  const price = isPriced ? ` (${lira(line.totalKurus ?? 0)})` : ''
  return text(`${name}${price}`, { tall: true, bold: true, indent })
}

function detailsOf(line: Line, indent: number, words: SlipWords): SlipBlock[] {
  const blocks: SlipBlock[] = []
  const add = (content: string, bold = false): number => blocks.push(text(content, { indent, bold, struck: line.cancelled }))
  for (const option of line.options) {
    const price = option.priceKurus === null || option.priceKurus === 0 ? '' : ` (${signed(option.priceKurus)})`
    add(`+ ${option.name}${price}`)
  }
  if (line.leftOut.length > 0) add(`${words.leftOut}: ${line.leftOut.map(upper).join(', ')}`, true)
  const note = filled(line.note)
  if (note !== null) add(`${words.lineNote}: ${note}`, true)
  if (line.extraKurus !== null && line.extraKurus !== 0) add(`${words.extras}: ${signed(line.extraKurus)}`)
  if (line.discountKurus !== null && line.discountKurus > 0) add(`${words.lineDiscount}: -${lira(line.discountKurus)}`)
  const reason = filled(line.cancelReason)
  if (line.cancelled && reason !== null) blocks.push(text(`${words.reason}: ${reason}`, { indent }))
  return blocks
}

const signed = (kurus: number): string => `${kurus > 0 ? '+' : ''}${lira(kurus)}`
