import type { AlertKind, OpenAlert } from '../../shared/model/alert.ts'
import type { Database, Row } from './database.ts'
import { writeHistory } from './historyRows.ts'
import type { Acknowledger, Commit, Ledger } from './ledger.ts'

const COLUMNS = 'id, order_key, kind, wanted_at_ms, raised_at_ms'

/** A second "new" of one order is the same alert: nothing is added. */
export const insertAlert = (
  db: Database,
  { orderKey, kind, id }: Commit['alerts'][number],
  atMs: number,
): OpenAlert[] =>
  db
    .all(
      `INSERT INTO alert (id, order_key, kind, wanted_at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      id ?? null,
      orderKey,
      kind,
      atMs,
    )
    .map(toAlert)

/** Nobody has seen them, and nobody has to. */
export const withdrawAlerts = (db: Database, orderKey: string, atMs: number): void =>
  void db.run(
    'UPDATE alert SET acknowledged_at_ms = ? WHERE order_key = ? AND acknowledged_at_ms IS NULL',
    atMs,
    orderKey,
  )

type AlertParts = Pick<
  Ledger,
  | 'readOpenAlerts'
  | 'readLastAlertId'
  | 'readAlertsOf'
  | 'noteAlertContents'
  | 'acknowledge'
  | 'unacknowledge'
  | 'noteAlertsRaised'
>

export const alertParts = (db: Database): AlertParts => ({
  readLastAlertId: () => Number(db.all('SELECT max(id) AS last FROM alert')[0]?.['last'] ?? 0),
  readOpenAlerts: () =>
    db.all(`SELECT ${COLUMNS} FROM alert WHERE acknowledged_at_ms IS NULL ORDER BY id`).map(toAlert),
  readAlertsOf: (orderKey) =>
    db
      .all('SELECT id, kind, content_mark FROM alert WHERE order_key = ? ORDER BY id', orderKey)
      .map(({ id, kind, content_mark: mark }) => ({
        id: Number(id),
        kind: kind as AlertKind,
        contentMark: mark === null ? null : String(mark),
      })),
  noteAlertContents: (contentMarks) =>
    db.transaction(() => {
      for (const [id, mark] of contentMarks) db.run('UPDATE alert SET content_mark = ? WHERE id = ?', mark, id)
    }),
  acknowledge: (orderKeys, atMs, upToAlertId, by) =>
    db.transaction(() => {
      for (const orderKey of orderKeys) acknowledgeOrder(db, orderKey, { atMs, upToAlertId, by })
    }),
  unacknowledge: (alertIds, atMs, counterName) =>
    db.transaction(() => {
      for (const id of alertIds) unacknowledgeAlert(db, id, atMs, counterName)
    }),
  noteAlertsRaised: (alertIds, atMs) =>
    db.transaction(() => {
      for (const id of alertIds) db.run('UPDATE alert SET raised_at_ms = ? WHERE id = ?', atMs, id)
    }),
})

interface Acknowledgement {
  atMs: number
  upToAlertId: number
  by: Acknowledger
}

function acknowledgeOrder(db: Database, orderKey: string, { atMs, upToAlertId, by }: Acknowledgement): void {
  const closed = db.all(
    `UPDATE alert SET acknowledged_at_ms = ?, acknowledged_how = ?, acknowledged_at_counter = ?
       WHERE order_key = ? AND acknowledged_at_ms IS NULL AND id <= ? RETURNING kind`,
    atMs,
    by.how,
    by.counterName,
    orderKey,
    upToAlertId,
  )
  for (const { kind } of closed)
    writeHistory(db, { orderKey, what: 'acknowledged', kind: kind as AlertKind, ...by }, atMs)
}

function unacknowledgeAlert(db: Database, id: number, atMs: number, counterName: string): void {
  // What was withdrawn, or forgotten with its source, was acknowledged by nobody.
  const opened = db.all(
    `UPDATE alert SET acknowledged_at_ms = NULL, acknowledged_how = NULL, acknowledged_at_counter = NULL
       WHERE id = ? AND acknowledged_how IS NOT NULL RETURNING order_key, kind`,
    id,
  )
  for (const { order_key: orderKey, kind } of opened)
    writeHistory(db, { orderKey: String(orderKey), what: 'unacknowledged', kind: kind as AlertKind, counterName }, atMs)
}

const toAlert = (row: Row): OpenAlert => ({
  id: Number(row['id']),
  orderKey: String(row['order_key']),
  kind: row['kind'] as AlertKind,
  wantedAtMs: Number(row['wanted_at_ms']),
  raisedAtMs: row['raised_at_ms'] === null ? null : Number(row['raised_at_ms']),
})
