import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { sameName } from '../../shared/model/foldTurkish.ts'
import { type SourceKind, sourceKinds } from '../../shared/model/order.ts'
import { ForwardIcon, UnfoldIcon, WarningIcon } from '../controls/icons.tsx'
import { begin, type Drafting, useDrafts } from '../settings/drafts.ts'
import { fieldFault, TextField } from '../settings/Field.tsx'
import { KeyField } from '../settings/KeyField.tsx'
import { newSourceDraft, type SourceDraft } from '../settings/sourceDraft.ts'
import { SourceFaultText } from '../settings/SourceFaultText.tsx'
import { useFocusFault } from '../settings/useFocusFault.ts'
import { useSourceSending } from '../settings/useSourceSending.ts'
import { SourceHealth } from '../shell/SourceHealth.tsx'
import { KeyGuide } from './KeyGuide.tsx'
import { StepButtons, type StepProps } from './step.tsx'

/** Language, then the system the orders are in and its keys, which are tried before they are kept. */
export function SourceStep({ snapshot, onNext }: StepProps) {
  const drafting = useDrafts((drafts) => drafts.setupSource)
  if (drafting !== null) return <SourceKeys snapshot={snapshot} drafting={drafting} onNext={onNext} />
  return <VendorChoice snapshot={snapshot} onNext={onNext} />
}

function VendorChoice({ snapshot, onNext }: StepProps) {
  const { t } = useTranslation()
  const choose = (kind: SourceKind): void => {
    const vendor = t(`source.kind.${kind}`)
    const name = snapshot.sources.some((source) => sameName(source, { name: vendor })) ? '' : vendor
    const draft = { ...newSourceDraft(kind), name, consumer: name === '' ? '' : `Tezgah - ${name}` }
    useDrafts.setState({ setupSource: begin(null, draft) })
  }
  return (
    <>
      {snapshot.sources.length > 0 && (
        <div className="setup__set">
          <h3>{t('setup.source.set')}</h3>
          <ul>
            {snapshot.sources.map((source) => (
              <SourceHealth key={source.id} source={source} />
            ))}
          </ul>
          <p className="setup__hint">{t('setup.source.another')}</p>
        </div>
      )}
      <ul className="setup__vendors">
        {sourceKinds.map((kind) => (
          <li key={kind}>
            <button type="button" className="pick setup__vendor" onClick={() => choose(kind)}>
              <strong>{t(`source.kind.${kind}`)}</strong>
              <span>{t(`setup.source.vendor.${kind}`)}</span>
              <ForwardIcon />
            </button>
          </li>
        ))}
      </ul>
      <StepButtons>
        <button type="button" className={snapshot.sources.length > 0 ? 'btn btn--primary' : 'btn'} onClick={onNext}>
          {t(snapshot.sources.length > 0 ? 'setup.next' : 'setup.skip')}
        </button>
      </StepButtons>
    </>
  )
}

const shownFields = ['name', 'apiKey', 'apiSecret', 'consumer', 'baseUrl']

function SourceKeys({ snapshot, drafting, onNext }: StepProps & { drafting: Drafting<SourceDraft> }) {
  const { t } = useTranslation()
  const { draft } = drafting
  const close = (): void => useDrafts.setState({ setupSource: null })
  const sending = useSourceSending('setupSource', drafting, null, onNext)
  const { problem, fault, pending } = sending
  const form = useFocusFault<HTMLFormElement>(problem ?? fault)
  const change = (part: Partial<SourceDraft>): void => {
    useDrafts.setState({ setupSource: { ...drafting, draft: { ...draft, ...part } } })
    sending.reset()
  }
  const said = (name: string): string | null => (fault?.field === name ? fault.text : null)
  const isFoldAtFault =
    ['baseUrl', 'consumer'].some((name) => fieldFault(problem, name) !== null) || fault?.field === 'consumer'
  const keyProps = { kept: undefined, isForThisRun: false, problem }
  return (
    <form
      ref={form}
      className="setup__form"
      onSubmit={(event) => {
        event.preventDefault()
        sending.send('testAndSave')
      }}
    >
      <div className="setup__columns">
        <KeyGuide kind={draft.kind} />
        <div className="setup__fields">
          <KeyField
            name="apiKey"
            value={draft.apiKey}
            said={said('apiKey')}
            onChange={(apiKey) => change({ apiKey: apiKey ?? '' })}
            {...keyProps}
          />
          {draft.kind === 'adisyo' && (
            <KeyField
              name="apiSecret"
              value={draft.apiSecret}
              said={said('apiSecret')}
              onChange={(apiSecret) => change({ apiSecret: apiSecret ?? '' })}
              {...keyProps}
            />
          )}
          <TextField
            name="name"
            label={t('settings.source.name')}
            hint={t('settings.source.nameHint')}
            problem={problem}
            value={draft.name}
            onChange={(name) => change({ name, ...consumerFor(draft, name) })}
          />
          <details className="fold" open={isFoldAtFault || undefined}>
            <summary className="fold__head">
              {t(draft.kind === 'adisyo' ? 'setup.source.addAddressAndConsumer' : 'setup.source.addAddress')}
              <UnfoldIcon />
            </summary>
            <div className="fold__body">
              {draft.kind === 'adisyo' && (
                <TextField
                  name="consumer"
                  label={t('settings.source.consumer')}
                  hint={t('settings.source.consumerHint')}
                  problem={problem}
                  said={said('consumer')}
                  value={draft.consumer}
                  onChange={(consumer) => change({ consumer })}
                />
              )}
              <TextField
                name="baseUrl"
                label={t('settings.source.baseUrl')}
                hint={t('settings.source.baseUrlHint')}
                problem={problem}
                value={draft.baseUrl}
                onChange={(baseUrl) => change({ baseUrl })}
              />
            </div>
          </details>
          <SourceFaultText sending={sending} fields={shownFields} />
          <KeyLife snapshot={snapshot} />
        </div>
      </div>
      <StepButtons>
        <button type="button" className="btn" onClick={close}>
          {t('setup.source.other')}
        </button>
        <span className="form__gap" />
        {fault?.side === 'way' && (
          <button type="button" className="btn" disabled={pending !== null} onClick={() => sending.send('save')}>
            {t('setup.source.addAnyway')}
          </button>
        )}
        <button type="submit" className="btn btn--primary" disabled={pending !== null}>
          {t(pending === null ? 'setup.source.tryAndAdd' : 'setup.source.trying')}
        </button>
      </StepButtons>
    </form>
  )
}

/** The name Adisyo knows the caller by follows the shop's, until somebody writes another. */
const consumerFor = (draft: SourceDraft, name: string): Partial<SourceDraft> =>
  draft.consumer === '' || draft.consumer === `Tezgah - ${draft.name}` ? { consumer: `Tezgah - ${name}` } : {}

/** Where there is no keyring a key lives for this run: it is said before one is entered. */
function KeyLife({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  if (snapshot.keyring !== 'none') return null
  return (
    <p className="setup__note">
      <WarningIcon />
      {t(snapshot.door === 'browser' ? 'setup.source.thisRun' : 'setup.source.noKeyring')}
    </p>
  )
}
