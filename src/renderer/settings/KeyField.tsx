import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import { Field } from './Field.tsx'

interface KeyFieldProps {
  name: 'apiKey' | 'apiSecret'
  /** null: the stored one is kept. */
  value: string | null
  /** Last four characters of the stored one; undefined: none is stored. */
  kept: string | null | undefined
  isForThisRun: boolean
  problem: Problem | null
  /** What the vendor says of it, in words. */
  said: string | null
  onChange(value: string | null): void
}

/** Write-only: what is stored shows its last four characters at most, and can only be replaced. */
export function KeyField({ name, value, kept, isForThisRun, problem, said, onChange }: KeyFieldProps) {
  const { t } = useTranslation()
  const label = t(`settings.source.${name}`)
  if (value === null)
    return (
      <div className="field">
        <span className="field__label">{label}</span>
        <div className="key">
          <span className="key__kept">
            {name === 'apiKey' && kept !== null && kept !== undefined
              ? t('settings.source.keySet', { lastFour: kept })
              : t('settings.source.keySetPlain')}
          </span>
          <button
            type="button"
            className="btn"
            aria-label={`${label}: ${t('settings.source.keyReplace')}`}
            data-fault={said === null ? undefined : true}
            onClick={() => onChange('')}
          >
            {t('settings.source.keyReplace')}
          </button>
        </div>
        {said !== null && (
          <span className="field__error" role="alert">
            {said}
          </span>
        )}
      </div>
    )
  const hint = t(isForThisRun ? 'settings.source.keyThisRun' : 'settings.source.keyOnce')
  return (
    <Field name={name} label={label} hint={hint} problem={problem} said={said}>
      {(ids) => (
        <div className="key">
          <input
            {...ids}
            className="input"
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {kept !== undefined && (
            <button type="button" className="btn" onClick={() => onChange(null)}>
              {t('settings.source.keyKeep')}
            </button>
          )}
        </div>
      )}
    </Field>
  )
}
