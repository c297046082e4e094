import { type Order, orderSchema } from '../../shared/order.ts'
import type { Database, Row } from './database.ts'
import type { KnownOrder } from './ledger.ts'

const COLUMNS = `order_json, told_json, list_revision, first_seen_ms, is_baseline, misses, state, gone_at_ms, gone_why,
  details_wanted_since_ms`

export function readOpenOrders(db: Database): KnownOrder[] {
  return db.all(`SELECT ${COLUMNS} FROM known_order WHERE state = 'open' OR gone_why IS NULL ORDER BY rowid`).map(toKnownOrder)
}

export function readOrder(db: Database, orderKey: string): KnownOrder | null {
  const [row] = db.all(`SELECT ${COLUMNS} FROM known_order WHERE order_key = ?`, orderKey)
  return row ? toKnownOrder(row) : null
}

export function writeOrder(db: Database, known: KnownOrder): void {
  db.run(
    `INSERT INTO known_order (order_key, source_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (order_key) DO UPDATE SET order_json = excluded.order_json, told_json = excluded.told_json,
       list_revision = excluded.list_revision,
       misses = excluded.misses, state = excluded.state, gone_at_ms = excluded.gone_at_ms,
       gone_why = excluded.gone_why, details_wanted_since_ms = excluded.details_wanted_since_ms, is_erased = 0`,
    known.order.key,
    known.order.sourceId,
    JSON.stringify(known.order),
    known.told === null ? null : JSON.stringify(known.told),
    known.listRevision,
    known.firstSeenMs,
    known.isBaseline ? 1 : 0,
    known.misses,
    known.state,
    known.goneAtMs,
    known.goneWhy,
    known.detailsWantedSinceMs,
  )
}

/** Leaves keys, times, amounts and states; takes everything that says who the customer was. */
export function eraseCustomerDataBefore(db: Database, closedBeforeMs: number): number {
  const rows = db.all(
    `SELECT order_key, order_json FROM known_order WHERE is_erased = 0 AND state = 'gone' AND gone_at_ms < ?`,
    closedBeforeMs,
  )
  for (const row of rows) {
    const orderKey = String(row['order_key'])
    const erased = JSON.stringify(withoutCustomer(parseOrder(row)))
    db.run('UPDATE known_order SET order_json = ?, told_json = NULL, is_erased = 1 WHERE order_key = ?', erased, orderKey)
    db.run('UPDATE print_job SET changes = NULL, reason = NULL WHERE order_key = ?', orderKey)
    db.run('UPDATE history SET detail = NULL WHERE order_key = ?', orderKey)
  }
  return rows.length
}

function withoutCustomer(order: Order): Order {
  const lines = order.lines.map((line) => ({
    ...line,
    note: null,
    children: line.children.map((child) => ({ ...child, note: null })),
  }))
  return { ...order, lines, customer: null, note: null, confirmationCode: null, cancelReason: null, tableName: null }
}

const parseOrder = (row: Row): Order => orderSchema.parse(JSON.parse(String(row['order_json'])))

const parseTold = (row: Row): Order | null =>
  row['told_json'] === null ? null : orderSchema.parse(JSON.parse(String(row['told_json'])))

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))

function toKnownOrder(row: Row): KnownOrder {
  return {
    order: parseOrder(row),
    told: parseTold(row),
    listRevision: String(row['list_revision']),
    firstSeenMs: Number(row['first_seen_ms']),
    isBaseline: row['is_baseline'] === 1,
    misses: Number(row['misses']),
    state: row['state'] as KnownOrder['state'],
    goneAtMs: numberOrNull(row['gone_at_ms']),
    goneWhy: row['gone_why'] as KnownOrder['goneWhy'],
    detailsWantedSinceMs: numberOrNull(row['details_wanted_since_ms']),
  }
}
