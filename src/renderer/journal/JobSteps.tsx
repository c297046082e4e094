import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatExactMoment } from '../../shared/model/istanbulTime.ts'
import type { JobNote, JobStepEntry } from '../../shared/model/printJob.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal } from '../request.ts'
import { jobProblem } from '../words/problemWords.ts'

interface JobStepsProps {
  jobId: number
  label: string
  nowMs: number
  version: string
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
  return (
    <li data-state={step.state}>
      <time dateTime={new Date(step.atMs).toISOString()}>{formatExactMoment(step.atMs, nowMs)}</time>
      <span>
        <strong>{t(`journal.state.${step.state}`)}</strong>
        {step.attempt > 1 && ` · ${t('job.attempt', { count: step.attempt })}`}
        {fault !== null && ` · ${fault}`}
        {step.note !== null && <span className="steps__detail">{sayNote(t, step.note)}</span>}
      </span>
    </li>
  )
}

/** Why a step was taken: a person's answer, Tezgah's own reason, or what the printer itself said. */
export function sayNote(t: TFunction, note: JobNote): string {
  switch (note.code) {
    case 'answered':
      return t(`journal.answer.${note.answer}`)
    case 'wantedBecause':
      return t('journal.reason', { reason: note.reason })
    case 'printedElsewhere':
      return t('journal.note.printedElsewhere', { counter: note.counterName })
    case 'expired':
      return t('journal.note.expired', { count: note.hours })
    case 'notComposed':
      return t('journal.note.notComposed', { error: note.error })
    case 'lettersReplaced': {
      const letters = note.letters.map(({ original, printed }) => `${original} → ${printed || '∅'}`)
      const more = note.more > 0 ? ` +${note.more}` : ''
      return t('journal.note.lettersReplaced', { letters: letters.join(', ') + more })
    }
    case 'printerSaid':
      // Status bytes as the printer sent them, for whoever knows its manual.
      return /^([0-9a-f]{2})+$/.test(note.said)
        ? t('journal.answered', { bytes: note.said.replace(/(..)(?=.)/g, '$1 ') })
        : t('journal.said', { words: note.said })
    default:
      return t(`journal.note.${note.code}`)
  }
}
