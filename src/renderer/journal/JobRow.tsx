import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatExactMoment, formatMoment } from '../../shared/model/istanbulTime.ts'
import type { JobView } from '../../shared/model/printJob.ts'
import { FoldIcon, UnfoldIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { jobProblem } from '../words/problemWords.ts'
import { toneOf } from './arrangeJobs.ts'
import { JobAnswers } from './JobAnswers.tsx'
import { JobSteps } from './JobSteps.tsx'

/** One wanted slip: when, of what, where, what became of it, and what a person can do about it now. */
export function JobRow({ job, nowMs, version }: { job: JobView; nowMs: number; version: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const stepsId = useId()
  const fault = jobProblem(t, job.problem)
  return (
    <li className="job" data-tone={toneOf(job)} data-job={job.id}>
      <div className="job__main">
        <time className="job__time" dateTime={new Date(job.wantedAtMs).toISOString()}>
          {formatMoment(job.wantedAtMs, nowMs)}
        </time>
        <div className="job__what">
          <p className="job__title">
            <OrderLink job={job} />
            <JobMarks job={job} />
          </p>
          <p className="job__facts">
            {job.printerName}
            {job.attempt > 1 && ` · ${t('job.attempt', { count: job.attempt })}`}
            {job.reason !== null && ` · ${t('journal.reason', { reason: job.reason })}`}
          </p>
          {fault !== null && toneOf(job) === 'trouble' && <p className="job__fault">{fault}</p>}
        </div>
        <p className="job__state">
          <strong>{t(`journal.state.${job.state}`)}</strong>
          <time dateTime={new Date(job.updatedAtMs).toISOString()}>{formatExactMoment(job.updatedAtMs, nowMs)}</time>
        </p>
        <div className="job__buttons">
          <JobAnswers job={job} />
          <button
            type="button"
            className="btn btn--icon"
            aria-expanded={isOpen}
            aria-controls={stepsId}
            aria-label={`${job.label}: ${t(isOpen ? 'journal.hideSteps' : 'journal.steps')}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <FoldIcon /> : <UnfoldIcon />}
          </button>
        </div>
      </div>
      {isOpen && (
        <div id={stepsId} className="job__steps">
          <JobSteps jobId={job.id} label={job.label} nowMs={nowMs} version={version} />
        </div>
      )}
    </li>
  )
}

function OrderLink({ job }: { job: JobView }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const { kind, key } = job.subject
  if (kind !== 'order') return <strong>{job.label}</strong>
  return (
    <button
      type="button"
      className="job__order"
      aria-label={t('journal.openOrder', { label: job.label })}
      onClick={() => go({ name: 'order', key })}
    >
      {job.label}
    </button>
  )
}

/** The words its paper carries at the top. */
export function JobMarks({ job }: { job: JobView }) {
  const { t } = useTranslation()
  return (
    <>
      {job.kind !== 'order' && (
        <span className="slip-mark" data-mark={job.kind}>
          {t(`journal.mark.${job.kind}`, { count: job.copyNumber })}
        </span>
      )}
      {job.isPossibleDuplicate && (
        <span className="slip-mark" data-mark="duplicate">
          {t('journal.mark.duplicate')}
        </span>
      )}
    </>
  )
}
