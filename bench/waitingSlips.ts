import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCounter } from '../src/core/counter.ts'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import { readProvision } from '../src/core/settings/provision.ts'
import type { KnownOrder } from '../src/shared/model/knownOrder.ts'
import { orderSubject, type WantedJob } from '../src/shared/model/printJob.ts'
import { anOrder } from '../test/support/anOrder.ts'
import { benchHost } from './benchHost.ts'
import { say } from './figures.ts'

/** What the core costs while slips wait: for a printer that is not there, and for their hour. */
export async function measureWaitingSlips(count = 3_000, seconds = 20): Promise<void> {
  say(`\nCPU of the core while ${count} slips wait, over ${seconds} s, one screen listening (aim: < 1 % of a core)`)
  for (const waitsFor of ['printer', 'hour'] as const) {
    const share = await measure(waitsFor, count, seconds)
    say(`  for ${waitsFor === 'printer' ? 'a printer that is not there' : 'their hour'}: ${(share * 100).toFixed(2)} %`)
  }
}

async function measure(waitsFor: 'printer' | 'hour', count: number, seconds: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const ledger = openLedger(join(folder, 'ledger.sqlite'))
  const orders = Array.from({ length: count }, (_, index) =>
    knownOrder(String(index), waitsFor === 'hour' ? Date.now() + 6 * 3_600_000 : null),
  )
  ledger.commit({
    sourceId: 'shop',
    atMs: Date.now(),
    isBaseline: false,
    known: orders,
    alerts: [],
    jobs: orders.map(wantedJob),
    history: [],
  })
  ledger.close()
  const port = await closedPort()
  const file = { printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port } }] }
  const provision = readProvision(JSON.stringify(file))
  if (!provision.ok) throw new Error('provision')
  const host = benchHost(folder, () => {})
  const counter = createCounter(host, provision.value)
  counter.subscribe((event) => void JSON.stringify(event))
  await counter.start()
  await counter.handle('settings.update', { scheduledLeadMinutes: 45 })
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  const before = process.cpuUsage()
  const startMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  const used = process.cpuUsage(before)
  const share = (used.user + used.system) / 1_000 / (performance.now() - startMs)
  await counter.stop()
  rmSync(folder, { recursive: true, force: true })
  return share
}

/** Half of the orders are open, half have left the list. */
function knownOrder(orderId: string, scheduledForMs: number | null): KnownOrder {
  const order = anOrder({ orderId, scheduledForMs, isScheduled: scheduledForMs !== null })
  const isGone = Number(orderId) % 2 === 1
  return {
    order,
    lastAnnounced: order,
    listRevision: orderId,
    firstSeenMs: Date.now(),
    isBaseline: false,
    isUnlisted: false,
    isChangeHeld: false,
    misses: 0,
    state: isGone ? 'gone' : 'open',
    goneAtMs: isGone ? Date.now() : null,
    goneWhy: isGone ? 'delivered' : null,
    money: null,
    twinOf: null,
    detailsWantedSinceMs: null,
  }
}

const wantedJob = ({ order }: KnownOrder): WantedJob => ({
  subject: orderSubject(order.key),
  label: `#${order.orderId}`,
  kind: 'order',
  printerId: 'kasa',
  routeId: null,
  dedupe: 'first',
  reason: null,
  changes: null,
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
