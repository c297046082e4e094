import type { RequestOutput } from '../../src/shared/contract/requests.ts'
import type { LedgerRow } from '../../src/shared/model/ledgerPage.ts'
import type { LinkDay } from '../../src/shared/model/linkDay.ts'
import { aFinding, aReconciliation, aSourceProof } from '../support/aProof.ts'
import { minutesAgo, NOW_MS } from './fixtures.ts'
import type { StandInState } from './standIn.ts'

const MINUTE_MS = 60_000
const names = ['Ayşe Yılmaz', 'Mehmet Öztürk', 'Zeynep Çağlayan Büyükşehirlioğlu', 'Ali Can', null]
const regions = ['Kadıköy', 'Moda', 'Fenerbahçe', null]
const channels = [
  { id: 'yemeksepeti', name: 'Yemeksepeti' },
  { id: 'packet', name: 'Telefon' },
  { id: 'getir', name: 'Getir' },
  { id: 'trendyol', name: 'Trendyol Go' },
]
const outcomes = ['open', 'delivered', 'delivered', 'closed', 'cancelled', 'delivered', 'notFound', 'unknown'] as const
const states = ['confirmed', 'sent', 'confirmed', 'needsHuman', 'failed', 'confirmed'] as const

/** The `index`th newest of an evening, the same each time. */
export function ledgerRow(index: number): LedgerRow {
  const seenAtMs = NOW_MS - index * 2.5 * MINUTE_MS
  const outcome = outcomes[index % outcomes.length] ?? 'open'
  const channel = channels[index % channels.length] ?? { id: 'packet', name: 'Telefon' }
  const slip = states[index % states.length]
  return {
    key: `kadikoy/${1000 - index}`,
    number: String(430 - index),
    code: channel.id === 'packet' ? null : `${channel.name.slice(0, 2).toUpperCase()}-${88_120 - index * 7}`,
    channel,
    sourceId: index % 3 === 0 ? 'moda' : 'kadikoy',
    sourceName: index % 3 === 0 ? 'Moda' : 'Kadıköy',
    type: index % 5 === 4 ? 'pickup' : 'delivery',
    phase: outcome === 'open' ? 'preparing' : 'delivered',
    outcome,
    twinOf: null,
    isBaseline: index === 11,
    createdAtMs: seenAtMs - 4_000,
    seenAtMs,
    alertedAtMs: seenAtMs + 200,
    acknowledgedAtMs: index % 9 === 1 ? null : seenAtMs + 31_000,
    acknowledgedBy:
      index % 9 === 1 || index % 9 === 2 ? null : { how: index % 2 === 0 ? 'rail' : 'inSight', counterName: 'Kasa PC' },
    waitingCount: index % 9 === 1 ? 1 : 0,
    slip:
      index % 7 === 6 || slip === undefined
        ? null
        : { state: slip, atMs: seenAtMs + 5_000, copies: index % 4 === 2 ? 1 : 0 },
    changeCount: index % 6 === 2 ? 2 : 0,
    changedAtMs: index % 6 === 2 ? seenAtMs + 4 * MINUTE_MS : null,
    handedOver: index % 4 === 1 ? { atMs: seenAtMs + 12 * MINUTE_MS, courierId: 'hasan', courierName: 'Hasan' } : null,
    goneAtMs: outcome === 'open' ? null : seenAtMs + 34 * MINUTE_MS,
    totalKurus: index === 7 ? null : 18_450 + index * 1_375,
    foreignCurrency: null,
    customerName: names[index % names.length] ?? null,
    phone: index % 5 === 4 ? null : `053200001${String(index % 100).padStart(2, '0')}`,
    region: regions[index % regions.length] ?? null,
    courier: index % 4 === 1 ? 'Hasan' : null,
  }
}

export const ledgerPage = (rows = 100, all = 143): RequestOutput<'ledger.page'> => ({
  rows: Array.from({ length: rows }, (_, index) => ledgerRow(index)),
  next: null,
  counts: {
    all,
    sources: [
      { id: 'kadikoy', name: 'Kadıköy', count: 95 },
      { id: 'moda', name: 'Moda', count: 48 },
    ],
    channels: channels.map((channel, index) => ({ ...channel, count: 40 - index * 3 })),
    couriers: [
      { id: 'Hasan', name: 'Hasan', count: 21 },
      { id: 'Murat', name: 'Murat', count: 18 },
    ],
    types: { delivery: 115, pickup: 28 },
    states: { open: 18, over: 98, cancelled: 9, unexplained: 18, unseen: 3, unprinted: 6 },
  },
})

export const ledgerProof = (): RequestOutput<'ledger.proof'> => [
  aSourceProof({
    watch: 'partly',
    fromMs: NOW_MS - 600 * MINUTE_MS,
    untilMs: NOW_MS,
    gaps: [
      {
        sourceId: 'kadikoy',
        fromMs: NOW_MS - 300 * MINUTE_MS,
        untilMs: NOW_MS - 288 * MINUTE_MS,
        reasons: ['offline'],
        problem: 'offline',
        cameIn: 2,
      },
      {
        sourceId: 'kadikoy',
        fromMs: NOW_MS - 120 * MINUTE_MS,
        untilMs: NOW_MS - 95 * MINUTE_MS,
        reasons: ['asleep', 'offline'],
        problem: null,
        cameIn: 0,
      },
    ],
    reconciliation: aReconciliation({ sourceId: 'kadikoy', by: 'askedById', vendorCount: 2, unexplainedCount: 1 }),
  }),
  aSourceProof({
    sourceId: 'moda',
    name: 'Moda',
    canConfirm: true,
    watch: 'hours',
    fromMs: NOW_MS - 600 * MINUTE_MS,
    untilMs: NOW_MS,
    reconciliation: aReconciliation({
      findings: [
        aFinding(),
        aFinding({ kind: 'amount', orderKey: 'moda/12', label: '#58 Getir', ledgerKurus: 24_550, vendorKurus: 22_550 }),
      ],
    }),
  }),
]

/** An evening in which the counters could not ask each other for a while. */
const linkDay = (): LinkDay => ({
  outages: [{ fromMs: NOW_MS - 3_600_000, untilMs: NOW_MS - 3_000_000 }],
  unheardCount: 4,
  elsewhereCount: 37,
  doubled: [{ orderKey: 'kadikoy/130', orderLabel: '#130 Yemeksepeti', counterName: 'Kasa 2' }],
})

export const ledgerAnswers = (): NonNullable<StandInState['answers']> => ({
  'ledger.page': { ok: true, value: ledgerPage() },
  'ledger.proof': { ok: true, value: ledgerProof() },
  'link.day': { ok: true, value: linkDay() },
  'ledger.restarts': {
    ok: true,
    value: [
      { part: 'source', subjectId: 'moda', name: 'Moda', stuckSinceMs: minutesAgo(130), atMs: minutesAgo(125) },
      { part: 'core', subjectId: null, name: '', stuckSinceMs: null, atMs: minutesAgo(40) },
    ],
  },
  'ledger.recall': {
    ok: true,
    value: Array.from({ length: 30 }, (_, index) => ledgerRow(index)).filter(({ outcome }) => outcome !== 'open'),
  },
  'ledger.export': { ok: true, value: { fileName: 'tezgah-2026-01-05.csv', csv: '\uFEFFNo;Kod\r\n1;A\r\n' } },
})
