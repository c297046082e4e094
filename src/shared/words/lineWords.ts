import type { ChangedLine } from '../model/change.ts'
import { isReturn, sayQuantity } from '../model/quantity.ts'

/** Words that stand before what is left out, before a cancelled line and before a return: "YOK", "İPTAL", "İADE". */
export interface LineWords {
  without: string
  cancelled: string
  returned: string
}

/** A line in one sentence: `2 x Adana (Acılı; YOK: Soğan; İyi pişsin)`. */
export function sayLine(line: ChangedLine, words: LineWords): string {
  const extras = [
    ...line.options,
    ...line.leftOut.map((name) => `${words.without}: ${name}`),
    ...(line.note ? [line.note] : []),
    ...line.children.map((child) => sayLine(child, words)),
  ]
  const said = `${sayQuantity(line.quantity)} x ${line.name}${extras.length > 0 ? ` (${extras.join('; ')})` : ''}`
  if (line.cancelled) return `${words.cancelled}: ${said}`
  return isReturn(line.quantity) ? `${words.returned}: ${said}` : said
}
