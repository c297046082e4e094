import type { SQLInputValue } from 'node:sqlite'
import { z } from 'zod'
import type { AcknowledgeHow } from '../../shared/model/alert.ts'
import { PLATFORM_COURIER } from '../../shared/model/dispatch.ts'
import { goneReasons } from '../../shared/model/knownOrder.ts'
import {
  type LedgerCounts,
  type LedgerCursor,
  type LedgerFilter,
  type LedgerRow,
  type LedgerState,
  ledgerStates,
} from '../../shared/model/ledgerPage.ts'
import { foreignCurrencyOf, type Order, orderSchema, orderTypes } from '../../shared/model/order.ts'
import { isFound, parseSearch } from '../../shared/model/orderSearch.ts'
import { jobStatesByUrgency, type PrintJob } from '../../shared/model/printJob.ts'
import type { Database, Row } from './database.ts'
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
  unprinted: `NOT EXISTS (SELECT 1 FROM print_job
    WHERE print_job.subject_kind = 'order' AND print_job.subject_key IN (known.order_key, known.twin_of)
    AND print_job.state IN ('confirmed', 'sent'))`,
}

/** To whom a `known_order`, named `known`, was handed last and not undone; a platform's courier has no name but his id. */
const HANDED_TO = `SELECT CASE courier_id WHEN '${PLATFORM_COURIER}' THEN courier_id ELSE courier_name END FROM delivery
  WHERE delivery.order_key = known.order_key AND state <> 'undone' ORDER BY id DESC LIMIT 1`

/** Who brings a `known_order`, named `known`: to whom it was handed here, else whom its vendor names. */
const COURIER = `coalesce((${HANDED_TO}), json_extract(known.order_json, '$.courier'))`

export const ledgerPageParts = (
  db: Database,
  jobsOf: (orderKey: string) => readonly PrintJob[],
): Pick<Ledger, 'readLedgerPage' | 'readLedgerCounts' | 'readRecall'> => ({
  readLedgerPage: (query) => readPage(db, jobsOf, query),
  readLedgerCounts: (fromMs, untilMs) => readCounts(db, fromMs, untilMs),
  readRecall: (sinceMs, limit) =>
    db
      .all(
        `SELECT ${COLUMNS} FROM known_order AS known WHERE state = 'gone' AND gone_at_ms >= ?
         ORDER BY gone_at_ms DESC LIMIT ?`,
        sinceMs,
        limit,
      )
      .flatMap((row) => {
        const facts = factsOf(row)
        return facts === null ? [] : [toRow(db, jobsOf, row, facts)]
      }),
})

/** What of an order its row shows, out of its JSON at one reading; of these no version has changed the shape. */
const shown = [
  'number',
  'code',
  'channel',
  'type',
  'phase',
  'createdAtMs',
  'totalKurus',
  'currency',
  'customer',
  'courier',
] as const
const factsSchema = z.tuple([
  orderSchema.shape.number,
  orderSchema.shape.code,
  orderSchema.shape.channel,
  orderSchema.shape.type,
  orderSchema.shape.phase,
  orderSchema.shape.createdAtMs,
  orderSchema.shape.totalKurus,
  orderSchema.shape.currency,
  orderSchema.shape.customer,
  orderSchema.shape.courier,
])
type Facts = Pick<Order, (typeof shown)[number]>

const COLUMNS = `order_key, source_id, first_seen_ms, is_baseline, twin_of, state, gone_at_ms, gone_why,
  json_extract(order_json, ${shown.map((field) => `'$.${field}'`).join(', ')}) AS facts`

/** @returns null for what no version of Tezgah has written */
function factsOf(row: Row): Facts | null {
  const read = factsSchema.safeParse(JSON.parse(String(row['facts'])))
  if (!read.success) return null
  const [number, code, channel, type, phase, createdAtMs, totalKurus, currency, customer, courier] = read.data
  return { number, code, channel, type, phase, createdAtMs, totalKurus, currency, customer, courier }
}

