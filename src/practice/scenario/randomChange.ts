import type { NewPacket, PacketChange } from '../packet.ts'
import { extrasOfTable } from './menu.ts'
import type { Random } from './random.ts'
import { randomLine } from './randomOrder.ts'
import { lateNotes, lineCancelReasons } from './remarks.ts'

/** What a guest calls about after ordering: one thing more, another note, one thing less. */
export function changeOf(order: NewPacket, random: Random): PacketChange {
  const lines = order.lines ?? []
  const what = random.next()
  if (what < 0.55) {
    const titles = new Set(lines.map((line) => line.title))
    const dish = random.pick(extrasOfTable.filter((each) => !titles.has(each.title)))
    return { lines: [...lines, randomLine(random, dish)] }
  }
  if (what < 0.8 || lines.length < 2) {
    const added = random.pick(lateNotes)
    return { note: order.note ? `${order.note} ${added}` : added }
  }
  const at = random.whole(0, lines.length - 1)
  const cancelled = { reason: random.pick(lineCancelReasons), atMs: 0 }
  return { lines: lines.flatMap((line, index) => (index === at ? [{ ...line, cancelled }] : [line])) }
}
