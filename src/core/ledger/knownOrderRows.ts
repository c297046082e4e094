import type { PaymentMeanings } from '../../shared/model/paymentMeaning.ts'
import { moneySplitOf } from '../../shared/model/moneySplit.ts'
import type { Order, OrderLine } from '../../shared/model/order.ts'
import type { Database, Row } from './database.ts'
import { baselineAnswerKey, lastHeardKey } from './ledger.ts'
import { deleteJobs, SETTLED } from './printJobRows.ts'
import { forgetPaymentNames, learnPaymentNames } from './paymentNameRows.ts'
import { readMoneyJson, readOrderJson, writeOrderJson } from './storedRecords.ts'
import { findOrderKeys, indexOrder, unindexOrder } from './searchRows.ts'
import type { SearchTerm } from '../../shared/model/orderSearch.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

const COLUMNS = `order_json, last_announced_json, list_revision, first_seen_ms, is_baseline, misses, state, gone_at_ms, gone_why,
  details_wanted_since_ms, money_json, is_unlisted, is_change_held, twin_of`

export function readOpenOrders(db: Database): { known: KnownOrder[]; unreadableKeys: string[] } {
  const read = db
    .all(`SELECT order_key, ${COLUMNS} FROM known_order WHERE state = 'open' OR gone_why IS NULL ORDER BY rowid`)
    .map((row) => ({ orderKey: String(row['order_key']), known: toKnownOrder(row) }))
  return {
    known: read.flatMap(({ known }) => known ?? []),
    unreadableKeys: read.filter(({ known }) => known === null).map(({ orderKey }) => orderKey),
  }
}

/** Those that are open first. */
export const readOrderKeysSince = (db: Database, goneSinceMs: number): string[] =>
  [
    ...db.all(`SELECT order_key FROM known_order WHERE state = 'open' OR gone_why IS NULL`),
    ...db.all(
      `SELECT order_key FROM known_order WHERE state = 'gone' AND gone_at_ms >= ? AND gone_why IS NOT NULL
       ORDER BY gone_at_ms DESC`,
      goneSinceMs,
    ),
  ].map((row) => String(row['order_key']))

export function readOrder(db: Database, orderKey: string): KnownOrder | null {
  const [row] = db.all(`SELECT ${COLUMNS} FROM known_order WHERE order_key = ?`, orderKey)
  return row ? toKnownOrder(row) : null
}

/** Of one source, the last to go first. */
export function readGoneSince(db: Database, sourceId: string, sinceMs: number): KnownOrder[] {
  const rows = db.all(
    // The plus keeps SQLite from an index by source, by which it would read all that is on record of it.
    `SELECT ${COLUMNS} FROM known_order WHERE +source_id = ? AND state = 'gone' AND gone_at_ms >= ?
     ORDER BY gone_at_ms DESC`,
    sourceId,
    sinceMs,
  )
  return rows.map(toKnownOrder).filter((known) => known !== null)
}

/** The orders that are this one as well, the first seen first. */
export const readTwinKeys = (db: Database, orderKey: string): string[] =>
  db
    .all('SELECT order_key FROM known_order WHERE twin_of = ? ORDER BY first_seen_ms, order_key', orderKey)
    .map((row) => String(row['order_key']))

export function readOrderByDetailsId(db: Database, sourceId: string, detailsId: string): KnownOrder | null {
  const [row] = db.all(
    `SELECT ${COLUMNS} FROM known_order WHERE source_id = ? AND json_extract(order_json, '$.detailsId') = ?
     ORDER BY first_seen_ms DESC LIMIT 1`,
    sourceId,
    detailsId,
  )
  return row ? toKnownOrder(row) : null
}

/** Its alerts count as seen, its orders as closed, and its baseline will be taken anew. */
export function forgetSource(db: Database, sourceId: string, atMs: number): void {
  db.run(
    `UPDATE alert SET acknowledged_at_ms = ? WHERE acknowledged_at_ms IS NULL
       AND order_key IN (SELECT order_key FROM known_order WHERE source_id = ?)`,
    atMs,
    sourceId,
  )
  db.run(
    `UPDATE known_order SET state = 'gone', gone_at_ms = coalesce(gone_at_ms, ?), gone_why = 'closed',
       details_wanted_since_ms = NULL WHERE source_id = ? AND (state = 'open' OR gone_why IS NULL)`,
    atMs,
    sourceId,
  )
  db.run('DELETE FROM source WHERE source_id = ?', sourceId)
  db.run('DELETE FROM payment_name WHERE source_id = ?', sourceId)
  for (const key of [baselineAnswerKey(sourceId), lastHeardKey(sourceId)])
    db.run('DELETE FROM value WHERE key = ?', key)
}

