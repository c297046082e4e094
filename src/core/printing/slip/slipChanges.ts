import type { OrderChange } from '../../../shared/model/change.ts'
import type { Language } from '../../../shared/settings/settings.ts'
import type { SlipBlock, SlipSize } from '../../../shared/model/slip.ts'
import { resources } from '../../../shared/words/index.ts'
import { sayLine } from '../../../shared/words/lineWords.ts'
import { lira, rule, text } from './slipBlocks.ts'
import { formatDateTime } from '../../../shared/model/istanbulTime.ts'

/** Each change by itself, old before new, the new one large: `ESKİ: 1 x Adana` over `YENİ: 2 x Adana (Acılı)`. */
export function changeBlocks(
  changes: readonly OrderChange[],
  currency: string,
  language: Language,
  textSize: SlipSize,
): SlipBlock[] {
  const words = resources[language].slip
  const { added, removed, before, after } = words.quotation
  const small = { size: textSize === 3 ? 2 : 1, tall: textSize === 2, indent: 1 } as const
  const large = { size: textSize, tall: true, bold: true, indent: 1 } as const
  const heading = (word: string): SlipBlock => text(` ${word} `, { inverted: true, bold: true, size: small.size })
  return changes.flatMap((change) => {
    if (change.what === 'flapping') return [rule, text(words.flapping, { bold: true })]
    const label = change.what === 'line' ? '' : `${words.change[change.what]} `
    const [was, is] = sayChange(change, currency, language)
    if (was === null) return [rule, heading(`${label}${added}`), text(is ?? '', large)]
    if (is === null) return [rule, heading(`${label}${removed}`), text(was, large)]
    return [rule, heading(`${label}${before}`), text(was, small), heading(`${label}${after}`), text(is, large)]
  })
}

/** @returns the words of before and after; null: was or is not there */
function sayChange(change: OrderChange, currency: string, language: Language): [string | null, string | null] {
  const words = resources[language].slip
  switch (change.what) {
    case 'line':
      return both(change, (line) => {
        const said = sayLine(line, { without: words.leftOut, cancelled: words.cancelled, returned: words.returned })
        // As on the order's slip: what is broken over lines goes on under the name, not under the quantity.
        return said.replace(/^([\d,]+) x /, '$1\u00A0x ')
      })
    case 'total':
    case 'discount':
    case 'paid':
      return both(change, (kurus) => lira(kurus, currency))
    case 'scheduledFor':
      return both(change, formatDateTime)
    case 'type':
      return both(change, (type) => words.types[type])
    default:
      return both(change, (value) => value)
  }
}

const both = <T>(
  { before, after }: { before: T | null; after: T | null },
  say: (value: T) => string,
): [string | null, string | null] => [before === null ? null : say(before), after === null ? null : say(after)]
