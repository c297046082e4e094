import type { OrderCustomer } from '../../shared/model/order.ts'

type Phone = OrderCustomer['phones'][number]

/**
 * A number that says itself which code to dial afterwards: "0850 123 45 67 / 4321", "+902121234567 kod: 12345". Two
 * digits ("0216 111 22 33 / 34") are a second line, ten are a second number: those stay as they are.
 */
const WITH_CODE =
  /^(\+?[\d ()-]{7,}?)\s*(?:[,;/#|]|[-–]?\s*\b(?:kod|kodu|code|pin|dahili|ext)\b)\s*[.:]?\s*(\d{3,8})$/iu
const TURKEY = /^(\+|00)?90$|^0$/

/**
 * One phone, its digits as they came. @param code a code given apart from the number; Turkey's own dialling code
 * is not one.
 */
export function phoneOf(number: string | null, code: string | null = null): Phone[] {
  if (number === null) return []
  const said = WITH_CODE.exec(number)
  if (said?.[1] !== undefined && said[2] !== undefined) return [{ number: said[1].trim(), code: said[2] }]
  return [{ number, code: code === null || TURKEY.test(code) ? null : code }]
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** The same number twice is one; the one that knows a code wins. */
export function distinctPhones(phones: Phone[]): Phone[] {
  const byDigits = new Map<string, Phone>()
  for (const phone of phones) {
    const digits = digitsOf(phone.number).slice(-10) || phone.number
    const known = byDigits.get(digits)
    if (known === undefined || (known.code === null && phone.code !== null)) byDigits.set(digits, phone)
  }
  return [...byDigits.values()]
}
