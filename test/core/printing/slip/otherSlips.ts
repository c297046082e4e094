import { composeReport } from '../../../../src/core/printing/slip/composeReport.ts'
import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import type { DayReport } from '../../../../src/shared/model/report.ts'
import type { SlipDocument } from '../../../../src/shared/model/slip.ts'
import { aFinding, aReconciliation, aSourceProof } from '../../../support/aProof.ts'
import { istanbul } from './orders.ts'

export const busyDay: DayReport = {
  dayIso: '2026-01-05',
  countedAtMs: istanbul('2026-01-05T23:40'),
  orderCount: 143,
  bySource: [
    { id: 'kadikoy', name: 'Kadıköy', orderCount: 96, cancelledCount: 3, totalKurus: 4_512_350 },
    { id: 'moda', name: 'Moda Şubesi (Çağdaş Lezzetler)', orderCount: 47, cancelledCount: 0, totalKurus: 2_001_000 },
  ],
  byChannel: [
    { id: 'packet', name: 'Telefon', orderCount: 51, cancelledCount: 1, totalKurus: 2_200_000 },
    { id: 'yemeksepeti', name: 'Yemeksepeti', orderCount: 60, cancelledCount: 2, totalKurus: 2_900_000 },
    { id: 'getir', name: 'Getir', orderCount: 32, cancelledCount: 0, totalKurus: null },
  ],
  alertCount: 146,
  acknowledgedCount: 145,
  printedCount: 142,
  copyCount: 4,
  longestWait: { waitMs: 754_000, orderLabel: 'Yemeksepeti #57' },
  cancelledCount: 3,
  totalKurus: 6_513_350,
  toCollect: { cashKurus: 1_234_550, cardKurus: 987_600, mealCardKurus: 450_000, otherKurus: 0, unknownKurus: 31_990 },
  paidOnlineKurus: 3_809_210,
  proof: [
    aSourceProof({
      watch: 'partly',
      fromMs: istanbul('2026-01-05T10:02'),
      untilMs: istanbul('2026-01-05T23:40'),
      gaps: [
        {
          sourceId: 'kadikoy',
          fromMs: istanbul('2026-01-05T20:05'),
          untilMs: istanbul('2026-01-05T20:17'),
          reasons: ['offline'],
          problem: 'offline',
          cameIn: 2,
        },
      ],
    }),
    aSourceProof({
      sourceId: 'moda',
      name: 'Moda Şubesi (Çağdaş Lezzetler)',
      canConfirm: true,
      watch: 'hours',
      fromMs: istanbul('2026-01-05T10:02'),
      untilMs: istanbul('2026-01-05T23:40'),
      reconciliation: aReconciliation({
        findings: [aFinding({ kind: 'amount', ledgerKurus: 24_550, vendorKurus: 22_550 })],
      }),
    }),
  ],
  unresolvedSlips: [
    {
      jobId: 812,
      orderLabel: 'Getir #61',
      printerName: 'Mutfak',
      wantedAtMs: istanbul('2026-01-05T21:14'),
      problem: 'printUncertain',
    },
  ],
}

const quietDay: DayReport = {
  ...busyDay,
  countedAtMs: istanbul('2026-01-06T09:00'),
  orderCount: 0,
  bySource: [],
  byChannel: [],
  alertCount: 0,
  acknowledgedCount: 0,
  printedCount: 0,
  copyCount: 0,
  longestWait: null,
  cancelledCount: 0,
  totalKurus: 0,
  toCollect: { cashKurus: 0, cardKurus: 0, mealCardKurus: 0, otherKurus: 0, unknownKurus: 0 },
  paidOnlineKurus: 0,
  proof: [aSourceProof()],
  unresolvedSlips: [],
}

const at = { nowMs: istanbul('2026-01-05T23:41'), computerName: 'KASA-1' }

/** The slips that are no order's. */
export const otherSlips: { name: string; document: SlipDocument }[] = [
  { name: 'report', document: composeReport(busyDay, { ...at, language: 'tr' }) },
  { name: 'report-english', document: composeReport(busyDay, { ...at, language: 'en' }) },
  { name: 'report-quiet', document: composeReport(quietDay, { ...at, language: 'tr' }) },
  { name: 'test', document: composeTestSlip({ ...at, printerName: 'Mutfak yazıcısı', language: 'tr' }) },
]
