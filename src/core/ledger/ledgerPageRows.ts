import type { SQLInputValue } from 'node:sqlite'
import { isFound } from '../../shared/model/findOrder.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'
import {
  type LedgerCounts,
  type LedgerCursor,
  type LedgerFilter,
  type LedgerRow,
  type LedgerState,
  ledgerStates,
} from '../../shared/model/ledgerPage.ts'
import { orderTypes } from '../../shared/model/order.ts'
import { jobStatesByUrgency, type PrintJob } from '../../shared/model/printJob.ts'
import type { Database } from './database.ts'
import { readOrder } from './knownOrderRows.ts'
import type { Ledger, LedgerPage, LedgerQuery } from './ledger.ts'

/** Whoever finds little must not hold up a poll by looking through a long day at once. */
const LOOKED_AT_ONCE = 500

/** SQL's conditions on a `known_order`, named `known`, without values of their own. */
const conditions: Record<LedgerState, string> = {
  open: `known.state = 'open'`,
  over: `known.state = 'gone' AND known.gone_why IN ('delivered', 'closed')
    AND json_extract(known.order_json, '$.phase') IS NOT 'cancelled'`,
  cancelled: `(known.gone_why = 'cancelled' OR json_extract(known.order_json, '$.phase') = 'cancelled')`,
  unexplained: `known.state = 'gone' AND coalesce(known.gone_why, 'unknown') IN ('unknown', 'notFound')
    AND json_extract(known.order_json, '$.phase') IS NOT 'cancelled'`,
  unseen: `EXISTS (SELECT 1 FROM alert WHERE alert.order_key = known.order_key AND acknowledged_at_ms IS NULL)`,
  unprinted: `NOT EXISTS (SELECT 1 FROM print_job WHERE print_job.order_key = known.order_key
    AND print_job.state IN ('confirmed', 'sent'))`,
}

export const ledgerPageParts = (
  db: Database,
  jobsOf: (orderKey: string) => readonly PrintJob[],
): Pick<Ledger, 'readLedgerPage' | 'readLedgerCounts' | 'readRecall'> => ({
  readLedgerPage: (query) => readPage(db, jobsOf, query),
  readLedgerCounts: (fromMs, untilMs) => readCounts(db, fromMs, untilMs),
  readRecall: (sinceMs, limit) =>
    db
      .all(
        `SELECT order_key FROM known_order WHERE state = 'gone' AND gone_at_ms >= ? ORDER BY gone_at_ms DESC LIMIT ?`,
        sinceMs,
        limit,
      )
      .flatMap(({ order_key: key }) => rowOf(db, jobsOf, String(key)) ?? []),
})

function readPage(
  db: Database,
  jobsOf: (orderKey: string) => readonly PrintJob[],
  { fromMs, untilMs, filter, before, limit }: LedgerQuery,
): LedgerPage {
  const { where, values } = whereOf(filter)
  const rows: LedgerRow[] = []
  const atOnce = filter.find.trim() === '' ? limit + 1 : LOOKED_AT_ONCE
  let cursor: LedgerCursor = before ?? { atMs: untilMs, key: '' }
  for (;;) {
    const found = db.all(
      `SELECT order_key, first_seen_ms FROM known_order AS known
       WHERE first_seen_ms >= ? AND (first_seen_ms < ? OR (first_seen_ms = ? AND order_key < ?)) ${where}
       ORDER BY first_seen_ms DESC, order_key DESC LIMIT ?`,
      fromMs,
      cursor.atMs,
      cursor.atMs,
      cursor.key,
      ...values,
      atOnce,
    )
    for (const row of found) {
      const key = String(row['order_key'])
      const known = readOrder(db, key)
      if (known === null || !isFound(known.order, filter.find)) continue
      if (rows.length === limit) return { rows, next: cursor }
      rows.push(toRow(db, jobsOf, known))
      cursor = { atMs: Number(row['first_seen_ms']), key }
    }
    const last = found.at(-1)
    if (last === undefined || found.length < atOnce) return { rows, next: null }
    cursor = { atMs: Number(last['first_seen_ms']), key: String(last['order_key']) }
  }
}

function whereOf(filter: LedgerFilter): { where: string; values: SQLInputValue[] } {
  const parts: [string, string | null][] = [
    ['known.source_id = ?', filter.sourceId],
    [`json_extract(known.order_json, '$.channel.id') = ?`, filter.channelId],
    [`json_extract(known.order_json, '$.type') = ?`, filter.type],
    [`json_extract(known.order_json, '$.courier') = ?`, filter.courier],
  ]
  const wanted = parts.filter((part): part is [string, string] => part[1] !== null)
  const states = filter.state === null ? [] : [conditions[filter.state]]
  const where = [...wanted.map(([sql]) => sql), ...states].map((sql) => `AND (${sql})`).join(' ')
  return { where, values: wanted.map(([, value]) => value) }
}

