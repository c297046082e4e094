import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract/snapshot.ts'
import type { JobAnswer, JobView } from '../../shared/model/printJob.ts'
import { perform } from '../request.ts'
import { SilenceButton } from './AlarmBanner.tsx'
import { Banner, BannerButton } from './Banner.tsx'

/** "Çıktı mı?": only a person at the printer can tell. */
export function JobBanner({ job, alarm }: { job: JobView; alarm: Alarm | null }) {
  const { t } = useTranslation()
  const say = (answer: JobAnswer): void => void perform('jobs.answer', { jobIds: [job.id], answer })
  return (
    <Banner
      tone="alarm"
      what={t('job.ask.title', { label: job.label })}
      more={t('job.ask.body', { printer: job.printerName })}
    >
      <BannerButton isPrimary label={t('job.ask.cameOut')} about={job.label} onPress={() => say('cameOut')} />
      <BannerButton label={t('job.ask.printAgain')} about={job.label} onPress={() => say('printAgain')} />
      <BannerButton label={t('job.ask.drop')} about={job.label} onPress={() => say('drop')} />
      {alarm !== null && <SilenceButton alarm={alarm} about={job.label} />}
    </Banner>
  )
}
