import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmButtonProps {
  label: string
  isDisabled?: boolean
  onConfirm(): void
}

/** A button that cannot be undone asks once more, in its own place. */
export function ConfirmButton({ label, isDisabled = false, onConfirm }: ConfirmButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <button
      type="button"
      className={isAsking ? 'btn btn--danger' : 'btn'}
      disabled={isDisabled}
      onBlur={() => setAsking(false)}
      onClick={() => {
        if (isAsking) onConfirm()
        setAsking(!isAsking)
      }}
    >
      {isAsking ? `${label}: ${t('action.sure')}` : label}
    </button>
  )
}
