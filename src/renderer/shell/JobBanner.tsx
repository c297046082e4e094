import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract/snapshot.ts'
import type { JobAnswer, JobView } from '../../shared/model/printJob.ts'
import { perform } from '../request.ts'
import { SilenceButton } from './AlarmBanner.tsx'
import { Banner } from './Banner.tsx'

/** "Çıktı mı?": only a person at the printer can tell. */
export function JobBanner({ job, alarm }: { job: JobView; alarm: Alarm | null }) {
  const { t } = useTranslation()
  const say = (answer: JobAnswer): void => void perform('jobs.answer', { jobIds: [job.id], answer })
  return (
    <Banner
      tone="alarm"
      what={t('job.ask.title', { label: job.orderLabel })}
      more={t('job.ask.body', { printer: job.printerName })}
    >
      <button type="button" className="btn btn--primary" onClick={() => say('cameOut')}>
        {t('job.ask.cameOut')}
      </button>
      <button type="button" className="btn" onClick={() => say('printAgain')}>
        {t('job.ask.printAgain')}
      </button>
      <button type="button" className="btn" onClick={() => say('drop')}>
        {t('job.ask.drop')}
      </button>
      {alarm !== null && <SilenceButton alarm={alarm} />}
    </Banner>
  )
}
