import type { ChangedLine } from '../model/change.ts'
import { formatQuantity } from '../model/quantity.ts'

/** Words that stand before what is left out and before a cancelled line: "YOK", "İPTAL". */
export interface LineWords {
  without: string
  cancelled: string
}

/** A line in one sentence: `2 x Adana (Acılı; YOK: Soğan; İyi pişsin)`. */
export function sayLine(line: ChangedLine, words: LineWords): string {
  const extras = [
    ...line.options,
    ...line.leftOut.map((name) => `${words.without}: ${name}`),
    ...(line.note ? [line.note] : []),
    ...line.children.map((child) => sayLine(child, words)),
  ]
  const said = `${formatQuantity(line.quantity)} x ${line.name}${extras.length > 0 ? ` (${extras.join('; ')})` : ''}`
  return line.cancelled ? `${words.cancelled}: ${said}` : said
}
