import { orderSubject } from '../../src/shared/model/printJob.ts'
import type { JobStepEntry } from '../../src/shared/model/printJob.ts'
import type { JobView } from '../../src/shared/model/printJob.ts'
import type { DayReport } from '../../src/shared/model/report.ts'
import { job, minutesAgo, NOW_MS } from './fixtures.ts'
import { aReconciliation, aSourceProof } from '../support/aProof.ts'

/** A journal with every state and every mark once. */
export function journalJobs(): JobView[] {
  const kitchen = { printerId: 'mutfak', printerName: 'Mutfak' } as const
  const plain = { problem: null, attempt: 1 } as const
  const at = (minutes: number, part: Partial<JobView>): Partial<JobView> => ({
    wantedAtMs: minutesAgo(minutes),
    updatedAtMs: minutesAgo(minutes) + 2300,
    ...part,
  })
  return [
    job(31, at(0, { ...plain, label: 'Telefon #131', subject: orderSubject('kadikoy/131'), state: 'sending' })),
    job(
      30,
      at(1, { ...plain, ...kitchen, label: 'Yemeksepeti #130', subject: orderSubject('kadikoy/130'), state: 'wanted' }),
    ),
    job(
      29,
      at(3, {
        label: 'Telefon #129',
        subject: orderSubject('kadikoy/129'),
        state: 'held',
        problem: 'paperOut',
        attempt: 1,
      }),
    ),
    job(
      28,
      at(5, {
        ...kitchen,
        label: 'Telefon #128',
        subject: orderSubject('kadikoy/128'),
        state: 'failed',
        problem: 'printerUnreachable',
      }),
    ),
    job(27, at(8, { label: 'Trendyol Go #127', isPossibleDuplicate: true })),
    job(
      26,
      at(10, {
        ...plain,
        label: 'Trendyol Go #126',
        subject: orderSubject('kadikoy/126'),
        kind: 'cancelled',
        state: 'confirmed',
      }),
    ),
    job(25, at(11, { ...plain, ...kitchen, label: 'Trendyol Go #127', kind: 'changed', state: 'sent' })),
    job(
      24,
      at(14, {
        ...plain,
        label: 'Getir #124',
        subject: orderSubject('kadikoy/124'),
        kind: 'copy',
        copyNumber: 1,
        state: 'confirmed',
        reason: 'Mutfak istedi',
      }),
    ),
    job(23, at(15, { ...plain, label: 'Getir #124', subject: orderSubject('kadikoy/124'), state: 'confirmed' })),
    job(22, at(40, { ...plain, label: 'Telefon #118', subject: orderSubject('kadikoy/118'), state: 'dropped' })),
    job(21, at(1500, { ...plain, label: 'Telefon #94', subject: orderSubject('kadikoy/94'), state: 'confirmed' })),
  ]
}

export const journalSteps = (): JobStepEntry[] => [
  { atMs: minutesAgo(8), state: 'wanted', attempt: 0, problem: null, note: null },
  { atMs: minutesAgo(8) + 300, state: 'sending', attempt: 1, problem: null, note: null },
  {
    atMs: minutesAgo(8) + 4100,
    state: 'uncertain',
    attempt: 1,
    problem: 'printerReset',
    note: { code: 'printerSaid', said: 'ECONNRESET after 412 of 1280 bytes' },
  },
  { atMs: minutesAgo(8) + 6400, state: 'sending', attempt: 2, problem: 'printerReset', note: null },
  { atMs: minutesAgo(7), state: 'needsHuman', attempt: 2, problem: 'printerTimedOut', note: null },
  { atMs: minutesAgo(6), state: 'wanted', attempt: 2, problem: null, note: { code: 'answered', answer: 'printAgain' } },
]

/** A good evening, unless told otherwise. */
export function dayReport(part: Partial<DayReport> = {}): DayReport {
  const row = (id: string, name: string, orderCount: number, totalKurus: number | null, cancelledCount = 0) => ({
    id,
    name,
    orderCount,
    cancelledCount,
    totalKurus,
  })
  return {
    dayIso: '2026-01-05',
    countedAtMs: NOW_MS,
    orderCount: 84,
    bySource: [row('kadikoy', 'Kadıköy', 61, 2_814_550, 2), row('moda', 'Moda', 23, 974_000)],
    byChannel: [
      row('yemeksepeti', 'Yemeksepeti', 34, 1_620_000, 1),
      row('packet', 'Telefon', 26, 1_104_550),
      row('getir', 'Getir', 15, 642_000, 1),
      row('trendyol', 'Trendyol Go', 9, null),
    ],
    alertCount: 89,
    acknowledgedCount: 89,
    printedCount: 84,
    sentOnlyCount: 0,
    copyCount: 3,
    longestWait: { waitMs: 372_000, orderLabel: 'Getir #57' },
    cancelledCount: 2,
    totalKurus: 3_788_550,
    foreignTotals: [{ currency: 'EUR', orderCount: 1, total: 2_000 }],
    toCollect: { cashKurus: 842_500, cardKurus: 613_000, mealCardKurus: 154_000, otherKurus: 0, unknownKurus: 0 },
    paidOnlineKurus: 2_179_050,
    proof: [
      aSourceProof(),
      aSourceProof({ sourceId: 'moda', name: 'Moda', canConfirm: true, reconciliation: aReconciliation() }),
    ],
    unresolvedSlips: [],
    ...part,
  }
}

export const troubledReport = (): DayReport =>
  dayReport({
    acknowledgedCount: 87,
    printedCount: 83,
    toCollect: { cashKurus: 842_500, cardKurus: 613_000, mealCardKurus: 154_000, otherKurus: 0, unknownKurus: 32_990 },
    unresolvedSlips: [
      {
        jobId: 27,
        orderLabel: 'Trendyol Go #127',
        printerName: 'Kasa',
        wantedAtMs: minutesAgo(8),
        problem: 'printerReset',
      },
    ],
  })
