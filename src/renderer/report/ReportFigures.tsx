import { useTranslation } from 'react-i18next'
import type { DayReport } from '../../shared/model/report.ts'
import { sayAge } from '../words/sayAge.ts'

/** The counts, large enough to be read across the counter. */
export function ReportFigures({ report }: { report: DayReport }) {
  const { t } = useTranslation()
  const { longestWait } = report
  const of = (part: number, whole: number): string => t('report.of', { part, whole })
  const figures: { label: string; value: string; more?: string; isShort?: boolean }[] = [
    { label: t('report.orders'), value: String(report.orderCount) },
    {
      label: t('report.seen'),
      value: of(report.acknowledgedCount, report.alertCount),
      isShort: report.acknowledgedCount < report.alertCount,
    },
    {
      label: t('report.printed'),
      value: of(report.printedCount, report.orderCount),
      ...(report.sentOnlyCount > 0 && { more: t('report.sentOnly', { count: report.sentOnlyCount }) }),
      isShort: report.printedCount < report.orderCount,
    },
    {
      label: t('report.wait'),
      value: longestWait === null ? '–' : sayAge(t, longestWait.waitMs),
      more: longestWait === null ? t('report.waitNone') : longestWait.orderLabel,
    },
    { label: t('report.cancelled'), value: String(report.cancelledCount) },
    { label: t('report.copies'), value: String(report.copyCount) },
  ]
  return (
    <dl className="figures">
      {figures.map(({ label, value, more, isShort }) => (
        <div key={label} className="figure" data-short={isShort || undefined}>
          <dt>{label}</dt>
          <dd>
            <span className="figure__value">{value}</span>
            {more !== undefined && <span className="figure__more">{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
