import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { sourceKinds } from '../../shared/model/order.ts'
import { vendorDefaults } from '../../shared/settings/source.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { FormButtons } from '../controls/FormButtons.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { type Drafting, useDrafts } from './drafts.ts'
import { TextField } from './Field.tsx'
import { KeyField } from './KeyField.tsx'
import { type SourceDraft, withKind } from './sourceDraft.ts'
import { SourceFaultText } from './SourceFaultText.tsx'
import { useFocusFault } from './useFocusFault.ts'
import { type SourceSending, useSourceSending } from './useSourceSending.ts'

interface SourceFormProps {
  snapshot: Snapshot
  /** null: a new one. */
  source: SourceView | null
  drafting: Drafting<SourceDraft>
  onClose(): void
}

const fieldNames = ['name', 'baseUrl', 'pollSeconds', 'consumer', 'apiKey', 'apiSecret']

export function SourceForm({ snapshot, source, drafting, onClose }: SourceFormProps) {
  const { t } = useTranslation()
  const { draft } = drafting
  const sending = useSourceSending('source', drafting, source)
  const form = useFocusFault<HTMLFormElement>(sending.problem ?? sending.fault)
  const change = (part: Partial<SourceDraft>): void => {
    useDrafts.setState({ source: { ...drafting, draft: { ...draft, ...part } } })
    sending.reset()
  }
  return (
    <form
      ref={form}
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        sending.send('save')
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
      <SourceFields draft={draft} sending={sending} source={source} snapshot={snapshot} change={change} />
      <SourceFaultText sending={sending} fields={fieldNames} />
      <FormButtons submit={t('action.save')} isDisabled={sending.pending !== null} onCancel={onClose}>
        <button type="button" className="btn" disabled={sending.pending !== null} onClick={() => sending.send('test')}>
          {t(sending.pending === 'test' ? 'settings.source.testing' : 'action.test')}
        </button>
      </FormButtons>
    </form>
  )
}

interface SourceFieldsProps {
  draft: SourceDraft
  sending: SourceSending
  source: SourceView | null
  snapshot: Snapshot
  change(part: Partial<SourceDraft>): void
}

function SourceFields({ draft, sending, source, snapshot, change }: SourceFieldsProps) {
  const { t } = useTranslation()
  const { problem, fault } = sending
  const said = (name: string): string | null => (fault?.field === name ? fault.text : null)
  const text = (name: 'name' | 'baseUrl' | 'pollSeconds' | 'consumer', label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      problem={problem}
      said={said(name)}
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
      <KeyField
        name="apiKey"
        value={draft.apiKey}
        said={said('apiKey')}
        onChange={(apiKey) => change({ apiKey })}
        {...keyProps}
      />
      {draft.kind === 'adisyo' && (
        <>
          <KeyField
            name="apiSecret"
            value={draft.apiSecret}
            said={said('apiSecret')}
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