export function writeOrder(db: Database, known: KnownOrder): void {
  db.run(
    `INSERT INTO known_order (order_key, source_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (order_key) DO UPDATE SET order_json = excluded.order_json, last_announced_json = excluded.last_announced_json,
       list_revision = excluded.list_revision,
       first_seen_ms = excluded.first_seen_ms, is_baseline = excluded.is_baseline, misses = excluded.misses, state = excluded.state, gone_at_ms = excluded.gone_at_ms,
       gone_why = excluded.gone_why, details_wanted_since_ms = excluded.details_wanted_since_ms, money_json = excluded.money_json,
       is_unlisted = excluded.is_unlisted, is_change_held = excluded.is_change_held, twin_of = excluded.twin_of,
       is_erased = 0`,
    known.order.key,
    known.order.sourceId,
    writeOrderJson(known.order),
    known.lastAnnounced === null ? null : writeOrderJson(known.lastAnnounced),
    known.listRevision,
    known.firstSeenMs,
    known.isBaseline ? 1 : 0,
    known.misses,
    known.state,
    known.goneAtMs,
    known.goneWhy,
    known.detailsWantedSinceMs,
    known.money === null ? null : JSON.stringify(known.money),
    known.isUnlisted ? 1 : 0,
    known.isChangeHeld ? 1 : 0,
    known.twinOf,
  )
  indexOrder(db, known)
  learnPaymentNames(db, known.order)
}

/** Enough to be done with a busy season within the hour, and still a pause that nobody notices. */
const INDEXED_AT_ONCE = 200

/** Orders that an earlier version wrote without their words, the newest first. @returns how many have them now */
export function indexForSearch(db: Database): number {
  const rows = db.all(
    `SELECT ${COLUMNS} FROM known_order WHERE search_id IS NULL AND order_json != '{}'
     ORDER BY first_seen_ms DESC LIMIT ?`,
    INDEXED_AT_ONCE,
  )
  const readable = rows.map(toKnownOrder).filter((known) => known !== null)
  for (const known of readable) indexOrder(db, known)
  return readable.length
}

/** Orders that have all of the terms, those first seen last first. */
export const searchOrders = (db: Database, terms: readonly SearchTerm[], limit: number): KnownOrder[] =>
  findOrderKeys(db, terms, limit)
    .map((orderKey) => readOrder(db, orderKey))
    .filter((known) => known !== null)

/** Writing the order again leaves it so. */
export const doubtOrder = (db: Database, orderKey: string): void =>
  void db.run('UPDATE known_order SET is_in_doubt = 1 WHERE order_key = ?', orderKey)

/** Leaves keys, times, amounts, which purses they filled, and states; takes everything that says who the customer was. */
export function eraseCustomerDataBefore(
  db: Database,
  closedBeforeMs: number,
  notHeard: readonly string[],
  meanings: PaymentMeanings,
): number {
  const closed = db.all(
    `SELECT order_key, order_json FROM known_order WHERE is_erased = 0 AND state = 'gone' AND gone_at_ms < ?`,
    closedBeforeMs,
  )
  const left = notHeard.flatMap((sourceId) =>
    db.all(
      `SELECT order_key, order_json FROM known_order WHERE is_erased = 0 AND state = 'open' AND source_id = ?
         AND coalesce((SELECT CAST(value AS INTEGER) FROM value WHERE key = ?), first_seen_ms) < ?`,
      sourceId,
      lastHeardKey(sourceId),
      closedBeforeMs,
    ),
  )
  const rows = [...closed, ...left]
  for (const row of rows) {
    const orderKey = String(row['order_key'])
    const order = readOrderJson(row['order_json'])
    // What cannot be read any more cannot be cleaned either: it goes whole.
    const erased = order === null ? '{}' : writeOrderJson(withoutCustomer(order))
    db.run(
      `UPDATE known_order SET order_json = ?, last_announced_json = NULL, list_revision = '', is_erased = 1,
         details_wanted_since_ms = CASE state WHEN 'open' THEN coalesce(details_wanted_since_ms, first_seen_ms) END,
         money_json = coalesce(money_json, ?) WHERE order_key = ?`,
      erased,
      order === null ? null : JSON.stringify(moneySplitOf(order, meanings)),
      orderKey,
    )
    const known = order === null ? null : readOrder(db, orderKey)
    if (known === null) unindexOrder(db, orderKey)
    else indexOrder(db, known)
    db.run('DELETE FROM packed WHERE order_key = ?', orderKey)
    db.run(`UPDATE print_job SET changes = NULL, reason = NULL WHERE id IN (${JOBS_NAMING})`, orderKey, orderKey)
    db.run(`UPDATE job_step SET detail = NULL WHERE job_id IN (${JOBS_NAMING})`, orderKey, orderKey)
    db.run('UPDATE history SET detail = NULL WHERE order_key = ?', orderKey)
  }
  if (rows.length > 0) forgetPaymentNames(db, meanings)
  return rows.length
}

