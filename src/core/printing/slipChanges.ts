import { z } from 'zod'
import { orderTypes } from '../../shared/order.ts'
import type { Language } from '../../shared/settings.ts'
import type { OrderChange } from '../orders/orderChanges.ts'
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
    note: 'Not: ',
    address: 'Adres: ',
    phone: 'Tel: ',
    customer: 'Ad: ',
    scheduledFor: 'Teslim: ',
    total: 'Toplam: ',
    discount: 'İndirim: ',
    paid: 'Ödenen: ',
    paymentMethod: 'Ödeme şekli: ',
    number: 'Sipariş no: ',
    type: 'Tür: ',
  },
  en: {
    line: '',
    note: 'Note: ',
    address: 'Address: ',
    phone: 'Tel: ',
    customer: 'Name: ',
    scheduledFor: 'Due: ',
    total: 'Total: ',
    discount: 'Discount: ',
    paid: 'Paid: ',
    paymentMethod: 'Payment method: ',
    number: 'Order no: ',
    type: 'Type: ',
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

/** One line a change, old before new: `- Not: zile basma -> kapıyı çal`. */
export function changesText(changes: readonly OrderChange[], language: Language): string {
  const { added, removed } = slipWords[language].quotation
  return changes
    .map(({ what, before, after }) => {
      const was = readable(what, before, language)
      const is = readable(what, after, language)
      const label = labels[language][what]
      if (was === null) return what === 'line' ? `- ${added}: ${is ?? ''}` : `- ${label}${is ?? ''}`
      if (is === null) return `- ${removed}: ${label}${was}`
      return `- ${label}${was} -> ${is}`
    })
    .join('\n')
}

const amounts: readonly OrderChange['what'][] = ['total', 'discount', 'paid']

function readable(what: OrderChange['what'], value: string | null, language: Language): string | null {
  if (value === null) return null
  if (amounts.includes(what)) return `${value}\u00A0TL`
  if (what === 'scheduledFor' && /^\d{1,15}$/.test(value)) return formatStamp(Number(value))
  const type = orderTypes.find((candidate) => candidate === value)
  return what === 'type' && type ? slipWords[language].types[type] || value : value
}
