import { expect, it } from 'vitest'
import { readCompletedPages } from '../../../src/core/vendors/adisyo/completed.ts'
import { ROWS_PER_PAGE } from '../../../src/core/vendors/adisyo/pages.ts'

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(from + index) }))

/** Reads a list that is another one before its second page is asked for. */
async function readOver(before: Record<string, unknown>[], after: Record<string, unknown>[], size = ROWS_PER_PAGE) {
  let list = before
  const asked: number[] = []
  const read = await readCompletedPages(async (page) => {
    if (page === 2) list = after
    asked.push(page)
    const orders = list.slice((page - 1) * size, page * size)
    return { ok: true, value: { totalCount: null, orders } }
  })
  return { asked, ids: read.ok ? read.value.rows.map((row) => (row as { id: string }).id) : [] }
}

it.each([
  ['the only row of a second page', ROWS_PER_PAGE + 1, ROWS_PER_PAGE],
  ['the first of a second page', ROWS_PER_PAGE + 30, ROWS_PER_PAGE],
  ['the only row of a third page, where pages are smaller than is known', 101, 50],
])('%s that slips to one that was read is found', async (_, count, size) => {
  const { ids } = await readOver(rows(1, count), rows(2, count - 1), size)
  expect(ids).toContain(String(size + 1))
  expect(new Set(ids).size).toBe(count)
})

it('a list of one page that is not full is read once', async () => {
  expect((await readOver(rows(1, 30), rows(1, 30))).asked).toEqual([1, 2])
})
