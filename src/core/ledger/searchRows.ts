import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import { isOwnWord, type SearchTerm, searchWordsOf } from '../../shared/model/orderSearch.ts'
import type { Database } from './database.ts'

/**
 * The words of each order, in a table of their own that a search reads from its end: `known_order.search_id` says which
 * row, null that there is none yet. The ids rise with when an order was first seen.
 */

/** Several orders are first seen in one millisecond; the product stays a safe integer until 2039. */
const IDS_A_MS = 4096

/** Keeps its words as they are now. Within a transaction that has written the order. */
export function indexOrder(db: Database, known: KnownOrder): void {
  // A space before and after each, so that a word and the beginning of one are found as text.
  const words = ` ${searchWordsOf(known).join(' ')} `
  const orderKey = known.order.key
  const [row] = db.all('SELECT search_id FROM known_order WHERE order_key = ?', orderKey)
  const id = row?.['search_id'] ?? null
  if (id !== null) {
    db.run('UPDATE order_search SET words = ? WHERE search_id = ? AND words != ?', words, Number(id), words)
    return
  }
  const fresh = freeId(db, known.firstSeenMs)
  db.run('INSERT INTO order_search (search_id, words) VALUES (?, ?)', fresh, words)
  db.run('UPDATE known_order SET search_id = ? WHERE order_key = ?', fresh, orderKey)
}

function freeId(db: Database, firstSeenMs: number): number {
  const first = Math.max(0, firstSeenMs) * IDS_A_MS
  const [row] = db.all(
    'SELECT max(search_id) AS last FROM order_search WHERE search_id >= ? AND search_id < ?',
    first,
    first + IDS_A_MS,
  )
  const last = row?.['last'] ?? null
  return last === null ? first : Number(last) + 1
}

/** Takes its words away, and it is found no more. */
export function unindexOrder(db: Database, orderKey: string): void {
  db.run('DELETE FROM order_search WHERE search_id = (SELECT search_id FROM known_order WHERE order_key = ?)', orderKey)
  db.run('UPDATE known_order SET search_id = NULL WHERE order_key = ?', orderKey)
}

/** The keys of orders that have all of the terms, those first seen last first. */
export function findOrderKeys(db: Database, terms: readonly SearchTerm[], limit: number): string[] {
  const wanted = terms.map((term) => `(${term.map(() => 'instr(words, ?) > 0').join(' OR ')})`)
  // Each space is looked at as the beginning of a word; what needs none is found several times faster.
  const parts = terms.flatMap((term) =>
    term.map(({ word, isPrefix }) => `${isOwnWord(word) ? '' : ' '}${word}${isPrefix ? '' : ' '}`),
  )
  return db
    .all(
      `SELECT (SELECT order_key FROM known_order WHERE known_order.search_id = order_search.search_id) AS order_key
       FROM order_search WHERE ${wanted.join(' AND ')} ORDER BY search_id DESC LIMIT ?`,
      ...parts,
      limit,
    )
    .map((row) => String(row['order_key']))
}
