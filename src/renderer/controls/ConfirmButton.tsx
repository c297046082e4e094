import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmButtonProps {
  label: string
  /** What it is about, for who hears it beside others of the same word. */
  about?: string
  isDisabled?: boolean
  onConfirm(): void
}

/** A button that cannot be undone asks once more, in its own place. */
export function ConfirmButton({ label, about, isDisabled = false, onConfirm }: ConfirmButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const words = isAsking ? `${label}: ${t('action.sure')}` : label
  return (
    <button
      type="button"
      className={isAsking ? 'btn btn--danger' : 'btn'}
      aria-label={about === undefined ? undefined : `${words} (${about})`}
      data-tap="once"
      disabled={isDisabled}
      onBlur={() => setAsking(false)}
      onClick={() => {
        if (isAsking) onConfirm()
        setAsking(!isAsking)
      }}
    >
      {words}
    </button>
  )
}
