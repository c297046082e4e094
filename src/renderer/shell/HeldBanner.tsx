import { useTranslation } from 'react-i18next'
import { perform } from '../request.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { Banner } from './Banner.tsx'
import type { HeldGroup } from './gatherAlarms.ts'

/** Named one by one up to here; the count says the rest. */
const NAMED = 4

/** Slips that never left this computer: a person says whether they are still wanted. */
export function HeldBanner({ group }: { group: HeldGroup }) {
  const { t } = useTranslation()
  const answerAll = async (answer: 'printAgain' | 'drop'): Promise<void> => {
    for (const job of group.jobs) if (!(await perform('job.answer', { jobId: job.id, answer }))) return
  }
  const named = group.jobs.slice(0, NAMED).map((job) => job.orderLabel)
  const labels = named.join(', ') + (group.jobs.length > NAMED ? ' …' : '')
  return (
    <Banner
      tone="warn"
      what={t('job.held.title', { printer: group.printerName, count: group.jobs.length })}
      more={t('job.held.body', { labels })}
    >
      <button type="button" className="btn btn--primary" onClick={() => void answerAll('printAgain')}>
        {t('job.held.print')}
      </button>
      <ConfirmButton label={t('job.held.drop')} onConfirm={() => void answerAll('drop')} />
    </Banner>
  )
}
