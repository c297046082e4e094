import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A button that cannot be undone asks once more, in its own place. */
export function ConfirmButton({ label, onConfirm }: { label: string; onConfirm(): void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <button
      type="button"
      className={isAsking ? 'btn btn--danger' : 'btn'}
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
