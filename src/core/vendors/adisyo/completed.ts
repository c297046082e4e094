import { ROWS_PER_PAGE } from './pages.ts'
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
 * What may have another page after it is read once more: when an order leaves the list meanwhile, a row of a page
 * that was still to come slips to one that has been read.
 *
 * @returns an error when the first page fails
 */
export async function readCompletedPages(
  ask: (page: number) => Promise<PosResult<CompletedPage>>,
): Promise<PosResult<Reading>> {
  const rows: unknown[] = []
  const ids = new Set<string>()
  let highestCount = 0
  const ended = (isWhole: boolean, failure: PosProblem | null = null): PosResult<Reading> => ({
    ok: true,
    value: { rows, isWhole: isWhole && ids.size >= highestCount, failure },
  })

  /** @returns how many orders of the page had not been read before */
  const read = async (page: number, isAgain: boolean): Promise<PosResult<number>> => {
    const answer = await ask(page)
    if (!answer.ok) return answer
    highestCount = Math.max(highestCount, answer.value.totalCount ?? 0)
    sizes[page - 1] = answer.value.orders.length
    const before = ids.size
    for (const row of answer.value.orders) {
      const id = isRecord(row) ? readId(row['id']) : null
      // A row without an id cannot be told from its repetition.
      if (id === null ? isAgain : ids.has(id)) continue
      rows.push(row)
      if (id !== null) ids.add(id)
    }
    return { ok: true, value: ids.size - before }
  }

  const sizes: number[] = []
  let pages = 0
  for (let isNew = true; isNew; pages++) {
    if (pages === MAX_PAGES) return ended(false)
    const found = await read(pages + 1, false)
    if (!found.ok) return pages === 0 ? found : ended(false, found.error)
    isNew = found.value > 0
  }
  // The last one has brought nothing. The one before it had no other after it, unless it was full.
  const [lastSize = 0, ...others] = sizes.slice(0, pages - 1).toReversed()
  const isLastFull = lastSize >= Math.min(ROWS_PER_PAGE, ...(others.length > 0 ? [Math.max(...others)] : []))
  for (let page = 1; page < pages - (isLastFull ? 0 : 1); page++) {
    const found = await read(page, true)
    if (!found.ok) return ended(false, found.error)
  }
  return ended(true)
}
