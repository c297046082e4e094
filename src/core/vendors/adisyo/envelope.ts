import type { ErrorCode } from '../../../shared/contract/problems.ts'
import { isRecord, readId, readNumber, readText } from '../fields.ts'
import type { PosProblem, VendorEntry } from '../posClient.ts'
import { readRetryAfter } from '../http/retryAfter.ts'
import { problemOf } from '../http/wireFault.ts'

const OK = 100

/** Adisyo's numbers, usually with HTTP 200. */
const CODES: Record<number, ErrorCode> = {
  901: 'keyRejected',
  902: 'secretRejected',
  800: 'packageExpired',
  600: 'consumerMissing',
  601: 'rateLimited',
  754: 'orderNotFound',
  702: 'vendorError',
  756: 'vendorError',
  701: 'integrationEnded',
  750: 'stateNotAllowed',
  650: 'courierRefused',
  758: 'paymentTypeMissing',
}

export interface Answer {
  httpStatus: number
  body: unknown
  retryAfter: string | null
}

/**
 * What is wrong with an answer, null when it may be read: a number in `status` is Adisyo's result code, a text is the
 * state of an order (`/Order/{id}` answers with the bare order).
 *
 * @param unlisted what a refusal without a listed code means; one of HTTP's 5xx is a fault of the vendor's server
 */
export function problemOfAnswer(answer: Answer, nowMs: number, unlisted: ErrorCode): PosProblem | null {
  const otherwise = answer.httpStatus >= 500 ? 'vendorError' : unlisted
  const retryAfterMs = readRetryAfter(answer.retryAfter, nowMs)
  const status = resultCodeOf(answer.body)
  if (status !== null && status !== OK)
    return problemOf((Object.hasOwn(CODES, status) ? CODES[status] : undefined) ?? otherwise, {
      retryAfterMs,
      status,
    })
  if (answer.httpStatus === 401) return problemOf('keyRejected')
  if (answer.httpStatus >= 400) return problemOf(otherwise, { retryAfterMs, status: answer.httpStatus })
  return null
}

/** The number of the envelope, also when it is written as text; null for an order's own state. */
export function resultCodeOf(body: unknown): number | null {
  const status = fieldOf(body, 'status')
  return typeof status === 'string' && !/^\s*\d+\s*$/.test(status) ? null : readNumber(status)
}

/** A field under either spelling (`status`, `Status`). */
export function fieldOf(body: unknown, name: string): unknown {
  if (!isRecord(body)) return undefined
  return body[name] ?? body[name.charAt(0).toUpperCase() + name.slice(1)]
}

/** The rows of a list, null unless it is Adisyo's envelope with its 100. */
export function rowsOf(body: unknown): unknown[] | null {
  const rows = fieldOf(body, 'data')
  return resultCodeOf(body) === OK && Array.isArray(rows) ? rows : null
}

/** The records of a short list (`Couriers`, `PaymentTypes`), null unless the envelope says 100. */
export function entriesOf(body: unknown, name: string): VendorEntry[] | null {
  const rows = fieldOf(body, name) ?? fieldOf(body, 'data')
  if (resultCodeOf(body) !== OK || !Array.isArray(rows)) return null
  return rows.flatMap((row: unknown) => {
    const id = readId(fieldOf(row, 'id'))
    const called = readText(fieldOf(row, 'name'))
    return id === null || called === null ? [] : [{ id, name: called, phone: readText(fieldOf(row, 'phoneNumber')) }]
  })
}

/** The order of `/Order/{id}`: bare, or wrapped in `data`. */
export function orderIn(body: unknown): unknown {
  const wrapped = fieldOf(body, 'data')
  return isRecord(wrapped) ? wrapped : body
}
