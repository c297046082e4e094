import { z } from 'zod'

/**
 * Amounts are integers in kuruş from the moment they are parsed; a float never travels further than this file.
 */

/** The largest amount believed: ten million lira. Anything beyond is a fault of the data, not a bill. */
const MAX_KURUS = 1_000_000_000

/**
 * Reads an amount in lira as vendors send it: a number (`245.5`) or a string with dot or comma as the decimal mark
 * (`"245,50"`, `"1.234,50"`).
 *
 * @returns integer kuruş, or null when it is not a finite amount within ±10,000,000 TL.
 */
export function parseKurus(value: unknown): number | null {
  const lira = typeof value === 'number' ? value : typeof value === 'string' ? parseDecimal(value) : Number.NaN
  if (!Number.isFinite(lira)) return null
  // Through a decimal string: 1.005 * 100 is 100.49999999999999, and a kuruş must not be lost to binary fractions.
  const kurus = Math.round(Number(`${lira.toFixed(6)}e2`))
  return Number.isSafeInteger(kurus) && Math.abs(kurus) <= MAX_KURUS ? kurus + 0 : null
}

/** A decimal written with dot or comma; with both, the last one is the decimal mark. NaN when it is neither. */
export function parseDecimal(text: string): number {
  const trimmed = text.trim()
  if (!/^-?\d[\d.,]*$/.test(trimmed)) return Number.NaN
  const lastComma = trimmed.lastIndexOf(',')
  const lastDot = trimmed.lastIndexOf('.')
  if (lastComma === -1 && lastDot === -1) return Number(trimmed)
  const mark = lastComma > lastDot ? ',' : '.'
  const group = mark === ',' ? '.' : ','
  const plain = trimmed.split(group).join('')
  const pieces = plain.split(mark)
  return pieces.length === 2 ? Number(`${pieces[0]}.${pieces[1]}`) : Number.NaN
}

/**
 * An amount in lira as a person types it in Turkey: `1.250` is a thousand and more, `12,5` and a keypad's `12.50` have kuruş.
 *
 * @returns integer kuruş; null for what is no amount, or could be two (`1,250`)
 */
export function typedKurus(text: string): number | null {
  const typed = text.trim()
  const turkish = /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d{1,2})?$/.test(typed)
  const keypad = /^\d+\.\d{1,2}$/.test(typed)
  if (!turkish && !keypad) return null
  return parseKurus(turkish ? typed.replaceAll('.', '').replace(',', '.') : typed)
}

/** `1.234,50` as Turkish bills write it, without a currency mark. @param kurus integer kuruş */
export function formatKurus(kurus: number): string {
  const sign = kurus < 0 ? '-' : ''
  const absolute = Math.abs(kurus)
  const lira = Math.floor(absolute / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.')
  return `${sign}${lira},${String(absolute % 100).padStart(2, '0')}`
}

/** Whether a vendor's word for a currency means Turkish lira; where none is said, it does. */
export const isLira = (currency: string): boolean =>
  ['', 'TRY', 'TL', 'YTL', 'TRL', '₺', '949'].includes(currency.trim().toUpperCase()) || /l[iıİ]ra/iu.test(currency)

/** An amount in another currency than lira, in its hundredths. */
export const foreignMoneySchema = z.object({ currency: z.string(), amount: z.number().int() })
export type ForeignMoney = z.infer<typeof foreignMoneySchema>

/** One sum for each currency, by its name. Pure. */
export function sumsByCurrency(amounts: readonly ForeignMoney[]): ForeignMoney[] {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency)
  return [...byCurrency]
    .map(([currency, members]) => ({ currency, amount: members.reduce((sum, { amount }) => sum + amount, 0) }))
    .toSorted((left, right) => left.currency.localeCompare(right.currency, 'tr'))
}

/** `₺245,50`, or `20,00 EUR`. @param foreignCurrency whose hundredths they are; null: lira */
export const formatMoney = (kurus: number, foreignCurrency: string | null): string =>
  foreignCurrency === null ? formatLira(kurus) : `${formatKurus(kurus)} ${foreignCurrency}`

/** `₺1.234,50` in both languages: it is a Turkish bill. @param kurus integer kuruş */
export const formatLira = (kurus: number): string => (kurus < 0 ? `-₺${formatKurus(-kurus)}` : `₺${formatKurus(kurus)}`)