function readPage(
  db: Database,
  jobsOf: (orderKey: string) => readonly PrintJob[],
  { fromMs, untilMs, filter, before, limit }: LedgerQuery,
): LedgerPage {
  const { where, values } = whereOf(filter)
  const rows: LedgerRow[] = []
  const terms = parseSearch(filter.find)
  const atOnce = terms.length === 0 ? limit + 1 : LOOKED_AT_ONCE
  let cursor: LedgerCursor = before ?? { atMs: untilMs, key: '' }
  for (;;) {
    const found = db.all(
      `SELECT ${COLUMNS} FROM known_order AS known
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
      const facts = factsOf(row)
      if (facts === null || !isFound(facts, terms)) continue
      if (rows.length === limit) return { rows, next: cursor }
      rows.push(toRow(db, jobsOf, row, facts))
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
    [`${COURIER} = ?`, filter.courier],
  ]
  const wanted = parts.filter((part): part is [string, string] => part[1] !== null)
  const states = filter.state === null ? [] : [conditions[filter.state]]
  const where = [...wanted.map(([sql]) => sql), ...states].map((sql) => `AND (${sql})`).join(' ')
  return { where, values: wanted.map(([, value]) => value) }
}

function readCounts(db: Database, fromMs: number, untilMs: number): LedgerCounts {
  const isIn = ledgerStates.map((state) => `(${conditions[state]}) AS ${state}`)
  const rows = db.all(
    `SELECT source_id, json_extract(order_json, '$.channel.id', '$.channel.name', '$.type') AS facts,
       ${COURIER} AS courier, ${isIn.join(', ')} FROM known_order AS known WHERE first_seen_ms >= ? AND first_seen_ms < ?`,
    fromMs,
    untilMs,
  )
  const [sources, channels, types, couriers] = [new Tally(), new Tally(), new Tally(), new Tally()]
  const states = Object.fromEntries(ledgerStates.map((state) => [state, 0])) as LedgerCounts['states']
  for (const row of rows) {
    const facts = countedSchema.safeParse(JSON.parse(String(row['facts']))).data
    const [channelId, channelName, type] = facts ?? [null, null, null]
    sources.add(String(row['source_id']))
    channels.add(channelId, channelName)
    types.add(type)
    couriers.add(row['courier'] === null ? null : String(row['courier']))
    for (const state of ledgerStates) if (row[state] === 1) states[state]++
  }
  const byType = new Map(types.rows().map(({ id, count }) => [id, count]))
  return {
    all: rows.length,
    sources: sources.rows(),
    channels: channels.rows(),
    couriers: couriers.rows(),
    types: Object.fromEntries(orderTypes.flatMap((type) => (byType.has(type) ? [[type, byType.get(type) ?? 0]] : []))),
    states,
  }
}

const textOrNull = z.string().nullable()
const countedSchema = z.tuple([textOrNull, textOrNull, textOrNull])

/** How many there are of each, most first. */
class Tally {
  readonly #rows = new Map<string, { id: string; name: string; count: number }>()

  add(id: string | null, name = id): void {
    if (id === null) return
    const row = this.#rows.get(id) ?? { id, name: name ?? id, count: 0 }
    row.count++
    this.#rows.set(id, row)
  }

  rows(): { id: string; name: string; count: number }[] {
    return [...this.#rows.values()].sort((left, right) => right.count - left.count || (left.id < right.id ? -1 : 1))
  }
}

function toRow(
  db: Database,
  jobsOf: (orderKey: string) => readonly PrintJob[],
  row: Row,
  { customer, currency, ...facts }: Facts,
): LedgerRow {
  const key = String(row['order_key'])
  const sourceId = String(row['source_id'])
  const [alerts = {}] = db.all(
    `SELECT min(raised_at_ms) AS raised, max(acknowledged_at_ms) AS acknowledged,
       sum(acknowledged_at_ms IS NULL) AS waiting FROM alert WHERE order_key = ?`,
    key,
  )
  const [changes = {}] = db.all(
    `SELECT count(*) AS count, max(at_ms) AS last FROM history WHERE order_key = ? AND what = 'changed'`,
    key,
  )
  const [acknowledged] = db.all(
    `SELECT acknowledged_how AS how, acknowledged_at_counter AS counter FROM alert
       WHERE order_key = ? AND acknowledged_at_ms IS NOT NULL ORDER BY acknowledged_at_ms DESC, id DESC LIMIT 1`,
    key,
  )
  const [delivery] = db.all(
    `SELECT handed_at_ms, courier_id, courier_name FROM delivery
       WHERE order_key = ? AND state <> 'undone' ORDER BY id DESC LIMIT 1`,
    key,
  )
  const waitingCount = Number(alerts['waiting'] ?? 0)
  return {
    ...facts,
    foreignCurrency: foreignCurrencyOf({ currency }),
    key,
    sourceId,
    sourceName: sourceId,
    outcome: outcomeOf(row, facts.phase),
    twinOf: row['twin_of'] === null ? null : String(row['twin_of']),
    isBaseline: row['is_baseline'] === 1,
    seenAtMs: Number(row['first_seen_ms']),
    alertedAtMs: numberOrNull(alerts['raised']),
    acknowledgedAtMs: waitingCount > 0 ? null : numberOrNull(alerts['acknowledged']),
    acknowledgedBy: waitingCount > 0 ? null : acknowledgerOf(acknowledged),
    waitingCount,
    slip: slipOf(jobsOf(key)),
    changeCount: Number(changes['count'] ?? 0),
    changedAtMs: numberOrNull(changes['last']),
    handedOver: delivery === undefined ? null : handedOverOf(delivery),
    goneAtMs: numberOrNull(row['gone_at_ms']),
    customerName: customer?.name ?? null,
    phone: customer?.phones[0]?.number ?? null,
    region: customer?.region ?? null,
  }
}

const acknowledgerOf = (alert: Row | undefined): LedgerRow['acknowledgedBy'] =>
  typeof alert?.['how'] === 'string'
    ? { how: alert['how'] as AcknowledgeHow, counterName: String(alert['counter'] ?? '') }
    : null

const handedOverOf = (delivery: Row): LedgerRow['handedOver'] => ({
  atMs: Number(delivery['handed_at_ms']),
  courierId: String(delivery['courier_id']),
  courierName: String(delivery['courier_name']),
})

function outcomeOf({ state, gone_why: goneWhy }: Row, phase: Order['phase']): LedgerRow['outcome'] {
  if (goneWhy === 'cancelled' || phase === 'cancelled') return 'cancelled'
  if (state === 'open') return 'open'
  return goneReasons.find((reason) => reason === goneWhy) ?? 'unknown'
}

function slipOf(jobs: readonly PrintJob[]): LedgerRow['slip'] {
  const state = jobStatesByUrgency.find((candidate) => jobs.some((job) => job.state === candidate))
  if (state === undefined) return null
  const atMs = Math.max(...jobs.filter((job) => job.state === state).map((job) => job.updatedAtMs))
  return { state, atMs, copies: Math.max(0, ...jobs.map((job) => job.copyNumber)) }
}

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
