import { useTranslation } from 'react-i18next'
import { CheckIcon } from '../controls/icons.tsx'

interface SaveBarProps {
  hasChanges: boolean
  isSaved: boolean
  onDiscard(): void
  onSave(): void
}

/** Rules take effect together, when a person says so. */
export function SaveBar({ hasChanges, isSaved, onDiscard, onSave }: SaveBarProps) {
  const { t } = useTranslation()
  if (!hasChanges) {
    return isSaved ? (
      <p className="good" role="status">
        <CheckIcon />
        {t('routing.saved')}
      </p>
    ) : null
  }
  return (
    <div className="save-bar">
      <p>{t('routing.unsaved')}</p>
      <button type="button" className="btn" onClick={onDiscard}>
        {t('routing.discard')}
      </button>
      <button type="button" className="btn btn--primary" onClick={onSave}>
        {t('action.save')}
      </button>
    </div>
  )
}
