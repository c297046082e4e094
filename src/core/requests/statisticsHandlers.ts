import { ok } from '../../shared/contract/problems.ts'
import { boundsOfBusinessDay, businessDayOf, clockMs, dayIsoOf, OFFSET_MS } from '../../shared/model/istanbulTime.ts'
import type { StatisticsRow } from '../../shared/model/statistics.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

const DAY_MS = 86_400_000

/** What the ledger counts over several days. */
export function statisticsHandlers({ host, ledger, settings }: RequestDependencies): Some<'statistics.get'> {
  return {
    'statistics.get': async ({ days }) => {
      const nowMs = host.clock.nowMs()
      const { dayEndsAt, ageLateMinutes, overlaps } = settings.current()
      const dayEndsMs = clockMs(dayEndsAt)
      const lastDayIso = businessDayOf(nowMs, dayEndsAt)
      const { untilMs } = boundsOfBusinessDay(lastDayIso, dayEndsAt)
      const fromMs = untilMs - days * DAY_MS
      const lateAfterMs = ageLateMinutes * 60_000
      const counted = ledger.readStatistics({
        fromMs,
        untilMs,
        nowMs,
        lateAfterMs,
        zoneMs: OFFSET_MS,
        dayEndsMs,
        areJoined: overlaps === 'together',
      })
      const dayIsos = Array.from({ length: days }, (_, index) => dayIsoOf(fromMs - dayEndsMs + index * DAY_MS))
      return ok({
        firstDayIso: dayIsos[0] ?? lastDayIso,
        lastDayIso,
        lateMinutes: ageLateMinutes,
        whole: counted.whole[0] ?? noneOf(''),
        byDay: everyOne(dayIsos, counted.byDay),
        byHour: everyOne(
          Array.from({ length: 24 }, (_, hour) => String(hour)),
          counted.byHour,
        ),
        byChannel: counted.byChannel,
      })
    },
  }
}

const noneOf = (id: string): StatisticsRow => ({
  id,
  name: '',
  orderCount: 0,
  lateCount: 0,
  unseenCount: 0,
  overdueCount: 0,
  medianWaitMs: null,
  ninetiethWaitMs: null,
})

/** A row for each, in this order: what nothing was counted of has one as well. */
function everyOne(ids: readonly string[], rows: readonly StatisticsRow[]): StatisticsRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? noneOf(id))
}
