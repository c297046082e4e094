import { useTranslation } from 'react-i18next'
import type { JobView } from '../../shared/model/printJob.ts'

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
