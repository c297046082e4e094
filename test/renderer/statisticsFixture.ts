import type { RequestOutput } from '../../src/shared/contract/requests.ts'
import type { StatisticsRow } from '../../src/shared/model/statistics.ts'

const row = (id: string, name: string, orderCount: number): StatisticsRow => ({
  id,
  name,
  orderCount,
  lateCount: Math.floor(orderCount / 12),
  unseenCount: Math.floor(orderCount / 40),
  overdueCount: Math.floor(orderCount / 9),
  medianWaitMs: orderCount === 0 ? null : 41_000 + orderCount * 500,
  ninetiethWaitMs: orderCount === 0 ? null : 170_000 + orderCount * 2_000,
})

const DAY_COUNTS = [52, 47, 61, 0, 58, 83, 91]
const HOUR_COUNTS = [6, 2, 0, 0, 0, 0, 0, 0, 0, 1, 4, 12, 38, 44, 21, 13, 12, 18, 39, 62, 57, 36, 18, 9]

/** A week of a busy shop, closed on one of its days. */
export const weekStatistics = (): RequestOutput<'statistics.get'> => ({
  firstDayIso: '2025-12-30',
  lastDayIso: '2026-01-05',
  lateMinutes: 20,
  whole: row('', '', 392),
  byDay: DAY_COUNTS.map((count, index) =>
    row(
      ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'][index] ?? '',
      '',
      count,
    ),
  ),
  byHour: HOUR_COUNTS.map((count, hour) => row(String(hour), '', count)),
  byChannel: [
    row('yemeksepeti', 'Yemeksepeti', 171),
    row('packet', 'Telefon', 118),
    row('getir', 'Getir', 66),
    row('trendyol', 'Trendyol Go', 37),
  ],
})
