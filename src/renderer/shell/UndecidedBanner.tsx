import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobAnswer } from '../../shared/model/printJob.ts'
import { perform } from '../request.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { jobProblem } from '../words/problemWords.ts'
import { Banner, BannerButton } from './Banner.tsx'
import type { UndecidedGroup } from './gatherAlarms.ts'
import { SilenceButton } from './AlarmBanner.tsx'
import { UndecidedDialog } from './UndecidedDialog.tsx'

/** Slips that never left this computer: a person says whether they are still wanted. */
export function UndecidedBanner({ group, nowMs }: { group: UndecidedGroup; nowMs: number }) {
  const { t } = useTranslation()
  const [isChoosing, setChoosing] = useState(false)
  const { jobs, printerName, alarm } = group
  const [oldest] = jobs
  if (oldest === undefined) return null
  const answerAll = (answer: JobAnswer): void =>
    void perform('jobs.answer', { jobIds: jobs.map((job) => job.id), answer })
  const words = { printer: printerName, count: jobs.length, time: formatMoment(oldest.wantedAtMs, nowMs) }
  const fault = jobProblem(t, oldest.problem)
  return (
    <Banner
      tone="alarm"
      what={t('job.undecided.title', words)}
      more={[fault, t('job.undecided.body', { count: jobs.length })].filter((part) => part !== null).join(' ')}
    >
      <BannerButton
        isPrimary
        label={t(jobs.length === 1 ? 'job.undecided.printOne' : 'job.undecided.print')}
        about={printerName}
        onPress={() => answerAll('printAgain')}
      />
      {jobs.length > 1 && (
        <BannerButton label={t('job.undecided.choose')} about={printerName} onPress={() => setChoosing(true)} />
      )}
      <ConfirmButton
        label={t(jobs.length === 1 ? 'job.undecided.dropOne' : 'job.undecided.drop')}
        about={printerName}
        onConfirm={() => answerAll('drop')}
      />
      {alarm !== null && <SilenceButton alarm={alarm} about={printerName} />}
      <UndecidedDialog group={group} nowMs={nowMs} isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </Banner>
  )
}
