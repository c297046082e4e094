import type { Database } from './database.ts'
import { readOrder } from './knownOrderRows.ts'
import type { DayRecord } from '../../shared/model/report.ts'
import { toJob } from './printJobRows.ts'

/** What the ledger has of the orders that came in within a day, baseline ones included. */
export function readDay(db: Database, fromMs: number, untilMs: number): DayRecord {
  const keys = db
    .all(
      'SELECT order_key FROM known_order WHERE first_seen_ms >= ? AND first_seen_ms < ? ORDER BY rowid',
      fromMs,
      untilMs,
    )
    .map((row) => String(row['order_key']))
  const ofDay = 'IN (SELECT order_key FROM known_order WHERE first_seen_ms >= ? AND first_seen_ms < ?)'
  return {
    orders: keys.map((key) => readOrder(db, key)).filter((known) => known !== null),
    alerts: db
      .all(`SELECT order_key, wanted_at_ms, acknowledged_at_ms FROM alert WHERE order_key ${ofDay}`, fromMs, untilMs)
      .map((row) => ({
        orderKey: String(row['order_key']),
        wantedAtMs: Number(row['wanted_at_ms']),
        acknowledgedAtMs: row['acknowledged_at_ms'] === null ? null : Number(row['acknowledged_at_ms']),
      })),
    jobs: db
      .all(`SELECT * FROM print_job WHERE subject_kind = 'order' AND subject_key ${ofDay} ORDER BY id`, fromMs, untilMs)
      .map(toJob),
  }
}
