import { useTranslation } from 'react-i18next'
import type { JobAnswer, JobView } from '../../shared/model/printJob.ts'
import { perform } from '../request.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { PrinterIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'

/** What a person can say about a slip in its present state; nothing while it is on its way. */
export function JobAnswers({ job }: { job: JobView }) {
  const { t } = useTranslation()
  const setPrinting = useScreen((state) => state.setPrinting)
  const say = (answer: JobAnswer): void => void perform('jobs.answer', { jobIds: [job.id], answer })
  // Keyed by what they say: no button becomes another under a finger.
  const drop = <ConfirmButton key="drop" label={t('journal.drop')} onConfirm={() => say('drop')} />
  switch (job.state) {
    case 'sending':
      return null
    case 'needsHuman':
      return (
        <>
          <button key="cameOut" type="button" className="btn btn--primary" onClick={() => say('cameOut')}>
            {t('journal.cameOut')}
          </button>
          <button key="printAgain" type="button" className="btn" onClick={() => say('printAgain')}>
            {t('action.reprint')}
          </button>
          {drop}
        </>
      )
    case 'undecided':
    case 'held':
      return (
        <>
          <button key="printAgain" type="button" className="btn btn--primary" onClick={() => say('printAgain')}>
            {t('journal.printAgain')}
          </button>
          {drop}
        </>
      )
    case 'uncertain':
      return (
        <>
          <button key="cameOut" type="button" className="btn" onClick={() => say('cameOut')}>
            {t('journal.cameOut')}
          </button>
          {drop}
        </>
      )
    case 'wanted':
    case 'failed':
      return drop
    case 'confirmed':
    case 'sent':
    case 'dropped': {
      const { kind, key } = job.subject
      // Slips of couriers are printed again where their courier is.
      if (kind !== 'order') return null
      return (
        <button
          type="button"
          className="btn"
          aria-label={`${t('action.reprint')} ${job.label}`}
          onClick={() => setPrinting({ key, label: job.label, isCopy: true })}
        >
          <PrinterIcon />
          {t('action.reprint')}
        </button>
      )
    }
  }
}
