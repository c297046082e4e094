import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import { Field } from './Field.tsx'

interface SavedFieldProps {
  name: string
  label: string
  stored: string
  hint?: string
  isNumber?: boolean
  problem: Problem | null
  /** @returns whether it was taken */
  save(text: string): Promise<boolean>
}

/** A field that is stored on Enter or on leaving it, and says so. */
export function SavedField({ name, label, stored, hint = '', isNumber = false, problem, save }: SavedFieldProps) {
  const { t } = useTranslation()
  /** null: untouched, so what is stored shows. */
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? stored
  const [isSaved, setSaved] = useState(false)
  const commit = async (): Promise<void> => {
    if (text !== stored) setSaved(await save(text))
  }
  return (
    <Field name={name} label={label} hint={isSaved ? t('action.saved') : hint} problem={problem}>
      {(ids) => (
        <input
          {...ids}
          className={isNumber ? 'input input--number' : 'input'}
          inputMode={isNumber ? 'numeric' : undefined}
          value={text}
          onFocus={() => setTyped(stored)}
          onChange={(event) => {
            setTyped(event.target.value)
            setSaved(false)
          }}
          onBlur={() => void commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void commit()
            if (event.key !== 'Escape' || text === stored) return
            event.preventDefault()
            setTyped(null)
          }}
        />
      )}
    </Field>
  )
}
