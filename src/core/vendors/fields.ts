import { decodeHTMLStrict } from 'entities'
import { z } from 'zod'
import { readMoment } from '../../shared/model/istanbulTime.ts'
import { isLira, parseDecimal, parseKurus } from '../../shared/model/money.ts'

/**
 * Readers of single fields, tolerant on purpose: missing, null, a number where a text was promised, a comma for a dot.
 * Only `id`, `due`, `amount` and `many` can fail, because inventing one of those would mislead the counter. HTML entities
 * are decoded here, once, and nowhere else: from here on a text is plain.
 */

/** 10 kB: the longest text that is kept. */
export const MAX_TEXT = 10_240
/** The most of anything that fits into one line of an order. */
const MAX_QUANTITY = 100_000

const raw = z.unknown().optional()

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Well-formed, trimmed and at most 10 kB; null for nothing and for what is no text. Control bytes stay. */
export function readText(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string') return null
  // Strictly: `R&B &copy` without its semicolon is a name.
  const trimmed = decodeHTMLStrict(text.toWellFormed()).trim()
  return trimmed === '' ? null : trimmed.slice(0, MAX_TEXT).toWellFormed()
}

/** A finite number, also from "40,987654"; else null. */
export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? parseDecimal(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : null
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An id as visible ASCII, digits untouched; null when it cannot identify anything. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value.trim()) ? value.trim() : null
}

/** A quantity, or what came in its place. */
export interface Quantity {
  quantity: number | null
  rawQuantity: string | null
}

const MAX_RAW_QUANTITY = 40

/** Both vendors leave it out for one of something; below zero it is a return. */
export function readQuantity(value: unknown): Quantity {
  if (isMissing(value)) return { quantity: 1, rawQuantity: null }
  const number = readNumber(value)
  if (number !== null && Math.abs(number) <= MAX_QUANTITY)
    return { quantity: Math.round(number * 1000) / 1000 + 0, rawQuantity: null }
  const came = readText(value) ?? JSON.stringify(value) ?? ''
  return { quantity: null, rawQuantity: came.slice(0, MAX_RAW_QUANTITY) }
}

/** Nothing (missing, null, empty) is null; what is there must be an amount. */
function readAmount(value: unknown): { kurus: number | null } | null {
  if (isMissing(value)) return { kurus: null }
  const kurus = parseKurus(value)
  return kurus === null ? null : { kurus }
}

/** As above, and of at least zero: nobody collects a negative bill. */
function readDue(value: unknown): { kurus: number | null } | null {
  const read = readAmount(value)
  return read !== null && (read.kurus ?? 0) < 0 ? null : read
}

/** Lines of an order: an entry that is no record is a line all the same, with what came as its name. */
function readLines(value: unknown): Record<string, unknown>[] | null {
  if (isMissing(value)) return []
  if (!Array.isArray(value)) return null
  return value.flatMap((entry: unknown) => {
    if (isRecord(entry)) return [entry]
    return entry === null ? [] : [{ title: readText(entry) ?? '?', productName: readText(entry) ?? '?', quantity: '?' }]
  })
}

/** A list of records; nothing is an empty list. Null entries are skipped. Anything else is not a list. */
function readRecords(value: unknown): Record<string, unknown>[] | null {
  if (isMissing(value)) return []
  if (!Array.isArray(value)) return null
  const entries = value.filter((entry) => entry !== null)
  return entries.every(isRecord) ? entries : null
}

/** A reader that may say no; the row is then set aside, named by the field, never by its content. */
const strict = <T>(read: (value: unknown) => T | null, message: string) =>
  raw.transform((value, context): T => {
    const result = read(value)
    if (result !== null) return result
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

export const field = {
  raw,
  text: raw.transform(readText),
  number: raw.transform(readNumber),
  count: raw.transform((value) => {
    const number = readNumber(value)
    return number !== null && number >= 0 && number <= MAX_QUANTITY ? number : null
  }),
  flag: raw.transform((value) => value === true || value === 1 || value === '1' || value === 'true'),
  id: strict(readId, 'not an id'),
  optionalId: raw.transform(readId),
  /** Kuruş >= 0 or null. */
  due: strict(readDue, 'not an amount due').transform((read) => read.kurus),
  /** Kuruş of either sign, or null for nothing: a payment taken back is one below zero. */
  amount: strict(readAmount, 'not an amount').transform((read) => read.kurus),
  /** Kuruş of either sign, null for nothing and for nonsense: for what nobody has to collect. */
  looseAmount: raw.transform(parseKurus),
  quantity: raw.transform(readQuantity),
  /** A moment in any of the shapes that vendors send. */
  moment: raw.transform(readMoment),
  /** Many of a record; an unreadable entry makes the whole unreadable. */
  many: <T extends z.ZodType>(entry: T) =>
    z.preprocess((value, context) => {
      const records = readRecords(value)
      if (records === null) context.addIssue({ code: 'custom', message: 'not a list' })
      return records
    }, z.array(entry)),
  /** As `many`, for the lines of an order: an unreadable one hides no other. */
  lines: <T extends z.ZodType>(entry: T) =>
    z.preprocess((value, context) => {
      const lines = readLines(value)
      if (lines === null) context.addIssue({ code: 'custom', message: 'not a list' })
      return lines
    }, z.array(entry)),
  /** The same, but what is no list is an empty one. */
  someLines: <T extends z.ZodType>(entry: T) => z.preprocess((value) => readLines(value) ?? [], z.array(entry)),
  /** As `many`, but what cannot be read is an empty list. */
  someOf: <T extends z.ZodType>(entry: T) => z.preprocess((value) => readRecords(value) ?? [], z.array(entry)),
  /** A record of such fields, or null. */
  part: <T extends z.ZodType>(shape: T) => z.preprocess((value) => (isRecord(value) ? value : null), shape.nullable()),
}

/** Zero says nothing about an extra or a discount: null. */
export const unlessZero = (kurus: number | null): number | null => (kurus === 0 ? null : kurus)

/** Where the first fault is ("total", "products.2.quantity"). Field names only: safe to show and to log. */
export function reasonOf(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? []
  return path.length === 0 ? 'row' : path.join('.')
}

/** A point on earth from two readings, null unless both are believable. 0/0 is "unknown" at both vendors. */
export function coordinatesOf(latitude: number | null, longitude: number | null) {
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

/** An order's currency: `TRY` where it is lira or none is said, else the vendor's code. */
export const currencyOf = (said: string | null): string => (isLira(said ?? '') ? 'TRY' : (said ?? '').toUpperCase())

/** A payment's currency where it is not the order's; null where it is, or where none is said. */
export function foreignOf(said: string | null, ofOrder: string | null): string | null {
  const isSame = said === null || currencyOf(said) === currencyOf(ofOrder)
  return isSame ? null : currencyOf(said)
}
