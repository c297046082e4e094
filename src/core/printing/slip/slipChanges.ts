import { z } from 'zod'
import { orderTypes } from '../../../shared/model/order.ts'
import type { Language } from '../../../shared/settings/settings.ts'
import type { SlipBlock, SlipSize } from '../../../shared/model/slip.ts'
import type { OrderChange } from '../../orders/orderChanges.ts'
import { rule, text } from './slipBlocks.ts'
import { formatStamp } from './slipTime.ts'
import { slipWords } from './slipWords.ts'

const whats = [
  'line',
  'note',
  'address',
  'phone',
  'customer',
  'scheduledFor',
  'total',
  'discount',
  'paid',
  'paymentMethod',
  'number',
  'type',
] as const satisfies readonly OrderChange['what'][]

const changesSchema = z.array(
  z.object({ what: z.enum(whats), before: z.string().nullable(), after: z.string().nullable() }),
)

const labels: Readonly<Record<Language, Record<OrderChange['what'], string>>> = {
  tr: {
    line: '',
    note: 'NOT ',
    address: 'ADRES ',
    phone: 'TEL ',
    customer: 'AD ',
    scheduledFor: 'TESLİM ',
    total: 'TOPLAM ',
    discount: 'İNDİRİM ',
    paid: 'ÖDENEN ',
    paymentMethod: 'ÖDEME ŞEKLİ ',
    number: 'SİPARİŞ NO ',
    type: 'TÜR ',
  },
  en: {
    line: '',
    note: 'NOTE ',
    address: 'ADDRESS ',
    phone: 'TEL ',
    customer: 'NAME ',
    scheduledFor: 'DUE ',
    total: 'TOTAL ',
    discount: 'DISCOUNT ',
    paid: 'PAID ',
    paymentMethod: 'PAYMENT ',
    number: 'ORDER NO ',
    type: 'TYPE ',
  },
}

/** Reads a job's `changes`. Never throws: what another version wrote gives an empty list. */
export function parseChanges(json: string | null): OrderChange[] {
  if (json === null) return []
  try {
    return changesSchema.safeParse(JSON.parse(json)).data ?? []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

/** Each change by itself, old before new, the new one large: `ESKİ: 1 x Adana` over `YENİ: 2 x Adana (Acılı)`. */
export function changeBlocks(changes: readonly OrderChange[], language: Language, textSize: SlipSize): SlipBlock[] {
  const { added, removed, before, after } = slipWords[language].quotation
  const small = { size: textSize === 3 ? 2 : 1, tall: textSize === 2, indent: 1 } as const
  const large = { size: textSize, tall: true, bold: true, indent: 1 } as const
  const heading = (word: string): SlipBlock => text(` ${word} `, { inverted: true, bold: true, size: small.size })
  return changes.flatMap((change) => {
    const label = labels[language][change.what]
    const was = readable(change.what, change.before, language)
    const is = readable(change.what, change.after, language)
    if (was === null) return [rule, heading(`${label}${added}`), text(is ?? '', large)]
    if (is === null) return [rule, heading(`${label}${removed}`), text(was, large)]
    return [rule, heading(`${label}${before}`), text(was, small), heading(`${label}${after}`), text(is, large)]
  })
}

const amounts: readonly OrderChange['what'][] = ['total', 'discount', 'paid']

function readable(what: OrderChange['what'], value: string | null, language: Language): string | null {
  if (value === null) return null
  // As on the order's slip: what is broken over lines goes on under the name, not under the quantity.
  if (what === 'line') return value.replace(/^([\d,]+) x /, '$1\u00A0x ')
  if (amounts.includes(what)) return `${value}\u00A0TL`
  if (what === 'scheduledFor' && /^\d{1,15}$/.test(value)) return formatStamp(Number(value))
  const type = orderTypes.find((candidate) => candidate === value)
  return what === 'type' && type ? slipWords[language].types[type] || value : value
}
