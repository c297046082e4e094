import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { JobStepEntry } from '../../shared/model/printJob.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal } from '../request.ts'
import { formatClockSeconds, formatDateTime, formatMoment } from '../../shared/model/istanbulTime.ts'
import { jobProblem } from '../words/jobProblem.ts'
import { sayNote } from './sayNote.ts'

interface JobStepsProps {
  jobId: number
  label: string
  nowMs: number
  version: number
}

/** The life of one slip as the ledger has it, oldest step first. */
export function JobSteps({ jobId, label, nowMs, version }: JobStepsProps) {
  const { t } = useTranslation()
  const steps = useQuery(question('job.steps', { jobId }))
  useRenewal(steps, version)
  if (steps.data === undefined)
    return steps.error === null ? (
      <p role="status">{t('journal.loading')}</p>
    ) : (
      <ProblemText problem={steps.error.problem} />
    )
  if (steps.data.length === 0) return <p>{t('journal.noSteps')}</p>
  return (
    <ol className="steps" aria-label={t('journal.stepsOf', { label })}>
      {steps.data.map((step, index) => (
        <Step key={index} step={step} nowMs={nowMs} />
      ))}
    </ol>
  )
}

function Step({ step, nowMs }: { step: JobStepEntry; nowMs: number }) {
  const { t } = useTranslation()
  const fault = jobProblem(t, step.problem)
  const isToday = formatMoment(step.atMs, nowMs).length === 5
  return (
    <li data-state={step.state}>
      <time dateTime={new Date(step.atMs).toISOString()}>
        {isToday ? formatClockSeconds(step.atMs) : formatDateTime(step.atMs)}
      </time>
      <span>
        <strong>{t(`journal.state.${step.state}`)}</strong>
        {step.attempt > 1 && ` · ${t('job.attempt', { count: step.attempt })}`}
        {fault !== null && ` · ${fault}`}
        {step.note !== null && <span className="steps__detail">{sayNote(t, step.note)}</span>}
      </span>
    </li>
  )
}
