import { foldForSearch } from './foldTurkish.ts'
import type { Order } from './order.ts'

const LEAST_PHONE_DIGITS = 4

/**
 * Whether an order is what somebody looks for, by what they typed: `#300` is a number and nothing else; digits are a
 * number, a piece of the platform's code, or the end of a phone; words stand each somewhere in name, code or address,
 * however they are written. Pure.
 *
 * @param find empty: every order is
 */
export function isFound(order: Pick<Order, 'number' | 'code' | 'customer'>, find: string): boolean {
  const wanted = foldForSearch(find.trim())
  if (wanted === '') return true
  if (wanted.startsWith('#')) return order.number === wanted.slice(1)
  const code = foldForSearch(order.code ?? '')
  const digits = wanted.replace(/[\s()+-]/g, '')
  if (/^\d+$/.test(digits)) {
    if (order.number === digits || (digits.length >= LEAST_PHONE_DIGITS && code.includes(digits))) return true
    return digits.length >= LEAST_PHONE_DIGITS && phonesOf(order).some((phone) => phone.endsWith(digits))
  }
  const { name, address, region, city, directions, addressLabel, company } = order.customer ?? {}
  const text = foldForSearch([name, address, region, city, directions, addressLabel, company].filter(Boolean).join(' '))
  return wanted.split(/\s+/).every((word) => text.includes(word) || code.includes(word))
}

const phonesOf = ({ customer }: Pick<Order, 'customer'>): string[] =>
  (customer?.phones ?? []).map(({ number }) => number.replace(/\D/g, ''))
