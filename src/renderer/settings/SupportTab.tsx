import { useTranslation } from 'react-i18next'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'

/** What whoever helps is given: read first, saved then. */
export function SupportTab() {
  const { t } = useTranslation()
  const files = useRequest('support.read')
  const saved = useRequest('support.save')
  const readNow = (): void => {
    saved.reset()
    files.mutate({})
  }
  return (
    <div className="form">
      <p>{t('support.intro')}</p>
      <div className="form__buttons">
        <button type="button" className="btn" disabled={files.isPending} onClick={readNow}>
          {t('support.read')}
        </button>
        {files.isSuccess && (
          <button
            type="button"
            className="btn btn--primary"
            disabled={saved.isPending}
            onClick={() => saved.mutate({ mark: files.data.mark })}
          >
            {t('support.save')}
          </button>
        )}
      </div>
      {files.isError && <ProblemText problem={files.error.problem} />}
      {saved.isError && <ProblemText problem={saved.error.problem} />}
      {saved.isSuccess && (
        <p className="good" role="status">
          <CheckIcon />
          {t('support.saved', { path: saved.data.path })}
        </p>
      )}
      {files.data?.files.map(({ name, text }) => (
        <details key={name} className="support-file" open={name.endsWith('.json')}>
          <summary>{name}</summary>
          <pre>{text}</pre>
        </details>
      ))}
    </div>
  )
}
