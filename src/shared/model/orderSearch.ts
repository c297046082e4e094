import { resources } from '../words/index.ts'
import { foldForSearch } from './foldTurkish.ts'
import type { KnownOrder } from './knownOrder.ts'
import type { Order, OrderLine } from './order.ts'
import { withoutZeros } from './orderBarcode.ts'

/**
 * How orders are found: by words that are folded, so that case, marks and the two alphabets' i make no difference. What
 * is kept for searching and what is asked go through the same folding.
 */

/** Before a number that must be whole, a telephone from its beginning, and one from its end: nobody writes such words. */
const NUMBER = 'xqnumber'
const PHONE = 'xqphone'
const PHONE_END = 'xqphoneend'

/** Found anywhere, because no other word has its beginning. */
export const isOwnWord = (word: string): boolean => word.startsWith('xq')

/** Of a Turkish telephone, without its country and its zero. */
const PHONE_DIGITS = 10
const LEAST_PHONE_DIGITS = 3
/** So many digits in a row are a telephone, with whatever stands between them. */
const SURELY_PHONE_DIGITS = 7
/** Fewer are in many codes by chance. */
const LEAST_CODE_DIGITS = 4
const MOST_WORDS = 200

/** One thing that was asked for; an order has it when it has any of these words. */
export type SearchTerm = readonly { word: string; isPrefix: boolean }[]

/** The words by which this order is found, each once. Pure. */
export function searchWordsOf({ order, goneWhy }: Pick<KnownOrder, 'order' | 'goneWhy'>): string[] {
  const { customer } = order
  const phase = goneWhy === 'cancelled' || goneWhy === 'delivered' ? goneWhy : order.phase
  const texts = [
    order.number,
    order.code,
    order.channel.name,
    order.sourceId,
    ...Object.values(resources).flatMap((words) => [words.type[order.type], words.phase[phase]]),
    order.statusText,
    order.paymentMethod,
    ...order.payments.map(({ name }) => name),
    customer?.name,
    customer?.company,
    customer?.addressLabel,
    customer?.address,
    customer?.region,
    customer?.city,
    customer?.directions,
    ...(customer?.phones ?? []).flatMap(({ number, code }) => [number, code]),
    order.note,
    order.courier,
    order.waiter,
    order.tableName,
    ...order.lines.flatMap(namesOf),
  ]
  const words = [...ownWordsOf(order), ...texts.flatMap((text) => wordsIn(text ?? ''))]
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** Its number as a whole, and its telephones from both ends. */
const ownWordsOf = ({ number, customer }: Pick<Order, 'number' | 'customer'>): string[] => {
  const phones = (customer?.phones ?? []).map((phone) => phone.number.replaceAll(/\D/g, '')).filter(Boolean)
  return [
    ...(number === null ? [] : [NUMBER + wordsIn(number).join('')]),
    ...phones.flatMap((digits) => [PHONE + nationalDigits(digits), PHONE_END + fromItsEnd(digits)]),
  ]
}

const namesOf = (line: OrderLine): string[] => [line.name, ...line.children.flatMap(namesOf)]

/** What a person means by these words: an order must have all of the terms. No terms: nothing was asked. Pure. */
export function parseSearch(text: string): SearchTerm[] {
  const digits = text.replaceAll(/[\s()+./-]/g, '')
  if (/^\d+$/.test(digits) && digits.length >= SURELY_PHONE_DIGITS) return [digitsTerm(digits)]
  return text.split(/\s+/).flatMap((part): SearchTerm[] => {
    if (/^#./.test(part)) return [[{ word: NUMBER + wordsIn(part).join(''), isPrefix: false }]]
    return wordsIn(part).map((word) =>
      /^\d+$/.test(word) && word.length >= LEAST_PHONE_DIGITS
        ? digitsTerm(word)
        : // A single letter begins too much.
          [{ word, isPrefix: word.length > 1 }],
    )
  })
}

/** Whether an order with these words is one that was asked for. Pure. */
export const hasTerms = (words: readonly string[], terms: readonly SearchTerm[]): boolean =>
  terms.every((term) =>
    term.some(({ word, isPrefix }) => words.some((one) => (isPrefix ? one.startsWith(word) : one === word))),
  )

/**
 * Whether one of a day's orders is one that was asked for, by its number, code, customer or address alone: among so few
 * a word may also be in the middle of another one, and digits in the middle of the platform's code. Pure.
 */
export function isFound(order: Pick<Order, 'number' | 'code' | 'customer'>, terms: readonly SearchTerm[]): boolean {
  if (terms.length === 0) return true
  const { name, company, addressLabel, address, region, city, directions } = order.customer ?? {}
  const texts = [order.code, name, company, addressLabel, address, region, city, directions]
  const words = wordsIn(texts.filter(Boolean).join(' '))
  const all = [...ownWordsOf(order), ...wordsIn(order.number ?? ''), ...words]
  const code = wordsIn(order.code ?? '').join('')
  return terms.every((term) => hasTerms(all, [term]) || term.some(({ word }) => isPieceOf(word, words, code)))
}

function isPieceOf(word: string, words: readonly string[], code: string): boolean {
  if (/^\d+$/.test(word)) return word.length >= LEAST_CODE_DIGITS && code.includes(word)
  return !isOwnWord(word) && word.length > 1 && words.some((one) => one.includes(word))
}

/** A slip's barcode has zeros before the number. */
const digitsTerm = (digits: string): SearchTerm => [
  ...[digits, PHONE + nationalDigits(digits), PHONE_END + fromItsEnd(digits)].map((word) => ({ word, isPrefix: true })),
  { word: NUMBER + withoutZeros(digits), isPrefix: false },
]

const nationalDigits = (digits: string): string =>
  digits.length > PHONE_DIGITS ? digits.slice(-PHONE_DIGITS) : digits.replace(/^0/, '')

const fromItsEnd = (digits: string): string => digits.slice(-PHONE_DIGITS).split('').toReversed().join('')

const wordsIn = (text: string): string[] => foldForSearch(text).match(/[\p{L}\p{Nd}]+/gu) ?? []
