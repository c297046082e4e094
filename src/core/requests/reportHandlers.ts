import { type Result, fail, invalid, ok } from '../../shared/contract/problems.ts'
import type { DayReport } from '../../shared/model/report.ts'
import { readRemovedSources } from '../hearing/removedSources.ts'
import { composeReport } from '../printing/slip/composeReport.ts'
import { sendNow } from '../printing/printers/sendNow.ts'
import { dayReportOf } from '../report/dayReport.ts'
import { defaultPrinter } from '../routing/routeOrder.ts'
import { dayOf, proofOf } from './dayRequests.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function reportHandlers(dependencies: RequestDependencies): Some<'report.get' | 'report.print'> {
  const { settings, host } = dependencies
  return {
    'report.get': async ({ dayIso }) => reportOf(dayIso, dependencies),
    'report.print': async ({ dayIso, printerId }) => {
      const report = reportOf(dayIso, dependencies)
      if (!report.ok) return report
      const { printers, slipLanguage, dayEndsAt } = settings.current()
      const printer = printerId === null ? defaultPrinter(printers) : printers.find(({ id }) => id === printerId)
      if (!printer) return fail(printerId === null ? 'noPrinter' : 'printerNotFound')
      const document = composeReport(report.value, {
        nowMs: host.clock.nowMs(),
        computerName: host.computerName,
        language: slipLanguage,
        dayEndsAt,
      })
      return sendNow(document, printer, host)
    },
  }
}

function reportOf(wanted: string | null, dependencies: RequestDependencies): Result<DayReport> {
  const day = dayOf(wanted, dependencies)
  if (day === null) return invalid('dayIso', 'noSuchDay')
  const { dayIso, nowMs, fromMs, untilMs } = day
  const settings = dependencies.settings.current()
  const record = dependencies.ledger.readDay(fromMs, untilMs)
  const sources = [...settings.sources, ...readRemovedSources(dependencies.ledger)]
  const proof = proofOf(day, dependencies)
  return ok(dayReportOf(dayIso, record, { nowMs, settings: { ...settings, sources }, proof }))
}
