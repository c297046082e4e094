import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A word of one's own beside the offered ones; Enter takes it. */
export function AddWord({ label, onAdd }: { label: string; onAdd(word: string): void }) {
  const { t } = useTranslation()
  const [word, setWord] = useState('')
  const add = (): void => {
    if (word.trim() !== '') onAdd(word.trim())
    setWord('')
  }
  return (
    <span className="add-word">
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        title={t('routing.addHint')}
        maxLength={80}
        value={word}
        onChange={(event) => setWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Not the form's: a word is not a rule.
          event.preventDefault()
          add()
        }}
      />
      <button
        type="button"
        className="btn"
        disabled={word.trim() === ''}
        onClick={add}
        aria-label={`${t('action.add')}: ${label}`}
      >
        {t('action.add')}
      </button>
    </span>
  )
}