/** Slips that this order's customer stands on: its own, and those of the tours that it went with. */
const JOBS_NAMING = `SELECT id FROM print_job WHERE subject_kind = 'order' AND subject_key = ?
  UNION SELECT id FROM print_job WHERE subject_kind = 'tour' AND subject_key IN (SELECT CAST(tour_id AS TEXT)
    FROM tour_stop JOIN delivery ON delivery.id = tour_stop.delivery_id WHERE delivery.order_key = ?)`

export function correctTimesAfter(db: Database, nowMs: number): void {
  db.run(`UPDATE known_order SET gone_at_ms = ? WHERE state = 'gone' AND gone_at_ms > ?`, nowMs, nowMs)
  db.run(
    `UPDATE value SET value = ? WHERE key LIKE '${lastHeardKey('%')}' AND CAST(value AS INTEGER) > ?`,
    String(nowMs),
    nowMs,
  )
}

/** Enough for a shop's busiest hour many times over, and still a pause that nobody notices. */
const PURGED_AT_ONCE = 500

export function purgeBefore(db: Database, closedBeforeMs: number): number {
  const rows = db.all(
    `SELECT order_key FROM known_order AS known WHERE state = 'gone' AND gone_at_ms < ?
       AND NOT EXISTS (SELECT 1 FROM alert WHERE order_key = known.order_key AND acknowledged_at_ms IS NULL)
       AND NOT EXISTS (SELECT 1 FROM print_job WHERE subject_kind = 'order' AND subject_key = known.order_key
         AND state NOT IN (${SETTLED}))
     ORDER BY gone_at_ms LIMIT ?`,
    closedBeforeMs,
    PURGED_AT_ONCE,
  )
  for (const row of rows) {
    const orderKey = String(row['order_key'])
    deleteJobs(db, `subject_kind = 'order' AND subject_key = ?`, orderKey)
    unindexOrder(db, orderKey)
    const tables = ['packed', 'alert', 'history', 'vendor_write', 'ready_mark', 'known_order']
    for (const table of tables) {
      db.run(`DELETE FROM ${table} WHERE order_key = ?`, orderKey)
    }
  }
  return rows.length
}

/** Names of staff and free words go too: a person may have typed a customer's name into any of them. */
function withoutCustomer(order: Order): Order {
  const bare = { note: null, cancelReason: null }
  const bareLine = (line: OrderLine): OrderLine => ({ ...line, ...bare, children: line.children.map(bareLine) })
  const lines = order.lines.map(bareLine)
  const words = { paymentMethod: null, confirmationCode: null, courier: null, waiter: null, tableName: null }
  const payments = order.payments.map((payment) => ({ ...payment, name: '?' }))
  return { ...order, ...bare, ...words, lines, payments, customer: null }
}

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))

function toKnownOrder(row: Row): KnownOrder | null {
  const order = readOrderJson(row['order_json'])
  if (order === null) return null
  return {
    order,
    lastAnnounced: row['last_announced_json'] === null ? null : readOrderJson(row['last_announced_json']),
    listRevision: String(row['list_revision']),
    firstSeenMs: Number(row['first_seen_ms']),
    isBaseline: row['is_baseline'] === 1,
    isUnlisted: row['is_unlisted'] === 1,
    isChangeHeld: row['is_change_held'] === 1,
    misses: Number(row['misses']),
    state: row['state'] as KnownOrder['state'],
    goneAtMs: numberOrNull(row['gone_at_ms']),
    goneWhy: row['gone_why'] as KnownOrder['goneWhy'],
    money: readMoneyJson(row['money_json']),
    twinOf: row['twin_of'] === null ? null : String(row['twin_of']),
    detailsWantedSinceMs: numberOrNull(row['details_wanted_since_ms']),
  }
}
