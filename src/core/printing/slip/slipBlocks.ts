import { formatKurus, isLira } from '../../../shared/model/money.ts'
import type { SlipBlock, SlipDocument, SlipSize } from '../../../shared/model/slip.ts'
import type { SlipWords } from '../../../shared/words/index.ts'

/** Short ways to write blocks, so that the composer reads like the slip. */

const NO_BREAK = '\u00A0'

interface TextLook {
  size?: SlipSize
  tall?: boolean
  bold?: boolean
  align?: 'left' | 'center'
  inverted?: boolean
  struck?: boolean
  indent?: number
}

export const text = (content: string, style: TextLook = {}): SlipBlock => ({
  kind: 'text',
  text: content,
  size: style.size ?? 1,
  tall: style.tall ?? false,
  bold: style.bold ?? false,
  align: style.align ?? 'left',
  inverted: style.inverted ?? false,
  struck: style.struck ?? false,
  indent: style.indent ?? 0,
})

export const row = (
  left: string,
  right: string,
  style: Omit<TextLook, 'align' | 'inverted' | 'indent'> = {},
): SlipBlock => ({
  kind: 'row',
  left,
  right,
  size: style.size ?? 1,
  tall: style.tall ?? false,
  bold: style.bold ?? false,
  struck: style.struck ?? false,
})

export const box = (title: string | null, content: string): SlipBlock => ({
  kind: 'box',
  title,
  text: content,
  size: 1,
  tall: true,
})

export const rule: SlipBlock = { kind: 'rule' }

/** A band of reverse video. */
export const band = (content: string, size: SlipSize): SlipBlock =>
  text(content, { size, bold: true, align: 'center', inverted: true })

/** What a slip says that is longer than the paper of its printer. */
export const whenCut = (words: Pick<SlipWords, 'cut' | 'cutWhy' | 'restOnScreen'>): SlipDocument['whenCut'] => ({
  mark: [band(words.cut, 2), text(words.cutWhy, { align: 'center' })],
  instead: [rule, band(words.restOnScreen, 2), rule],
})

/** `245,50 TL`, never split between the amount and its currency. @param kurus integer kuruş */
export const lira = (kurus: number, currency = 'TRY'): string =>
  `${formatKurus(kurus)}${NO_BREAK}${isLira(currency) ? 'TL' : currency}`

export const upper = (content: string): string => content.toLocaleUpperCase('tr-TR')

/** A text with something to read in it, trimmed; null otherwise. */
export const filled = (content: string | null | undefined): string | null => {
  const trimmed = content?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
