import { isDelivered, isInDoubt } from '../../shared/model/printJob.ts'
import { foreignCurrencyOf, liraTotalOf, type Order, orderLabel } from '../../shared/model/order.ts'
import { type MoneySplit, moneySplitOf, noMoney } from '../../shared/model/moneySplit.ts'
import { purses } from '../../shared/model/purse.ts'
import type { DayProof } from '../../shared/model/dayProof.ts'
import type { DayRecord, DayReport, ReportCount } from '../../shared/model/report.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { groupTwins } from '../../shared/model/twins.ts'
import type { KnownOrder } from '../../shared/model/knownOrder.ts'

/**
 * The end-of-day report from what the ledger has of a day: of the orders that came in while Tezgah watched. What was open
 * before it was first started, or was only looked up, is neither alerted nor printed by itself and proves nothing. Pure.
 */
export function dayReportOf(
  dayIso: string,
  record: DayRecord,
  {
    nowMs,
    settings,
    proof,
  }: {
    nowMs: number
    settings: Pick<Settings, 'printers' | 'paymentMeanings' | 'overlaps'> & {
      /** Those that were taken away included. */
      sources: readonly { id: string; name: string }[]
    }
    proof: DayProof
  },
): DayReport {
  const orders = record.orders.filter((known) => !known.isBaseline)
  const watched = new Set(orders.map((known) => known.order.key))
  const alerts = record.alerts.filter((alert) => watched.has(alert.orderKey))
  const jobs = record.jobs.filter(({ subject }) => subject.kind === 'order' && watched.has(subject.key))
  // What one source cancelled and the other delivered was delivered.
  const groups = groupTwins(orders, settings.overlaps === 'together')
  const counted = groups.flatMap((members) => members.find((known) => !isCancelled(known)) ?? members[0] ?? [])
  const kept = counted.filter((known) => !isCancelled(known))
  const money = splitOf(kept, settings.paymentMeanings)
  const printed = new Set(jobs.filter(isDelivered).map((job) => job.subject.key))
  const confirmed = new Set(jobs.filter((job) => job.state === 'confirmed').map((job) => job.subject.key))
  const sourceName = (id: string): string => settings.sources.find((source) => source.id === id)?.name ?? id
  return {
    dayIso,
    countedAtMs: nowMs,
    orderCount: counted.length,
    bySource: countBy(orders, ({ sourceId }) => ({ id: sourceId, name: sourceName(sourceId) })),
    byChannel: countBy(counted, ({ channel }) => channel),
    alertCount: alerts.length,
    acknowledgedCount: alerts.filter((alert) => alert.acknowledgedAtMs !== null).length,
    printedCount: groups.filter(isAnyIn(printed)).length,
    sentOnlyCount: groups.filter((members) => isAnyIn(printed)(members) && !isAnyIn(confirmed)(members)).length,
    copyCount: jobs.filter((job) => job.kind === 'copy' && job.state !== 'dropped').length,
    longestWait: longestWait({ orders, alerts }, nowMs),
    cancelledCount: counted.length - kept.length,
    totalKurus: sum(kept.map(({ order }) => liraTotalOf(order) ?? 0)),
    foreignTotals: foreignTotalsOf(kept),
    toCollect: {
      cashKurus: money.cash,
      cardKurus: money.card,
      mealCardKurus: money.mealCard,
      otherKurus: money.other,
      unknownKurus: money.unknown,
    },
    paidOnlineKurus: money.online,
    proof,
    unresolvedSlips: jobs.filter(isInDoubt).map((job) => ({
      jobId: job.id,
      orderLabel: job.label,
      printerName: settings.printers.find((printer) => printer.id === job.printerId)?.name ?? job.printerId,
      wantedAtMs: job.wantedAtMs,
      problem: job.problem,
    })),
  }
}

const isAnyIn =
  (keys: ReadonlySet<string | null>) =>
  (members: readonly KnownOrder[]): boolean =>
    members.some(({ order }) => keys.has(order.key))

const isCancelled = ({ order, goneWhy }: KnownOrder): boolean => goneWhy === 'cancelled' || order.phase === 'cancelled'

/** The split that was derived before the customers were erased, where they were. */
function splitOf(orders: readonly KnownOrder[], meanings: Settings['paymentMeanings']): MoneySplit {
  const total = noMoney()
  for (const { order, money } of orders) {
    // An earlier version kept a split of orders in another currency as well.
    if (foreignCurrencyOf(order) !== null) continue
    const split = money ?? moneySplitOf(order, meanings)
    for (const purse of purses) total[purse] += split[purse]
  }
  return total
}

function foreignTotalsOf(orders: readonly KnownOrder[]): DayReport['foreignTotals'] {
  const foreign = orders.filter(({ order }) => foreignCurrencyOf(order) !== null)
  const byCurrency = Map.groupBy(foreign, ({ order }) => order.currency)
  return [...byCurrency].map(([currency, members]) => ({
    currency,
    orderCount: members.length,
    total: sum(members.map(({ order }) => order.totalKurus ?? 0)),
  }))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function countBy(
  orders: readonly KnownOrder[],
  groupOf: (order: Order) => { id: string; name: string },
): ReportCount[] {
  const groups = Map.groupBy(orders, ({ order }) => groupOf(order).id)
  const rows = [...groups.values()].map((members): ReportCount => {
    const totals = members.filter((known) => !isCancelled(known)).map(({ order }) => liraTotalOf(order))
    const known = totals.filter((total) => total !== null)
    const first = members[0]
    return {
      ...(first ? groupOf(first.order) : { id: '', name: '' }),
      orderCount: members.length,
      cancelledCount: members.filter(isCancelled).length,
      totalKurus: known.length === 0 && totals.length > 0 ? null : sum(known),
    }
  })
  return rows.sort((left, right) => right.orderCount - left.orderCount || left.name.localeCompare(right.name, 'tr'))
}

function longestWait(
  { alerts, orders }: Pick<DayRecord, 'alerts' | 'orders'>,
  nowMs: number,
): DayReport['longestWait'] {
  const labels = new Map(orders.map(({ order }) => [order.key, orderLabel(order)]))
  let longest: DayReport['longestWait'] = null
  for (const { orderKey, wantedAtMs, acknowledgedAtMs } of alerts) {
    // One that nobody has seen yet is still waiting.
    const waitMs = Math.max(0, (acknowledgedAtMs ?? nowMs) - wantedAtMs)
    if (longest === null || waitMs > longest.waitMs) longest = { waitMs, orderLabel: labels.get(orderKey) ?? '' }
  }
  return longest
}
