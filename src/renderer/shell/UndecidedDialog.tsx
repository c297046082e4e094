import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobAnswer } from '../../shared/model/printJob.ts'
import { perform } from '../request.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { Dialog } from '../controls/Dialog.tsx'
import { JobMarks } from '../journal/JobRow.tsx'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import type { UndecidedGroup } from './gatherAlarms.ts'

interface UndecidedDialogProps {
  group: UndecidedGroup
  nowMs: number
  isOpen: boolean
  onClose(): void
}

/** Some of the waiting slips: those that are picked are printed or dropped, the others go on waiting. */
export function UndecidedDialog({ group, nowMs, isOpen, onClose }: UndecidedDialogProps) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set())
  const { jobs, printerName } = group
  // What somebody else has answered meanwhile is not in the group any more.
  const jobIds = jobs.map((job) => job.id).filter((id) => picked.has(id))
  const toggle = (id: number): void =>
    setPicked(new Set(picked.has(id) ? [...picked].filter((other) => other !== id) : [...picked, id]))
  const close = (): void => {
    setPicked(new Set())
    onClose()
  }
  const answer = async (given: JobAnswer): Promise<void> => {
    if (await perform('jobs.answer', { jobIds, answer: given })) close()
  }
  return (
    <Dialog isOpen={isOpen} title={t('job.undecided.chooseTitle', { printer: printerName })} onClose={close}>
      <ul className="choose" aria-label={t('job.undecided.chooseTitle', { printer: printerName })}>
        {jobs.map((job) => (
          <li key={job.id}>
            <label className="choose__row">
              <input type="checkbox" checked={picked.has(job.id)} onChange={() => toggle(job.id)} />
              <time dateTime={new Date(job.wantedAtMs).toISOString()}>{formatMoment(job.wantedAtMs, nowMs)}</time>
              <strong>{job.label}</strong>
              <JobMarks job={job} />
            </label>
          </li>
        ))}
      </ul>
      <div className="dialog__buttons">
        <button type="button" className="btn" onClick={() => setPicked(new Set(jobs.map((job) => job.id)))}>
          {t('job.undecided.pickAll')}
        </button>
        <ConfirmButton
          label={t('job.undecided.dropPicked', { count: jobIds.length })}
          isDisabled={jobIds.length === 0}
          onConfirm={() => void answer('drop')}
        />
        <button
          type="button"
          className="btn btn--primary"
          disabled={jobIds.length === 0}
          onClick={() => void answer('printAgain')}
        >
          {t('job.undecided.printPicked', { count: jobIds.length })}
        </button>
      </div>
    </Dialog>
  )
}
