import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import type { DayReport } from '../../shared/model/report.ts'
import { useScreen } from '../store.ts'
import { jobProblem } from '../words/problemWords.ts'

/** Slips nobody is sure of, and the way to answer for them. */
export function UnresolvedSlips({ slips, nowMs }: { slips: DayReport['unresolvedSlips']; nowMs: number }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  if (slips.length === 0) return null
  return (
    <section className="panel panel--trouble">
      <h2>{t('report.unresolved')}</h2>
      <ul className="unresolved">
        {slips.map((slip) => (
          <li key={slip.jobId}>
            <time dateTime={new Date(slip.wantedAtMs).toISOString()}>{formatMoment(slip.wantedAtMs, nowMs)}</time>
            <strong>{slip.orderLabel}</strong>
            <span>{[slip.printerName, jobProblem(t, slip.problem)].filter((part) => part !== null).join(' · ')}</span>
          </li>
        ))}
      </ul>
      <p className="panel__none">{t('report.unresolvedHint')}</p>
      <button
        type="button"
        className="btn btn--primary"
        onClick={() => go({ name: 'journal', filter: 'troubled', printerId: null })}
      >
        {t('report.toJournal')}
      </button>
    </section>
  )
}
