import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface FormButtonsProps {
  submit: string
  isDisabled: boolean
  onCancel(): void
  /** What stands at the other end of the row. */
  children: ReactNode
}

/** The row under a form: its own buttons, then cancel and submit. */
export function FormButtons({ submit, isDisabled, onCancel, children }: FormButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="form__buttons">
      {children}
      <span className="form__gap" />
      <button type="button" className="btn" onClick={onCancel}>
        {t('action.cancel')}
      </button>
      <button type="submit" className="btn btn--primary" disabled={isDisabled}>
        {submit}
      </button>
    </div>
  )
}
