import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import type { JobView } from '../../shared/model/printJob.ts'
import { jobProblem } from '../words/problemWords.ts'

/** Every slip that was wanted for it, and what is known of each. */
export function JobsPanel({ jobs, nowMs }: { jobs: readonly JobView[]; nowMs: number }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('order.jobs')}</h2>
      {jobs.length === 0 && <p className="panel__none">{t('order.noJobs')}</p>}
      <ul className="jobs">
        {jobs.map((job) => (
          <li key={job.id} data-state={job.state}>
            <time dateTime={new Date(job.wantedAtMs).toISOString()}>{formatMoment(job.wantedAtMs, nowMs)}</time>
            <span>
              <strong>{t(`job.kind.${job.kind}`, { count: job.copyNumber })}</strong> · {job.printerName} ·{' '}
              {t(`job.state.${job.state}`)}
              {job.attempt > 1 && ` · ${t('job.attempt', { count: job.attempt })}`}
              {job.reason !== null && ` · ${job.reason}`}
              {job.problem !== null && <span className="jobs__problem"> {jobProblem(t, job.problem)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
