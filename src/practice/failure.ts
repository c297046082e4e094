import { z } from 'zod'
import type { RequestKind } from './requestLog.ts'

/** Lists that lie in themselves and look whole. Only Adisyo counts and pages; RestoMenum's lists stay as they are. */
export const listLies = ['countTooHigh', 'countTooLow', 'shifted'] as const
export type ListLie = (typeof listLies)[number]

/**
 * What can be made to go wrong with an answer. Words on the left are the test's, the wire is in `brokenAnswer.ts`.
 * - status codes and vendors' codes: `401` … `503`, `600` … `902` (Adisyo, in a 200), `scopeDenied`, `notFound`
 * - `429`: too many requests (Adisyo: 601), `retryAfter` as given, none when left out
 * - `html`: a captive portal's page with 200; `empty`: a valid, empty answer; `nothing`: 200 without a body
 * - a write that is cut off with `reset` has not been taken; with `stall`, `stallInBody`, `resetInBody`, `truncated` it has
 * - `reset`: cut before a byte; `resetInBody`: cut in the middle; `truncated`: a whole answer of half a JSON
 * - `stall`: never answers; `stallInBody`: stops in the middle; `drip`: one byte a second
 * - `redirect`: to `location`; `huge`: a body without end; `gzipBomb`: 300 MB in a few hundred kB; `deep`: 5,000 brackets
 * - `half`, `doubled`, `reversed`: the list's rows so changed (details stay as they are)
 * - `countTooHigh`, `countTooLow`: the list's `totalCount` is 1000 too many, or 1 whatever there is
 * - `shifted`: page 2 and later begin one row too late, as when an order of page 1 closed meanwhile; the count stays
 */
export const failureKinds = [
  '401',
  '403',
  '404',
  '429',
  '500',
  '502',
  '503',
  '600',
  '601',
  '650',
  '701',
  '702',
  '750',
  '754',
  '756',
  '758',
  '800',
  '901',
  '902',
  'scopeDenied',
  'notFound',
  'html',
  'empty',
  'nothing',
  'reset',
  'resetInBody',
  'truncated',
  'stall',
  'stallInBody',
  'drip',
  'redirect',
  'huge',
  'gzipBomb',
  'deep',
  'half',
  'doubled',
  'reversed',
  ...listLies,
] as const
export type FailureKind = (typeof failureKinds)[number]

export const failureSchema = z.strictObject({
  kind: z.enum(failureKinds).optional(),
  /** Instead of a kind: this status with this body (a string goes out as it is). */
  status: z.number().int().min(100).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  retryAfter: z.union([z.string(), z.number()]).optional(),
  location: z.string().optional(),
  /** Waits this long before answering (alone: a late but proper answer), ms. */
  delayMs: z.number().min(0).optional(),
  /** Only this vendor's, only this kind of request; left out: any. */
  vendor: z.enum(['restomenum', 'adisyo']).optional(),
  request: z.enum(['list', 'detail', 'write']).optional(),
  /** Only this page of a list, as the request's query names it. */
  page: z.number().int().min(1).optional(),
})
export type Failure = z.infer<typeof failureSchema>

export interface FailureQueue {
  /** The next `count` matching answers fail this way; Infinity: until cleared. Failures are used in the order given. */
  failNext(count: number, failure: Failure): void
  clearFailures(): void
  /** How many are still to come. */
  readonly failuresLeft: number
  /** @param page what a list's query asks for; null: it asks for none */
  take(vendor: 'restomenum' | 'adisyo', request: RequestKind, page: number | null): Failure | null
}

export function createFailureQueue(): FailureQueue {
  let waiting: { count: number; failure: Failure }[] = []
  return {
    failNext(count, failure) {
      waiting.push({ count, failure: failureSchema.parse(failure) })
    },
    clearFailures() {
      waiting = []
    },
    get failuresLeft() {
      return waiting.reduce((sum, each) => sum + each.count, 0)
    },
    take(vendor, request, page) {
      const next = waiting.find(
        ({ failure }) =>
          (failure.vendor ?? vendor) === vendor &&
          (failure.request ?? request) === request &&
          (failure.page === undefined || failure.page === page),
      )
      if (next === undefined) return null
      next.count -= 1
      if (next.count <= 0) waiting = waiting.filter((each) => each !== next)
      return next.failure
    },
  }
}
