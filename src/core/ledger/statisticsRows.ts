import type { StatisticsRow } from '../../shared/model/statistics.ts'
import type { Database, Row } from './database.ts'
import type { StatisticsGroups, StatisticsQuery } from './ledger.ts'

/** The values of the query, each written once. */
const asked = {
  fromMs: '(SELECT from_ms FROM asked)',
  untilMs: '(SELECT until_ms FROM asked)',
  nowMs: '(SELECT now_ms FROM asked)',
  lateMs: '(SELECT late_ms FROM asked)',
  zoneMs: '(SELECT zone_ms FROM asked)',
  dayEndsMs: '(SELECT day_ends_ms FROM asked)',
  areJoined: '(SELECT are_joined FROM asked)',
} as const

/** How orders are told apart, in SQL over `counted`. */
const groups = {
  whole: { id: `''`, name: `''` },
  byDay: { id: `date((seen_ms + ${asked.zoneMs} - ${asked.dayEndsMs}) / 1000, 'unixepoch')`, name: `''` },
  byHour: { id: `CAST(((seen_ms + ${asked.zoneMs}) / 3600000) % 24 AS INTEGER)`, name: `''` },
  byChannel: { id: 'channel_id', name: 'max(channel_name)' },
} as const

/** Counted by SQLite itself, erased orders included: no order is loaded. */
export const readStatistics = (db: Database, query: StatisticsQuery): StatisticsGroups => ({
  whole: readGroup(db, query, 'whole'),
  byDay: readGroup(db, query, 'byDay'),
  byHour: readGroup(db, query, 'byHour'),
  byChannel: readGroup(db, query, 'byChannel'),
})

/** A share of the waits is the shortest that at least so many of a hundred are not above. */
const waitOf = (percent: number): string =>
  `min(CASE WHEN wait_ms IS NOT NULL AND place * 100 >= waits * ${percent} THEN wait_ms END)`

/** When an order is due: the time it is for, else when it was given. */
const DUE_MS = `coalesce(json_extract(known.order_json, '$.scheduledForMs'),
  json_extract(known.order_json, '$.createdAtMs'), known.first_seen_ms)`

/** When it left the counter: handed to a courier, or gone from the board; until then it is here. */
const LEFT_MS = `coalesce((SELECT min(handed_at_ms) FROM delivery
  WHERE delivery.order_key = known.order_key AND delivery.state <> 'undone'),
  known.gone_at_ms, ${asked.nowMs})`

function readGroup(db: Database, query: StatisticsQuery, by: keyof typeof groups): StatisticsRow[] {
  const { id, name } = groups[by]
  const sql = `
    WITH asked (from_ms, until_ms, now_ms, late_ms, zone_ms, day_ends_ms, are_joined) AS (VALUES (?, ?, ?, ?, ?, ?, ?)),
    counted AS (
      SELECT known.first_seen_ms AS seen_ms,
        coalesce(json_extract(known.order_json, '$.channel.id'), '') AS channel_id,
        coalesce(json_extract(known.order_json, '$.channel.name'), '') AS channel_name,
        max(0, alert.acknowledged_at_ms - alert.wanted_at_ms) AS wait_ms,
        max(0, coalesce(alert.acknowledged_at_ms, ${asked.nowMs}) - alert.wanted_at_ms) >= ${asked.lateMs} AS is_late,
        alert.id IS NOT NULL AND alert.acknowledged_at_ms IS NULL AS is_unseen,
        ${LEFT_MS} - ${DUE_MS} >= ${asked.lateMs} AS is_overdue
      FROM known_order AS known
      LEFT JOIN alert ON alert.order_key = known.order_key AND alert.kind = 'new'
      WHERE known.first_seen_ms >= ${asked.fromMs} AND known.first_seen_ms < ${asked.untilMs} AND known.is_baseline = 0
        AND (${asked.areJoined} = 0 OR known.twin_of IS NULL OR NOT EXISTS (
          SELECT 1 FROM known_order AS earlier WHERE earlier.order_key = known.twin_of AND earlier.is_baseline = 0))
    ), grouped AS (SELECT ${id} AS id, channel_name, wait_ms, is_late, is_unseen, is_overdue FROM counted),
    placed AS (
      SELECT id, channel_name, wait_ms, is_late, is_unseen, is_overdue,
        row_number() OVER (PARTITION BY id ORDER BY wait_ms IS NULL, wait_ms) AS place,
        count(wait_ms) OVER (PARTITION BY id) AS waits
      FROM grouped
    )
    SELECT id, ${name} AS name, count(*) AS orders, coalesce(sum(is_late), 0) AS late,
      coalesce(sum(is_unseen), 0) AS unseen, coalesce(sum(is_overdue), 0) AS overdue,
      ${waitOf(50)} AS median, ${waitOf(90)} AS ninetieth
    FROM placed GROUP BY id ORDER BY orders DESC, id`
  const { fromMs, untilMs, nowMs, lateAfterMs, zoneMs, dayEndsMs, areJoined } = query
  return db.all(sql, fromMs, untilMs, nowMs, lateAfterMs, zoneMs, dayEndsMs, areJoined ? 1 : 0).map(toRow)
}

const toRow = (row: Row): StatisticsRow => ({
  id: String(row['id']),
  name: String(row['name']),
  orderCount: Number(row['orders']),
  lateCount: Number(row['late']),
  unseenCount: Number(row['unseen']),
  overdueCount: Number(row['overdue']),
  medianWaitMs: row['median'] === null ? null : Number(row['median']),
  ninetiethWaitMs: row['ninetieth'] === null ? null : Number(row['ninetieth']),
})
