import { isRecord, readId, readNumber } from '../fields.ts'
import { type OpenOrders, type PosProblem, type PosResult, stoppingCodes } from '../posClient.ts'

export interface Page {
  rows: unknown[]
  /** How many orders there are on all pages, as this page says it; null when it does not. */
  totalCount: number | null
}

export const ROWS_PER_PAGE = 100
/** 10,000 open orders: nobody has them, so somebody counts wrongly. */
const MAX_PAGES = 100

/** The rows of the pages read so far. */
export interface Reading extends Pick<OpenOrders, 'extent' | 'failure'> {
  rows: unknown[]
}

/**
 * Collects every page. Orders close and open while it reads, so the newest page's count is what must be reached: in
 * orders, or exactly in rows where the vendor doubled them within a page and counted so. A list that ends before its
 * count is reached is incomplete; so is one whose later page fails.
 *
 * @param onPart told what has been read after each page but the last
 * @returns an error when the first page fails, or a later one in a manner that stops the source
 */
export async function readAllPages(
  ask: (page: number) => Promise<PosResult<Page>>,
  onPart: (reading: Reading) => void,
): Promise<PosResult<Reading>> {
  const rows: unknown[] = []
  const ended = (extent: Reading['extent'], failure: PosProblem | null = null): PosResult<Reading> => ({
    ok: true,
    value: { rows, extent, failure },
  })
  const firstPage = new Map<string, number>()
  let distinct = 0
  /** As `distinct`, but with repetitions within one page. */
  let counted = 0
  /** Else the first page that is not full is the last one. */
  let isCounted = true
  let highestCount = 0
  let hasShrunk = false
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await ask(page)
    if (!answer.ok)
      return page === 1 || stoppingCodes.has(answer.error.code) ? answer : ended('incomplete', answer.error)
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
    if (totalCount !== null && totalCount < highestCount) hasShrunk = true
    highestCount = Math.max(highestCount, totalCount ?? 0)
    // Nothing can have closed while a first page was read: what counts fewer than are on it counts wrongly.
    if (page === 1) isCounted = totalCount !== null && (distinct <= totalCount || counted === totalCount)
    const isLast =
      isCounted && totalCount !== null
        ? distinct >= totalCount || counted === totalCount
        : answer.value.rows.length < ROWS_PER_PAGE
    if (isLast) return ended(hasShrunk ? 'shifted' : 'whole')
    if (distinct === before) return ended('incomplete')
    onPart({ rows: [...rows], extent: 'part', failure: null })
  }
  return ended('incomplete')
}

export const totalCountOf = (value: unknown): number | null => {
  const count = readNumber(value)
  return count !== null && count >= 0 ? count : null
}
