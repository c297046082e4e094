import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import type { Result } from '../../shared/contract/problems.ts'
import { ask } from '../ask.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'

/** The law's "erase now": closed orders keep their numbers and times, and forget who they were for. */
export function EraseCustomers() {
  const { t } = useTranslation()
  const [result, setResult] = useState<Result<RequestOutput<'customers.erase'>> | null>(null)
  return (
    <div>
      <ConfirmButton
        label={t('settings.general.eraseNow')}
        onConfirm={() => void ask('customers.erase', {}).then(setResult)}
      />
      <p role="status">{result?.ok === true && t('settings.general.erased', { count: result.value.count })}</p>
      {result?.ok === false && <ProblemText problem={result.error} />}
    </div>
  )
}
