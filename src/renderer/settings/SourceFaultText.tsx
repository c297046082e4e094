import { useTranslation } from 'react-i18next'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { isShownAtField } from './Field.tsx'
import type { SourceSending } from './useSourceSending.ts'

/** What came of trying a source, where no field says it. @param fields those that are in sight */
export function SourceFaultText({ sending, fields }: { sending: SourceSending; fields: readonly string[] }) {
  const { t } = useTranslation()
  const { problem, fault, isTested } = sending
  if (isTested)
    return (
      <p className="good" role="status">
        <CheckIcon />
        {t('settings.source.testOk')}
      </p>
    )
  if (problem !== null && !isShownAtField(problem, fields))
    return (
      <div tabIndex={-1} data-fault>
        <ProblemText problem={problem} />
      </div>
    )
  if (fault === null || fault.field !== null) return null
  return (
    <div className="problem" role="alert" tabIndex={-1} data-fault data-side={fault.side}>
      <WarningIcon />
      <p>{fault.text}</p>
    </div>
  )
}
