import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { sourceKinds } from '../../shared/model/order.ts'
import { invalid, type Problem } from '../../shared/contract/problems.ts'
import { vendorDefaults } from '../../shared/settings/source.ts'
import { Choice } from '../controls/Choice.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { request, RequestError } from '../request.ts'
import { Field, isShownAtField } from './Field.tsx'
import { KeyField } from './KeyField.tsx'
import { draftOfSource, newSourceDraft, type SourceDraft, sourceInputOf, withKind } from './sourceDraft.ts'
import { SwitchRow } from './SwitchRow.tsx'

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
        <div className="field">
          <span className="field__label">{t('settings.source.kind')}</span>
          <Choice
            label={t('settings.source.kind')}
            value={draft.kind}
            options={sourceKinds.map((kind) => ({ value: kind, label: t(`source.kind.${kind}`) }))}
            onChange={(kind) => change(withKind(draft, kind))}
          />
        </div>
      )}
      <SourceFields draft={draft} problem={problem} source={source} snapshot={snapshot} change={change} />
      {problem !== null && !isShownAtField(problem, fieldNames) && <ProblemText problem={problem} />}
      {sent.isSuccess && sent.variables === 'source.test' && (
        <p className="good" role="status">
          <CheckIcon />
          {t('settings.source.testOk')}
        </p>
      )}
      <div className="form__buttons">
        <button type="button" className="btn" disabled={sent.isPending} onClick={() => mutate('source.test')}>
          {t(sent.isPending && sent.variables === 'source.test' ? 'settings.source.testing' : 'action.test')}
        </button>
        <span className="form__gap" />
        <button type="button" className="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="btn btn--primary" disabled={sent.isPending}>
          {t('action.save')}
        </button>
      </div>
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
    <Field name={name} label={label} hint={hint} problem={problem}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={draft[name]}
          autoComplete="off"
          spellCheck={false}
          inputMode={name === 'pollSeconds' ? 'decimal' : undefined}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
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
