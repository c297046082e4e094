import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'

interface RemoveDialogProps {
  title: string
  body: string
  isOpen: boolean
  onClose(): void
  onRemove(): void
}

export function RemoveDialog({ title, body, isOpen, onClose, onRemove }: RemoveDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={isOpen} title={title} onClose={onClose}>
      <p className="dialog__text">{body}</p>
      <div className="dialog__buttons">
        <button type="button" className="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="btn btn--danger"
          onClick={() => {
            onRemove()
            onClose()
          }}
        >
          {t('action.remove')}
        </button>
      </div>
    </Dialog>
  )
}
