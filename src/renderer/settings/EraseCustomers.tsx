import { useTranslation } from 'react-i18next'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'

/** The law's "erase now": closed orders keep their numbers and times, and forget who they were for. */
export function EraseCustomers() {
  const { t } = useTranslation()
  const erase = useRequest('customers.erase')
  return (
    <div>
      <ConfirmButton label={t('settings.general.eraseNow')} onConfirm={() => erase.mutate({})} />
      <p role="status">{erase.isSuccess && t('settings.general.erased', { count: erase.data.count })}</p>
      {erase.isError && <ProblemText problem={erase.error.problem} />}
    </div>
  )
}
