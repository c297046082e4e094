import type { Order } from './order.ts'

/**
 * The barcode of an order's slip: its number, or its platform's code, where that is all digits. A scanner types it like a
 * keyboard does, and letters would be the screen's shortcuts. Numbers of a day are short: zeros before them make a burst
 * of keys that no hand types, and bars that are wide enough to be hit.
 */

const LEAST_DIGITS = 4
const MOST_DIGITS = 20

/** @returns what its bars say; null: it has nothing that bars could say */
export function barcodeOf({ number, code }: Pick<Order, 'number' | 'code'>): string | null {
  const digits = [number, code].find((text) => text !== null && /^\d+$/.test(text) && text.length <= MOST_DIGITS)
  return digits?.padStart(LEAST_DIGITS, '0') ?? null
}

/** Whether this number, typed or scanned, means that order. */
export function isNumberOf({ number, code }: Pick<Order, 'number' | 'code'>, typed: string): boolean {
  const wanted = typed.trim().replace(/^#/, '')
  const bare = withoutZeros(wanted)
  return (
    wanted !== '' && [number, code].some((text) => text === wanted || (text !== null && withoutZeros(text) === bare))
  )
}

/** As people say it: `127` of a scanned `0127`. */
export const withoutZeros = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text)