function readCounts(db: Database, fromMs: number, untilMs: number): LedgerCounts {
  const ofDay = 'FROM known_order AS known WHERE first_seen_ms >= ? AND first_seen_ms < ?'
  const groups = db.all(
    `SELECT source_id AS source, json_extract(order_json, '$.channel.id') AS channel,
       max(json_extract(order_json, '$.channel.name')) AS name, json_extract(order_json, '$.type') AS type,
       json_extract(order_json, '$.courier') AS courier, count(*) AS count ${ofDay} GROUP BY 1, 2, 4, 5`,
    fromMs,
    untilMs,
  )
  const sums = ledgerStates.map(
    (state) => `coalesce(sum(CASE WHEN ${conditions[state]} THEN 1 ELSE 0 END), 0) AS ${state}`,
  )
  const [stateRow = {}] = db.all(`SELECT ${sums.join(', ')} ${ofDay}`, fromMs, untilMs)
  const countBy = (field: string, nameField = field): { id: string; name: string; count: number }[] => {
    const counted = new Map<string, { id: string; name: string; count: number }>()
    for (const row of groups) {
      if (row[field] === null) continue
      const id = String(row[field])
      const known = counted.get(id)
      counted.set(id, { id, name: String(row[nameField]), count: (known?.count ?? 0) + Number(row['count']) })
    }
    return [...counted.values()].sort((left, right) => right.count - left.count || (left.id < right.id ? -1 : 1))
  }
  const types = new Map(countBy('type').map(({ id, count }) => [id, count]))
  return {
    all: groups.reduce((sum, row) => sum + Number(row['count']), 0),
    sources: countBy('source'),
    channels: countBy('channel', 'name'),
    couriers: countBy('courier'),
    types: Object.fromEntries(orderTypes.flatMap((type) => (types.has(type) ? [[type, types.get(type) ?? 0]] : []))),
    states: Object.fromEntries(ledgerStates.map((state) => [state, Number(stateRow[state])])) as LedgerCounts['states'],
  }
}

function rowOf(db: Database, jobsOf: (orderKey: string) => readonly PrintJob[], key: string): LedgerRow | null {
  const known = readOrder(db, key)
  return known && toRow(db, jobsOf, known)
}

function toRow(db: Database, jobsOf: (orderKey: string) => readonly PrintJob[], known: KnownOrder): LedgerRow {
  const { order, firstSeenMs, isBaseline, goneAtMs } = known
  const { key } = order
  const [alerts = {}] = db.all(
    `SELECT min(raised_at_ms) AS raised, max(acknowledged_at_ms) AS acknowledged,
       sum(acknowledged_at_ms IS NULL) AS waiting FROM alert WHERE order_key = ?`,
    key,
  )
  const [changes = {}] = db.all(
    `SELECT count(*) AS count, max(at_ms) AS last FROM history WHERE order_key = ? AND what = 'changed'`,
    key,
  )
  const waitingCount = Number(alerts['waiting'] ?? 0)
  return {
    key,
    number: order.number,
    code: order.code,
    channel: order.channel,
    sourceId: order.sourceId,
    sourceName: order.sourceId,
    type: order.type,
    phase: order.phase,
    outcome: outcomeOf(known),
    isBaseline,
    createdAtMs: order.createdAtMs,
    seenAtMs: firstSeenMs,
    alertedAtMs: numberOrNull(alerts['raised']),
    acknowledgedAtMs: waitingCount > 0 ? null : numberOrNull(alerts['acknowledged']),
    waitingCount,
    slip: slipOf(jobsOf(key)),
    changeCount: Number(changes['count'] ?? 0),
    changedAtMs: numberOrNull(changes['last']),
    goneAtMs,
    totalKurus: order.totalKurus,
    customerName: order.customer?.name ?? null,
    phone: order.customer?.phones[0]?.number ?? null,
    region: order.customer?.region ?? null,
    courier: order.courier,
  }
}

function outcomeOf({ state, goneWhy, order }: KnownOrder): LedgerRow['outcome'] {
  if (goneWhy === 'cancelled' || order.phase === 'cancelled') return 'cancelled'
  return state === 'open' ? 'open' : (goneWhy ?? 'unknown')
}

function slipOf(jobs: readonly PrintJob[]): LedgerRow['slip'] {
  const state = jobStatesByUrgency.find((candidate) => jobs.some((job) => job.state === candidate))
  if (state === undefined) return null
  const atMs = Math.max(...jobs.filter((job) => job.state === state).map((job) => job.updatedAtMs))
  return { state, atMs, copies: Math.max(0, ...jobs.map((job) => job.copyNumber)) }
}

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
