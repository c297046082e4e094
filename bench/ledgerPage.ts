import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createHandlers } from '../src/core/requests/handlers.ts'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import type { RequestDependencies } from '../src/core/requests/dependencies.ts'
import { dayIsoOf } from '../src/shared/model/istanbulTime.ts'
import { anyOrder, type LedgerFilter } from '../src/shared/model/ledgerPage.ts'
import type { Order } from '../src/shared/model/order.ts'
import { defaultSettings } from '../src/shared/settings/settings.ts'
import { posVendors } from '../src/core/vendors/registry.ts'
import { benchHost } from './benchHost.ts'
import { aPackedOrder } from './packedOrder.ts'
import { say, sayRow, spreadOf } from './figures.ts'

const DAYS = 90
const ORDERS_A_DAY = 2_000
const DAY_MS = 86_400_000
const RUNS = 20

/** The ledger's page over a full record: ninety days of two thousand orders, each with alert, slip and history. */
export async function measureLedgerPage(): Promise<void> {
  say(`\nThe ledger's page over ${DAYS} days x ${ORDERS_A_DAY} orders, ms (aim: open within 300)`)
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const file = join(folder, 'ledger.sqlite')
  openLedger(file).close()
  const host = benchHost(folder, () => {})
  const nowMs = host.clock.nowMs()
  fill(file, nowMs)
  const openedMs = performance.now()
  const ledger = openLedger(file)
  say(`  the ledger's file opens in ${Math.round(performance.now() - openedMs)} ms`)
  const handlers = createHandlers({
    host,
    ledger,
    settings: { current: () => defaultSettings },
    vendors: posVendors,
    book: { group: (key: string) => [key], find: () => null },
    reconciler: { running: () => new Set() },
    dispatch: {},
  } as unknown as RequestDependencies)
  const day = (daysAgo: number): string => dayIsoOf(nowMs - daysAgo * DAY_MS)
  const page = async (dayIso: string, filter: Partial<LedgerFilter>): Promise<void> => {
    const answer = await handlers['ledger.page']({
      dayIso,
      filter: { ...anyOrder, ...filter },
      before: null,
      limit: 100,
    })
    if (!answer.ok) throw new Error(answer.error.code)
  }
  await measure('open a day, whichever', (run) => page(day(1 + ((run * 7) % (DAYS - 2))), {}))
  await measure('… filtered by channel and state', (run) => page(day(1 + run), { channelId: 'getir', state: 'over' }))
  await measure('… filtered by a courier', (run) => page(day(1 + run), { courier: 'Kurye 3' }))
  await measure('… searched for a name that is there', (run) => page(day(1 + run), { find: 'müşteri 17' }))
  await measure('… searched for what is not there', (run) => page(day(1 + run), { find: 'hiç yok' }))
  await measure('what has just left the board', () => handlers['ledger.recall']({}))
  await measure('a day as a table', (run) => handlers['ledger.export']({ dayIso: day(1 + run), filter: anyOrder }), 5)
  await measure('the report of a day', (run) => handlers['report.get']({ dayIso: day(1 + run) }), 5)
  ledger.close()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(name: string, work: (run: number) => Promise<unknown>, runs = RUNS): Promise<void> {
  const samples: number[] = []
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now()
    await work(run)
    samples.push(performance.now() - startMs)
  }
  sayRow(name, spreadOf(samples))
}

/** Straight into the file: through the core it would take an hour. */
function fill(file: string, nowMs: number): void {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA synchronous=OFF; BEGIN')
  const order = db.prepare(
    `INSERT INTO known_order (order_key, source_id, order_json, list_revision, first_seen_ms, is_baseline, misses, state,
       gone_at_ms, gone_why) VALUES (?, ?, ?, '', ?, 0, 2, 'gone', ?, ?)`,
  )
  const alert = db.prepare(
    `INSERT INTO alert (order_key, kind, wanted_at_ms, raised_at_ms, acknowledged_at_ms) VALUES (?, 'new', ?, ?, ?)`,
  )
  const job = db.prepare(
    `INSERT INTO print_job (subject_key, order_label, kind, printer_id, dedupe, state, copy_number, wanted_at_ms, updated_at_ms)
     VALUES (?, '#1', 'order', 'kasa', 'first', 'confirmed', 0, ?, ?)`,
  )
  const history = db.prepare(`INSERT INTO history (order_key, at_ms, what, detail) VALUES (?, ?, ?, NULL)`)
  const delivery = db.prepare(
    `INSERT INTO delivery (order_key, order_label, source_id, courier_id, courier_name, state, plan_purse, handed_at_ms,
       ended_at_ms, heard_on_the_way_as) VALUES (?, '#1', ?, ?, ?, 'delivered', 'cash', ?, ?, '')`,
  )
  for (let index = 0; index < DAYS * ORDERS_A_DAY; index++) {
    const atMs = nowMs - Math.floor(((index + 1) / ORDERS_A_DAY) * DAY_MS)
    const packed: Order = aPackedOrder(index)
    order.run(
      packed.key,
      packed.sourceId,
      JSON.stringify({ version: 2, ...packed }),
      atMs,
      atMs + 2_400_000,
      'delivered',
    )
    alert.run(packed.key, atMs, atMs, atMs + 30_000)
    job.run(packed.key, atMs, atMs + 5_000)
    const courier = index % 7
    delivery.run(packed.key, packed.sourceId, `k${courier}`, `Kurye ${courier}`, atMs + 600_000, atMs + 2_400_000)
    for (const what of ['seen', 'acknowledged', 'gone', 'goneWhy']) history.run(packed.key, atMs, what)
  }
  db.exec('COMMIT')
  db.close()
}
