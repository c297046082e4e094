import { type Result, fail, invalid, ok } from '../../shared/contract/problems.ts'
import type { DayReport } from '../../shared/model/report.ts'
import { composeReport } from '../printing/slip/composeReport.ts'
import { sendNow } from '../printing/printers/sendNow.ts'
import { dayReportOf } from '../report/dayReport.ts'
import { boundsOfDay, dayIsoOf } from '../../shared/model/istanbulTime.ts'
import { defaultPrinter } from '../routing/routeOrder.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function reportHandlers(dependencies: RequestDependencies): Some<'report.get' | 'report.print'> {
  const { settings, host } = dependencies
  return {
    'report.get': async ({ dayIso }) => reportOf(dayIso, dependencies),
    'report.print': async ({ dayIso, printerId }) => {
      const report = reportOf(dayIso, dependencies)
      if (!report.ok) return report
      const { printers, slipLanguage } = settings.current()
      const printer = printerId === null ? defaultPrinter(printers) : printers.find(({ id }) => id === printerId)
      if (!printer) return fail(printerId === null ? 'noPrinter' : 'printerNotFound')
      const document = composeReport(report.value, {
        nowMs: host.clock.nowMs(),
        computerName: host.computerName,
        language: slipLanguage,
      })
      return sendNow(document, printer, host)
    },
  }
}

function reportOf(wanted: string | null, { ledger, settings, host }: RequestDependencies): Result<DayReport> {
  const nowMs = host.clock.nowMs()
  const dayIso = wanted ?? dayIsoOf(nowMs)
  const { fromMs, untilMs } = boundsOfDay(dayIso)
  if (Number.isNaN(fromMs)) return invalid('dayIso', 'noSuchDay')
  return ok(dayReportOf(dayIso, ledger.readDay(fromMs, untilMs), { nowMs, settings: settings.current() }))
}
