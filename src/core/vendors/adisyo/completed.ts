import { z } from 'zod'
import { isRecord, readId, readNumber } from '../fields.ts'
import { refuse } from '../http/wireFault.ts'
import type { PosProblem, PosResult } from '../posClient.ts'
import { fieldOf, resultCodeOf } from './envelope.ts'

/** `/CompletedOrders`: what was closed since a moment, in pages whose size is not documented. */

/** Its list stands under `orders`; any other answer is not the one that was asked for. */
const pageSchema = z.object({
  status: z.literal(100),
  orders: z.array(z.record(z.string(), z.unknown())),
  totalCount: z.number().int().nonnegative().nullable(),
})
export type CompletedPage = Pick<z.infer<typeof pageSchema>, 'orders' | 'totalCount'>

/** 20,000 orders at a hundred a page: nobody closes so many in two days. */
const MAX_PAGES = 200

/** `2026-01-05 17:05:12`, in UTC, as the vendor asks for it and a query carries it. @param sinceMs epoch ms */
export const startDateOf = (sinceMs: number): string =>
  encodeURIComponent(new Date(sinceMs).toISOString().slice(0, 19).replace('T', ' '))

export function completedPageOf(body: unknown): PosResult<CompletedPage> {
  const page = pageSchema.safeParse({
    status: resultCodeOf(body),
    orders: fieldOf(body, 'orders'),
    totalCount: readNumber(fieldOf(body, 'totalCount')),
  })
  return page.success ? { ok: true, value: page.data } : refuse('malformed')
}

interface Reading {
  rows: unknown[]
  isWhole: boolean
  failure: PosProblem | null
}

/**
 * Every page, until one brings nothing new: how many a page holds is not documented, and the vendor's counts have been
 * seen to disagree with its rows. A count above what came says that something is missing, never that it is not.
 *
 * @returns an error when the first page fails
 */
export async function readCompletedPages(
  ask: (page: number) => Promise<PosResult<CompletedPage>>,
): Promise<PosResult<Reading>> {
  const rows: unknown[] = []
  const ids = new Set<string>()
  let highestCount = 0
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await ask(page)
    if (!answer.ok) return page === 1 ? answer : { ok: true, value: { rows, isWhole: false, failure: answer.error } }
    highestCount = Math.max(highestCount, answer.value.totalCount ?? 0)
    const before = ids.size
    for (const row of answer.value.orders) {
      const id = isRecord(row) ? readId(row['id']) : null
      if (id !== null && ids.has(id)) continue
      rows.push(row)
      if (id !== null) ids.add(id)
    }
    if (ids.size === before) return { ok: true, value: { rows, isWhole: ids.size >= highestCount, failure: null } }
  }
  return { ok: true, value: { rows, isWhole: false, failure: null } }
}
