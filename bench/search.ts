import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCounter } from '../src/core/counter.ts'
import type { Host } from '../src/core/host.ts'
import { openLedger } from '../src/core/ledger/openLedger.ts'
import type { KnownOrder } from '../src/shared/model/knownOrder.ts'
import { type Order, orderKey } from '../src/shared/model/order.ts'
import { defaultSettings } from '../src/shared/settings/settings.ts'
import { benchHost } from './benchHost.ts'
import { say, sayRow, spreadOf } from './figures.ts'

const DAYS = 90
const ORDERS_A_DAY = 2_000
const DAY_MS = 86_400_000
/** The most a shop can choose: these days still have their customers. */
const DAYS_WITH_CUSTOMERS = 30

const names = ['Ayşe', 'Işıl', 'Mehmet', 'İsmail', 'Zeynep', 'Çağla', 'Ömer', 'Şule', 'Gökhan', 'Ümit']
const surnames = ['Yılmaz', 'Kaya', 'Demir', 'Çelik', 'Şahin', 'Öztürk', 'Aydın', 'Arslan', 'Doğan', 'Kılıç']
const dishes = ['Adana Dürüm', 'Lahmacun', 'Karışık Izgara', 'Künefe', 'Mercimek Çorbası', 'Yayık Ayran']
const streets = ['Moda Cad.', 'Bahariye Cad.', 'Şair Nedim Sk.', 'Mühürdar Cad.', 'Rıhtım Cad.']

/** A shop that keeps its customers as long as it may. */
const keepingCustomers: Host['settings'] = {
  read: () => ({ value: { ...defaultSettings, retentionHours: DAYS_WITH_CUSTOMERS * 24 }, setAside: null }),
  write: () => {},
}

/** What a person waits for in the busiest shop's fullest record: 90 days of 2,000 orders. */
export async function measureSearch(): Promise<void> {
  say(`\nSearch over ${DAYS} days of ${ORDERS_A_DAY} orders, ms (aim: 300)`)
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-bench-'))
  try {
    const nowMs = Date.now()
    fill(join(folder, 'ledger.sqlite'), nowMs)
    say(`  the record: ${(statSync(join(folder, 'ledger.sqlite')).size / 1e6).toFixed(0)} MB`)
    const counter = createCounter({ ...benchHost(folder, () => {}), settings: keepingCustomers }, null)
    await counter.start()
    for (const text of [
      '#300',
      '300',
      'ya',
      'yılmaz moda',
      '4567',
      '0532 123 45 67',
      'telefon',
      'teslim',
      'bulunmaz',
    ]) {
      const times: number[] = []
      let found = 0
      const cpu = process.cpuUsage()
      for (let turn = 0; turn < 20; turn++) {
        const sinceMs = performance.now()
        const answer = await counter.handle('orders.search', { text })
        times.push(performance.now() - sinceMs)
        found = answer.ok ? (answer.value as { found: unknown[] }).found.length : -1
      }
      sayRow(
        text,
        spreadOf(times),
        `${found} found, ${(process.cpuUsage(cpu).user / 20_000).toFixed(0)} ms of the processor each`,
      )
    }
    await counter.stop()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function fill(file: string, nowMs: number): void {
  const ledger = openLedger(file)
  const startedMs = performance.now()
  for (let day = DAYS; day > 0; day--) {
    const known = Array.from({ length: ORDERS_A_DAY }, (_, index) =>
      knownAt(nowMs - day * DAY_MS + index * 30_000, day, index),
    )
    ledger.commit({
      sourceId: 'restomenum-bench',
      atMs: nowMs - day * DAY_MS,
      isBaseline: day === DAYS,
      known,
      alerts: [],
      jobs: [],
      history: [],
    })
  }
  say(`  written at ${((performance.now() - startedMs) / (DAYS * ORDERS_A_DAY)).toFixed(2)} ms an order`)
  ledger.close()
}

const pick = (choices: readonly string[], seed: number): string => choices[seed % choices.length] ?? ''

function knownAt(atMs: number, day: number, index: number): KnownOrder {
  const order = orderAt(atMs, day, index)
  return {
    order,
    lastAnnounced: null,
    listRevision: '',
    firstSeenMs: atMs,
    isBaseline: false,
    isUnlisted: false,
    isChangeHeld: false,
    misses: 0,
    state: 'gone',
    goneAtMs: atMs + 2_000_000,
    goneWhy: 'delivered',
    money: null,
    twinOf: null,
    detailsWantedSinceMs: null,
  }
}

function orderAt(atMs: number, day: number, index: number): Order {
  const orderId = `${day}-${index}`
  const line = (place: number): Order['lines'][number] => ({
    id: `${place}`,
    name: pick(dishes, index + place),
    quantity: 1 + (index % 3),
    rawQuantity: null,
    category: null,
    options: [],
    extraKurus: null,
    discountKurus: null,
    leftOut: [],
    note: null,
    totalKurus: 12_000,
    cancelled: false,
    cancelReason: null,
    children: [],
  })
  return {
    key: orderKey('restomenum-bench', orderId),
    sourceId: 'restomenum-bench',
    orderId,
    detailsId: orderId,
    number: String(index + 1),
    code: `YS-${8_000_000 + day * ORDERS_A_DAY + index}`,
    channel: index % 2 === 0 ? { id: 'packet', name: 'Telefon' } : { id: 'yemeksepeti', name: 'Yemeksepeti' },
    type: 'delivery',
    phase: 'delivered',
    statusText: null,
    completeness: 'full',
    createdAtMs: atMs,
    updatedAtMs: null,
    closedAtMs: atMs + 2_000_000,
    isScheduled: false,
    scheduledForMs: null,
    itemCount: 3,
    lines: [line(0), line(1), line(2)],
    currency: 'TRY',
    totalKurus: 36_000,
    paidKurus: 0,
    discountKurus: 0,
    payments: [],
    paymentMethod: 'Nakit',
    customer:
      day > DAYS_WITH_CUSTOMERS
        ? null
        : {
            name: `${pick(names, index)} ${pick(surnames, index * 7 + day)}`,
            phones: [
              { number: `05${String(300_000_000 + day * ORDERS_A_DAY * 37 + index * 37).slice(0, 9)}`, code: null },
            ],
            addressLabel: null,
            address: `Caferağa Mah. ${pick(streets, index)} No:${index % 200} D:${index % 20}`,
            region: 'Kadıköy',
            city: 'İstanbul',
            directions: null,
            company: null,
            coordinates: null,
          },
    note: null,
    confirmationCode: null,
    courier: 'Mehmet K.',
    waiter: null,
    tableName: null,
    branch: null,
    cancelReason: null,
  }
}
