import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { formatDateTime } from '../../shared/model/istanbulTime.ts'
import type { WebhookSettings } from '../../shared/settings/webhook.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { RemoveDialog } from '../controls/RemoveDialog.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { perform, request, type RequestError, useRequest } from '../request.ts'
import { begin, type Drafting, settle, useDrafts, type WebhookDraft } from './drafts.ts'
import { leaveFieldOnEscape, SavedField, TextField } from './Field.tsx'
import { toNumber } from './sourceDraft.ts'

/** How somebody who is not at the counter is told. */
export function WebhookTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { webhook } = snapshot
  const settings = snapshot.settings.webhook
  const entering = useDrafts((drafts) => drafts.webhook)
  const [isRemoving, setRemoving] = useState(false)
  const { mutateAsync, error } = useRequest('settings.update')
  const test = useRequest('webhook.test')
  const problem = error?.problem ?? null
  const enter = (): void => {
    test.reset()
    useDrafts.setState({ webhook: begin(null, { address: '', secret: newSecret() }) })
  }
  const remove = (): void => {
    test.reset()
    void perform('webhook.remove', {})
  }
  const update = (part: Partial<WebhookSettings>): Promise<Problem | null> =>
    mutateAsync({ webhook: { ...settings, ...part } }).then(
      () => null,
      (failure: RequestError) => failure.problem,
    )
  return (
    <div className="form">
      <p>{t('webhook.intro')}</p>
      {problem !== null && problem.field === undefined && <ProblemText problem={problem} />}
      <fieldset className="group">
        <legend>{webhook.host === null ? t('webhook.none') : t('webhook.set', { host: webhook.host })}</legend>
        {snapshot.keyring === 'none' && <p className="field__hint">{t('settings.source.keyThisRun')}</p>}
        {entering !== null ? (
          <AddressForm drafting={entering} />
        ) : (
          <div className="form__buttons">
            <button type="button" className="btn" onClick={enter}>
              {t(webhook.isSet ? 'webhook.change' : 'webhook.enter')}
            </button>
            {webhook.isSet && (
              <>
                <button type="button" className="btn" disabled={test.isPending} onClick={() => test.mutate({})}>
                  {t(test.isPending ? 'webhook.testing' : 'webhook.test')}
                </button>
                <button type="button" className="btn" onClick={() => setRemoving(true)}>
                  {t('action.remove')}
                </button>
              </>
            )}
          </div>
        )}
        {test.isSuccess && (
          <p className="good" role="status">
            <CheckIcon />
            {t('webhook.testOk')}
          </p>
        )}
        {webhook.problem !== null && <ProblemText problem={webhook.problem} />}
        {test.isError && test.error.problem.code !== webhook.problem?.code && (
          <ProblemText problem={test.error.problem} />
        )}
        {webhook.waitingCount > 0 && <p>{t('webhook.waiting', { count: webhook.waitingCount })}</p>}
        {webhook.lastSentMs !== null && (
          <p className="field__hint">{t('webhook.lastSent', { time: formatDateTime(webhook.lastSentMs) })}</p>
        )}
      </fieldset>
      <fieldset className="group">
        <SwitchRow
          label={t('webhook.on')}
          checked={settings.enabled}
          onChange={(enabled) => void update({ enabled })}
        />
        <SwitchRow
          label={t('webhook.alarms')}
          checked={settings.alarms}
          onChange={(alarms) => void update({ alarms })}
        />
        <SavedField
          name="afterMinutes"
          label={t('webhook.afterMinutes')}
          stored={String(settings.afterMinutes)}
          isNumber
          save={(text) => update({ afterMinutes: toNumber(text) })}
        />
      </fieldset>
      <RemoveDialog
        title={t('webhook.removeTitle')}
        body={t('webhook.removeBody')}
        isOpen={isRemoving}
        onRemove={remove}
        onClose={() => setRemoving(false)}
      />
    </div>
  )
}

function AddressForm({ drafting }: { drafting: Drafting<WebhookDraft> }) {
  const { t } = useTranslation()
  const { address, secret } = drafting.draft
  const save = useMutation<void, RequestError, Drafting<WebhookDraft>>({
    mutationFn: async (sent) => {
      await request('webhook.save', sent.draft)
      settle('webhook', sent, null)
    },
  })
  const change = (part: Partial<WebhookDraft>): void => {
    useDrafts.setState({ webhook: { ...drafting, draft: { ...drafting.draft, ...part } } })
    save.reset()
  }
  const problem = save.error?.problem ?? null
  return (
    <form
      className="group"
      onKeyDown={leaveFieldOnEscape}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(drafting)
      }}
    >
      <TextField
        name="address"
        label={t('webhook.address')}
        hint={t('webhook.addressHint')}
        value={address}
        problem={problem}
        onChange={(text) => change({ address: text })}
      />
      <TextField
        name="secret"
        label={t('webhook.secret')}
        hint={t('webhook.secretHint')}
        value={secret}
        problem={problem}
        onChange={(text) => change({ secret: text })}
      />
      {problem !== null && problem.field === undefined && <ProblemText problem={problem} />}
      <FormButtons
        submit={t('action.save')}
        isDisabled={save.isPending}
        onCancel={() => useDrafts.setState({ webhook: null })}
      >
        <button type="button" className="btn" onClick={() => change({ secret: newSecret() })}>
          {t('webhook.generate')}
        </button>
      </FormButtons>
    </form>
  )
}

const newSecret = (): string =>
  [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
