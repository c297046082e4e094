import type { OrderCustomer } from '../../../shared/model/order.ts'

/** Beyond this a QR's squares are too small for a phone in a dim stairway. */
const MAX_QUERY = 240

/** An address of a map for the courier's phone: the coordinates, else the words of the address; null without either. */
export function mapLink(customer: OrderCustomer): string | null {
  const place = customer.coordinates
  if (place !== null) return `https://maps.google.com/?q=${trim(place.latitude)},${trim(place.longitude)}`
  const words = [customer.address, customer.region, customer.city].flatMap((part) => part?.split(/[\s,;]+/u) ?? [])
  let query = ''
  for (const word of words.filter((part) => part !== '')) {
    const longer = query === '' ? encode(word) : `${query}+${encode(word)}`
    if (longer.length > MAX_QUERY) break
    query = longer
  }
  return query === '' || customer.address === null ? null : `https://maps.google.com/?q=${query}`
}

const trim = (degrees: number): string => String(Math.round(degrees * 1e6) / 1e6)

/** A lone half of a surrogate pair would make encodeURIComponent throw. */
const encode = (word: string): string => encodeURIComponent(word.toWellFormed())
