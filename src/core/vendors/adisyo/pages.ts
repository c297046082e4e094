import { isRecord, readId, readNumber } from '../fields.ts'
import type { PosResult } from '../posClient.ts'
import { refuse } from '../http/wireFault.ts'

export interface Page {
  rows: unknown[]
  /** How many orders there are on all pages, as this page says it; null when it does not. */
  totalCount: number | null
}

export const ROWS_PER_PAGE = 100
/** 10,000 open orders: nobody has them, so somebody counts wrongly. */
const MAX_PAGES = 100

/**
 * Collects every page. Orders close and open while it reads, so the newest page's count is what must be reached: in
 * orders, or exactly in rows where the vendor doubled them within a page and counted so. A page that brings nothing
 * new, although orders are still missing, ends in `malformed`: half a list is no list.
 */
export async function readAllPages(ask: (page: number) => Promise<PosResult<Page>>): Promise<PosResult<unknown[]>> {
  const rows: unknown[] = []
  const firstPage = new Map<string, number>()
  let distinct = 0
  /** As `distinct`, but with repetitions within one page. */
  let counted = 0
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await ask(page)
    if (!answer.ok) return answer
    const before = distinct
    for (const row of answer.value.rows) {
      rows.push(row)
      const id = isRecord(row) ? readId(row['id']) : null
      // A row without an id cannot be told from its repetition; it counts once for each time.
      const isNew = id === null || !firstPage.has(id)
      if (isNew) distinct++
      if (isNew || firstPage.get(id) === page) counted++
      if (isNew && id !== null) firstPage.set(id, page)
    }
    const { totalCount } = answer.value
    const isLast =
      totalCount === null ? answer.value.rows.length < ROWS_PER_PAGE : distinct >= totalCount || counted === totalCount
    if (isLast) return { ok: true, value: rows }
    if (distinct === before) return refuse('malformed')
  }
  return refuse('malformed')
}

export const totalCountOf = (value: unknown): number | null => {
  const count = readNumber(value)
  return count !== null && count >= 0 ? count : null
}
