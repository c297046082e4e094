import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import { CheckIcon, PrinterIcon } from '../controls/icons.tsx'

/** How the test slip went, and what this printer's slips will therefore be called. */
export function TestOutcome({ outcome, confirms }: RequestOutput<'printer.test'>) {
  const { t } = useTranslation()
  return (
    <div className="good" role="status" data-outcome={outcome}>
      {outcome === 'confirmed' ? <CheckIcon /> : <PrinterIcon />}
      <div>
        <p>{t(outcome === 'confirmed' ? 'settings.printer.testConfirmed' : 'settings.printer.testSent')}</p>
        <p className="good__more">{t(`settings.printer.confirms.${confirms ?? 'unknown'}`)}</p>
      </div>
    </div>
  )
}
