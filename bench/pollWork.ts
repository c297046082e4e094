import { orderSubject } from '../src/shared/model/printJob.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCounter } from '../src/core/counter.ts'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import { OrderBook } from '../src/core/orders/orderBook.ts'
import { buildCards } from '../src/core/screen/cards.ts'
import { posVendors } from '../src/core/vendors/registry.ts'
import { defaultSettings } from '../src/shared/settings/settings.ts'
import { benchHost } from './benchHost.ts'
import { answer, startFastVendor, summaryOf } from './fastVendor.ts'
import { say, sayRow, type Spread, spreadOf } from './figures.ts'

/** One poll from the request to the cards of the board: HTTP on loopback, parsing, checking, comparing, committing. */
export async function measurePollWork(): Promise<void> {
  say(
    '\nWork of one poll, ms (one order new and one changed each time; aim: p99 < 50 at 60 open, at most linear growth)',
  )
  const bySize = new Map<number, Spread>()
  for (const [open, polls] of [
    [60, 200],
    [500, 100],
    [5_000, 30],
  ] as const)
    bySize.set(open, await measureAt(open, polls))
  const base = bySize.get(60)?.p50 ?? Number.NaN
  for (const [open, spread] of bySize) {
    sayRow(
      `${open} open`,
      spread,
      `x${(spread.p50 / base).toFixed(1)} the time for x${(open / 60).toFixed(1)} the orders`,
    )
  }
}

async function measureAt(open: number, polls: number): Promise<Spread> {
  const vendor = await startFastVendor()
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const ledger = openLedger(join(folder, 'ledger.sqlite'))
  const host = benchHost(folder, () => {})
  const book = new OrderBook(ledger, host.clock.nowMs, () => defaultSettings)
  const source = {
    id: 's',
    kind: 'restomenum' as const,
    name: 'S',
    baseUrl: vendor.baseUrl,
    pollSeconds: 5,
    enabled: true,
    consumer: null,
  }
  const client = posVendors.restomenum.createClient(source, { apiKey: 'a.b.c' }, host)
  const samples: number[] = []
  const { signal } = new AbortController()
  for (let poll = -3; poll < polls; poll++) {
    const rows = Array.from({ length: open }, (_, index) => summaryOf(poll + 10 + index))
    rows[0] = { ...rows[0], total: poll + 500 }
    vendor.list = answer(rows)
    const startMs = performance.now()
    const result = await client.listOpen(signal)
    if (!result.ok) throw new Error(result.error.code)
    book.applyPoll('s', result.value)
    buildCards(book.known(), book.openAlerts(), new Map([['s', 'S']]), (key) => ledger.readJobsOf(orderSubject(key)))
    if (poll >= 0) samples.push(performance.now() - startMs)
  }
  await client.close()
  await vendor.close()
  ledger.close()
  rmSync(folder, { recursive: true, force: true })
  return spreadOf(samples)
}

/** What the core costs while nothing happens at 60 open: CPU share of one core and memory, over the given time. */
export async function measureIdle(minutes: number): Promise<void> {
  const vendor = await startFastVendor()
  vendor.list = answer(Array.from({ length: 60 }, (_, index) => summaryOf(index)))
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  const { readProvision } = await import('../src/core/settings/provision.ts')
  const file = {
    sources: [{ kind: 'restomenum', name: 'S', baseUrl: vendor.baseUrl, apiKey: 'a.b.c', pollSeconds: 5 }],
  }
  const provision = readProvision(JSON.stringify(file))
  if (!provision.ok) throw new Error('provision')
  vendor.details = (packetId) => answer({ ...summaryOf(Number(packetId) - 1_780_000_000_000), orders: [] })
  const counter = createCounter(
    benchHost(folder, () => {}),
    provision.value,
  )
  await counter.start()
  // Details of sixty orders are fetched first, four a second.
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  const before = process.cpuUsage()
  const startMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, minutes * 60_000))
  const used = process.cpuUsage(before)
  const share = (used.user + used.system) / 1_000 / (performance.now() - startMs)
  const memory = process.memoryUsage()
  await counter.stop()
  await vendor.close()
  rmSync(folder, { recursive: true, force: true })
  say(`\nIdle at 60 open, polling every 5 s, over ${minutes} min, vendor's stand-in included (aim: < 1 % of a core)`)
  say(`  CPU ${(share * 100).toFixed(2)} % of a core   heap ${mb(memory.heapUsed)} MB   resident ${mb(memory.rss)} MB`)
}

const mb = (bytes: number): string => (bytes / 1_048_576).toFixed(0)
