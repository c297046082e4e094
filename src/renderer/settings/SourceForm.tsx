import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invalid, type Problem } from '../../shared/contract/problems.ts'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { sourceKinds } from '../../shared/model/order.ts'
import { vendorDefaults } from '../../shared/settings/source.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { request, RequestError } from '../request.ts'
import { Field, isShownAtField, TextField } from './Field.tsx'
import { draftOfSource, newSourceDraft, type SourceDraft, sourceInputOf, withKind } from './sourceDraft.ts'

interface SourceFormProps {
  snapshot: Snapshot
  /** null: a new one. */
  source: SourceView | null
  onClose(): void
}

const fieldNames = ['name', 'baseUrl', 'pollSeconds', 'consumer', 'apiKey', 'apiSecret']

export function SourceForm({ snapshot, source, onClose }: SourceFormProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<SourceDraft>(() =>
    source === null ? newSourceDraft('restomenum') : draftOfSource(source),
  )
  const { mutate, reset, ...sent } = useMutation({
    mutationFn: async (name: 'source.test' | 'source.save') => {
      const missing = missingField(draft, source)
      if (missing !== null) throw new RequestError(missing.error)
      await request(name, { id: source?.id ?? null, source: sourceInputOf(draft) })
    },
    onSuccess: (_, name) => {
      if (name === 'source.save') onClose()
    },
  })
  const change = (part: Partial<SourceDraft>): void => {
    setDraft({ ...draft, ...part })
    reset()
  }
  const problem = sent.error?.problem ?? null
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        mutate('source.save')
      }}
    >
      <h2>{t(source === null ? 'settings.source.add' : 'settings.source.edit')}</h2>
      {source === null && (
        <ChoiceField
          label={t('settings.source.kind')}
          value={draft.kind}
          options={sourceKinds.map((kind) => ({ value: kind, label: t(`source.kind.${kind}`) }))}
          onChange={(kind) => change(withKind(draft, kind))}
        />
      )}
      <SourceFields draft={draft} problem={problem} source={source} snapshot={snapshot} change={change} />
      {problem !== null && !isShownAtField(problem, fieldNames) && <ProblemText problem={problem} />}
      {sent.isSuccess && sent.variables === 'source.test' && (
        <p className="good" role="status">
          <CheckIcon />
          {t('settings.source.testOk')}
        </p>
      )}
      <FormButtons submit={t('action.save')} isDisabled={sent.isPending} onCancel={onClose}>
        <button type="button" className="btn" disabled={sent.isPending} onClick={() => mutate('source.test')}>
          {t(sent.isPending && sent.variables === 'source.test' ? 'settings.source.testing' : 'action.test')}
        </button>
      </FormButtons>
    </form>
  )
}

interface SourceFieldsProps {
  draft: SourceDraft
  problem: Problem | null
  source: SourceView | null
  snapshot: Snapshot
  change(part: Partial<SourceDraft>): void
}

function SourceFields({ draft, problem, source, snapshot, change }: SourceFieldsProps) {
  const { t } = useTranslation()
  const text = (name: 'name' | 'baseUrl' | 'pollSeconds' | 'consumer', label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      problem={problem}
      value={draft[name]}
      inputMode={name === 'pollSeconds' ? 'decimal' : undefined}
      onChange={(value) => change({ [name]: value })}
    />
  )
  const keep = source?.keys.isSet === true ? source.keys.lastFour : undefined
  const keyProps = { problem, kept: keep, isForThisRun: snapshot.keyring === 'none' }
  const floor = vendorDefaults[draft.kind].minPollSeconds
  return (
    <>
      {text('name', t('settings.source.name'), t('settings.source.nameHint'))}
      <KeyField name="apiKey" value={draft.apiKey} onChange={(apiKey) => change({ apiKey })} {...keyProps} />
      {draft.kind === 'adisyo' && (
        <>
          <KeyField
            name="apiSecret"
            value={draft.apiSecret}
            onChange={(apiSecret) => change({ apiSecret })}
            {...keyProps}
          />
          {text('consumer', t('settings.source.consumer'), t('settings.source.consumerHint'))}
        </>
      )}
      <div className="form__pair">
        {text('baseUrl', t('settings.source.baseUrl'), t('settings.source.baseUrlHint'))}
        {text('pollSeconds', t('settings.source.pollSeconds'), t('settings.source.pollHint', { count: floor }))}
      </div>
      <SwitchRow
        label={t('settings.source.enabled')}
        checked={draft.enabled}
        onChange={(enabled) => change({ enabled })}
      />
    </>
  )
}

/** Asked for here already, so that nobody waits for the core to say that a field is empty. */
function missingField(draft: SourceDraft, source: SourceView | null): ReturnType<typeof invalid> | null {
  const missing = (field: string) => invalid(field, 'missing')
  if (draft.name.trim() === '') return missing('name')
  if (draft.apiKey !== null && draft.apiKey.trim() === '' && source === null) return missing('apiKey')
  if (draft.kind !== 'adisyo') return null
  if (draft.apiSecret !== null && draft.apiSecret.trim() === '' && source === null) return missing('apiSecret')
  return draft.consumer.trim() === '' ? missing('consumer') : null
}

interface KeyFieldProps {
  name: 'apiKey' | 'apiSecret'
  /** null: the stored one is kept. */
  value: string | null
  /** Last four characters of the stored one; undefined: none is stored. */
  kept: string | null | undefined
  isForThisRun: boolean
  problem: Problem | null
  onChange(value: string | null): void
}

/** Write-only: what is stored shows its last four characters at most, and can only be replaced. */
function KeyField({ name, value, kept, isForThisRun, problem, onChange }: KeyFieldProps) {
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
            onClick={() => onChange('')}
          >
            {t('settings.source.keyReplace')}
          </button>
        </div>
      </div>
    )
  const hint = t(isForThisRun ? 'settings.source.keyThisRun' : 'settings.source.keyOnce')
  return (
    <Field name={name} label={label} hint={hint} problem={problem}>
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
