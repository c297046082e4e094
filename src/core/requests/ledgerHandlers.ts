import { fail, invalid, ok } from '../../shared/contract/problems.ts'
import type { LedgerCursor, LedgerFilter, LedgerRow } from '../../shared/model/ledgerPage.ts'
import { isOnBoard } from '../../shared/model/twins.ts'
import { sourceNames } from '../hearing/removedSources.ts'
import { ledgerCsv } from '../report/ledgerCsv.ts'
import { type AskedDay, dayOf, proofOf } from './dayRequests.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

/** What left the board longer ago is no slip that somebody has just mislaid. */
const RECALLED_MS = 2 * 3_600_000
const MOST_RECALLED = 300
/** Of an export, read at once. */
const EXPORTED_AT_ONCE = 500

export function ledgerHandlers(
  dependencies: RequestDependencies,
): Some<'ledger.proof' | 'ledger.restarts' | 'ledger.page' | 'ledger.recall' | 'ledger.export' | 'reconcile.run'> {
  const { host, ledger, book, settings, reconciler } = dependencies

  const named = (rows: readonly LedgerRow[]): LedgerRow[] => {
    const names = sourceNames(ledger, settings.current().sources)
    return rows.map((row) => ({ ...row, sourceName: names.get(row.sourceId) ?? row.sourceId }))
  }

  const countsOf = ({ fromMs, untilMs }: AskedDay) => {
    const counts = ledger.readLedgerCounts(fromMs, untilMs)
    const names = sourceNames(ledger, settings.current().sources)
    const sources = counts.sources.map((source) => ({ ...source, name: names.get(source.id) ?? source.id }))
    return { ...counts, sources }
  }

  /** What goes on at another source has not left the board, and one order left it once. */
  const leftOnce = (rows: readonly LedgerRow[]): LedgerRow[] => {
    const groupOf = new Map(rows.map(({ key }) => [key, book.group(key)]))
    const isThere = (key: string): boolean => {
      const known = book.find(key)
      return known !== null && isOnBoard(known)
    }
    const left = rows.filter(({ key }) => !groupOf.get(key)?.some(isThere))
    const keys = new Set(left.map(({ key }) => key))
    return left.filter(({ key }) => groupOf.get(key)?.find((one) => keys.has(one)) === key)
  }

  const readAll = ({ fromMs, untilMs }: AskedDay, filter: LedgerFilter): LedgerRow[] => {
    const rows: LedgerRow[] = []
    let before: LedgerCursor | null = null
    do {
      const page: ReturnType<typeof ledger.readLedgerPage> = ledger.readLedgerPage({
        fromMs,
        untilMs,
        filter,
        before,
        limit: EXPORTED_AT_ONCE,
      })
      rows.push(...page.rows)
      before = page.next
    } while (before !== null)
    return named(rows)
  }

  return {
    'ledger.proof': async ({ dayIso }) => {
      const day = dayOf(dayIso, dependencies)
      return day === null ? invalid('dayIso', 'noSuchDay') : ok(proofOf(day, dependencies))
    },
    'ledger.restarts': async ({ dayIso }) => {
      const day = dayOf(dayIso, dependencies)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      const { sources, printers } = settings.current()
      const names = sourceNames(ledger, sources)
      for (const { id, name } of printers) names.set(id, name)
      const nameOf = (id: string | null): string => (id === null ? '' : (names.get(id) ?? id))
      return ok(
        ledger
          .readRestarts(day.fromMs, day.untilMs)
          .map((restart) => ({ ...restart, name: nameOf(restart.subjectId) })),
      )
    },
    'ledger.page': async ({ dayIso, filter, before, limit }) => {
      const day = dayOf(dayIso, dependencies)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      const { fromMs, untilMs } = day
      const { rows, next } = ledger.readLedgerPage({ fromMs, untilMs, filter, before, limit })
      return ok({ rows: named(rows), next, counts: before === null ? countsOf(day) : null })
    },
    'ledger.recall': async () =>
      ok(named(leftOnce(ledger.readRecall(host.clock.nowMs() - RECALLED_MS, MOST_RECALLED)))),
    'ledger.export': async ({ dayIso, filter }) => {
      const day = dayOf(dayIso, dependencies)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      // As people read a day: from its morning on.
      const rows = readAll(day, filter).toReversed()
      return ok({ fileName: `tezgah-${day.dayIso}.csv`, csv: ledgerCsv(rows, settings.current().language) })
    },
    'reconcile.run': async ({ dayIso }) => {
      if (dependencies.isViewOnly) return fail('ledgerUnavailable')
      const day = dayOf(dayIso, dependencies)
      if (day === null) return invalid('dayIso', 'noSuchDay')
      const begun = reconciler.run(day.dayIso)
      if (begun === null) return invalid('dayIso', 'nothingHeard')
      return begun === 0 ? fail('conflict') : ok({ begun })
    },
  }
}
