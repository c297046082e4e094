import { composeReport } from '../../../../src/core/printing/slip/composeReport.ts'
import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import type { DayReport } from '../../../../src/shared/model/report.ts'
import type { SlipDocument } from '../../../../src/shared/model/slip.ts'
import { aFinding, aReconciliation, aSourceProof } from '../../../support/aProof.ts'
import { composePouch } from '../../../../src/core/printing/slip/composePouch.ts'
import { composeTour, type TourStop } from '../../../../src/core/printing/slip/composeTour.ts'
import type { Delivery, Pouch } from '../../../../src/shared/model/dispatch.ts'
import { type Order, orderLabel } from '../../../../src/shared/model/order.ts'
import * as orders from './orders.ts'
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
  sentOnlyCount: 0,
  copyCount: 4,
  longestWait: { waitMs: 754_000, orderLabel: 'Yemeksepeti #57' },
  cancelledCount: 3,
  totalKurus: 6_513_350,
  foreignTotals: [],
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
  sentOnlyCount: 0,
  copyCount: 0,
  longestWait: null,
  cancelledCount: 0,
  totalKurus: 0,
  toCollect: { cashKurus: 0, cardKurus: 0, mealCardKurus: 0, otherKurus: 0, unknownKurus: 0 },
  paidOnlineKurus: 0,
  proof: [aSourceProof()],
  unresolvedSlips: [],
}

const at = { nowMs: istanbul('2026-01-05T23:41'), computerName: 'KASA-1', dayEndsAt: '05:00' }

const courierAt = {
  nowMs: istanbul('2026-01-05T20:07'),
  computerName: 'KASA-1',
  closingLine: 'Bilgi fişidir. Mali değeri yoktur.',
  copyNumber: 0,
  isPossibleDuplicate: false,
}

const stop = (id: number, order: Order, plan: Delivery['plan'], state: Delivery['state'] = 'carried'): TourStop => ({
  delivery: {
    id,
    orderKey: order.key,
    orderLabel: orderLabel(order),
    sourceId: order.sourceId,
    courierId: 'ali',
    courierName: 'Ali Çelik',
    shiftId: 1,
    state,
    plan,
    paid: null,
    handedAtMs: istanbul('2026-01-05T20:06'),
    endedAtMs: null,
    endedBy: null,
    heardOnTheWayAs: null,
    elsewhere: null,
  },
  known: { order, firstSeenMs: istanbul('2026-01-05T20:00') },
})

const stops: TourStop[] = [
  stop(1, orders.phoneOrder, { amountKurus: 62_000, purse: 'card', foreign: null }),
  stop(2, orders.scheduledOrder, { amountKurus: 0, purse: 'online', foreign: null }),
  stop(3, orders.plainOrder, { amountKurus: 2_780, purse: 'cash', foreign: null }),
  stop(4, orders.doubtfulOrder, { amountKurus: 19_900, purse: 'unknown', foreign: null }),
  { ...stop(5, orders.pickupOrder, { amountKurus: 5_000, purse: 'cash', foreign: null }, 'delivered'), known: null },
]
const tour = { courierName: 'Ali Çelik', atMs: istanbul('2026-01-05T20:06') }

const counted: Pouch = {
  id: 1,
  shiftId: 1,
  correctsId: null,
  courierId: 'ali',
  courierName: 'Ali Çelik',
  closedAtMs: istanbul('2026-01-05T23:50'),
  expected: { cash: 145_050, card: 62_000, mealCard: 0 },
  counted: { cash: 144_050, card: 62_500, mealCard: 0 },
  deliveredCount: 14,
  reason: 'On lira para üstü, kart fişi fazla',
}
const corrected: Pouch = {
  ...counted,
  id: 2,
  correctsId: 1,
  closedAtMs: istanbul('2026-01-06T00:20'),
  counted: counted.expected,
  reason: 'Cebinden çıktı',
}
const shift = { beganAtMs: istanbul('2026-01-05T17:00'), endedAtMs: null, floatKurus: 20_000 }

/** The slips that are no order's. */
export const otherSlips: { name: string; document: SlipDocument }[] = [
  { name: 'report', document: composeReport(busyDay, { ...at, language: 'tr' }) },
  { name: 'report-english', document: composeReport(busyDay, { ...at, language: 'en' }) },
  { name: 'report-quiet', document: composeReport(quietDay, { ...at, language: 'tr' }) },
  { name: 'tour', document: composeTour(tour, stops, { ...courierAt, language: 'tr', paymentMeanings: {} }) },
  {
    name: 'tour-copy-english',
    document: composeTour(tour, stops.slice(2, 4), {
      ...courierAt,
      copyNumber: 1,
      isPossibleDuplicate: true,
      language: 'en',
      paymentMeanings: {},
    }),
  },
  { name: 'pouch', document: composePouch([counted], shift, { ...courierAt, language: 'tr' }) },
  {
    name: 'pouch-corrected',
    document: composePouch([counted, corrected], shift, { ...courierAt, copyNumber: 1, language: 'tr' }),
  },
  { name: 'test', document: composeTestSlip({ ...at, printerName: 'Mutfak yazıcısı', language: 'tr' }) },
]
