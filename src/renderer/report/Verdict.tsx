import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayReport } from '../../shared/model/report.ts'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { reportVerdict } from './reportVerdict.ts'

interface VerdictProps {
  report: DayReport
  isToday: boolean
  /** What can be done with it. */
  children: ReactNode
}

export function Verdict({ report, isToday, children }: VerdictProps) {
  const { t } = useTranslation()
  const { isGood, what, more } = reportVerdict(t, report, isToday)
  return (
    <section className="verdict" data-good={isGood || undefined}>
      {isGood ? <CheckIcon /> : <WarningIcon />}
      <div className="verdict__words">
        <p className="verdict__what">{what}</p>
        {more.length > 0 && <p className="verdict__more">{more.join(' ')}</p>}
        {isToday && (
          <p className="verdict__counted">{t('report.counted', { time: formatClock(report.countedAtMs) })}</p>
        )}
      </div>
      {children}
    </section>
  )
}
