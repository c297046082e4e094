import type { Database } from './database.ts'
import type { LinkLedger } from './linkLedger.ts'

const READ_AT_ONCE = 200
/** More than a shop tells in a day: of what waits longer than that the oldest goes first, whatever the clock says. */
const WAITING_KEPT = 10_000
/** As long as the rest of the record. */
const OUTAGES_KEPT_MS = 90 * 24 * 3_600_000

export const linkParts = (db: Database): LinkLedger => ({
  addLinkEvents: (account, bodies, atMs) =>
    db.transaction(() => {
      for (const body of bodies)
        db.run('INSERT INTO link_event (account, body, at_ms) VALUES (?, ?, ?)', account, body, atMs)
      db.run('DELETE FROM link_event WHERE id <= (SELECT max(id) FROM link_event) - ?', WAITING_KEPT)
    }),
  readLinkEvents: () =>
    db
      .all('SELECT id, account, body FROM link_event ORDER BY id LIMIT ?', READ_AT_ONCE)
      .map((row) => ({ id: Number(row['id']), account: String(row['account']), body: String(row['body']) })),
  removeLinkEvents: (ids) =>
    db.transaction(() => {
      for (const id of ids) db.run('DELETE FROM link_event WHERE id = ?', id)
    }),
  noteLinkOutage: ({ fromMs, untilMs }) =>
    db.transaction(() => {
      db.run('DELETE FROM link_outage WHERE from_ms < ?', fromMs - OUTAGES_KEPT_MS)
      db.run('INSERT OR REPLACE INTO link_outage (from_ms, until_ms) VALUES (?, ?)', fromMs, untilMs)
    }),
  readLinkDay: (fromMs, untilMs) => ({
    outages: db
      .all(
        'SELECT * FROM link_outage WHERE from_ms < ? AND coalesce(until_ms, ?) >= ? ORDER BY from_ms',
        untilMs,
        untilMs,
        fromMs,
      )
      .map((row) => ({
        fromMs: Number(row['from_ms']),
        untilMs: row['until_ms'] === null ? null : Number(row['until_ms']),
      })),
    unheardCount: countSteps(db, 'printedUnlinked', fromMs, untilMs),
    elsewhereCount: countSteps(db, 'printedElsewhere', fromMs, untilMs),
    doubled: db
      .all(
        `SELECT DISTINCT history.order_key, history.detail,
           (SELECT order_label FROM print_job
            WHERE subject_kind = 'order' AND subject_key = history.order_key LIMIT 1) AS label
         FROM history WHERE what = 'printedTwice' AND at_ms >= ? AND at_ms < ? ORDER BY history.id`,
        fromMs,
        untilMs,
      )
      .map((row) => ({
        orderKey: String(row['order_key']),
        orderLabel: String(row['label'] ?? row['order_key']),
        counterName: counterIn(String(row['detail'])),
      })),
  }),
})

/** How many slips had a step with this note. */
const countSteps = (db: Database, note: string, fromMs: number, untilMs: number): number =>
  Number(
    db.all(
      `SELECT count(DISTINCT job_id) AS count FROM job_step
       WHERE at_ms >= ? AND at_ms < ? AND detail LIKE ?`,
      fromMs,
      untilMs,
      `%"${note}"%`,
    )[0]?.['count'] ?? 0,
  )

function counterIn(detail: string): string {
  try {
    return String((JSON.parse(detail) as { counterName?: unknown }).counterName ?? '')
  } catch {
    return ''
  }
}
