import { foldToAscii } from './foldTurkish.ts'
import type { OrderCustomer } from './order.ts'

/** 45 modules at error level M: at 58 mm each is 0.6 mm, which a phone still reads in a dim stairway. */
const MOST_BYTES = 122
const MAP = 'https://maps.google.com/?q='

/**
 * A map's address for the courier's phone: the coordinates, else the words of the postal address; null without either.
 * What is too long for a code that a phone can read is spelled in ASCII, which maps find as well, and then loses the
 * end of the address (floor and flat), never the district and the city.
 */
export function mapLink(customer: OrderCustomer): string | null {
  const place = customer.coordinates
  if (place !== null) return `${MAP}${trim(place.latitude)},${trim(place.longitude)}`
  if (customer.address === null) return null
  const address = wordsOf(customer.address)
  const area = [customer.region, customer.city].flatMap((part) => wordsOf(part ?? ''))
  const asWritten = linkOf([...address, ...area])
  if (asWritten === null || asWritten.length <= MOST_BYTES) return asWritten
  const district = shortened(area.map(folded), [])
  return linkOf([...shortened(address.map(folded), district), ...district])
}

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/u).filter((word) => word !== '')

/** A word of another script stays as it is: half of it would be another place. */
function folded(word: string): string {
  const composed = word.normalize('NFC')
  const ascii = foldToAscii(composed)
  return ascii.length === composed.length ? ascii : word
}

const linkOf = (words: readonly string[]): string | null =>
  words.length === 0 ? null : `${MAP}${words.map(encode).join('+')}`

/** As many of the words as fit before those that must be there. */
function shortened(words: readonly string[], then: readonly string[]): string[] {
  const kept: string[] = []
  for (const word of words) {
    if ((linkOf([...kept, word, ...then]) ?? '').length > MOST_BYTES) break
    kept.push(word)
  }
  return kept
}

const trim = (degrees: number): string => String(Math.round(degrees * 1e6) / 1e6)

/** A lone half of a surrogate pair would make encodeURIComponent throw. */
const encode = (word: string): string => encodeURIComponent(word.toWellFormed())
