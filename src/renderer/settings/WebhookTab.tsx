import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { formatDateTime } from '../../shared/model/istanbulTime.ts'
import type { WebhookSettings } from '../../shared/settings/webhook.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { RemoveDialog } from '../controls/RemoveDialog.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { perform, request, type RequestError, useRequest } from '../request.ts'
import { isShownAtField, SavedField, TextField } from './Field.tsx'
import { toNumber } from './sourceDraft.ts'

/** How somebody who is not at the counter is told. */
export function WebhookTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { webhook } = snapshot
  const settings = snapshot.settings.webhook
  const [isEntering, setEntering] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const { mutateAsync, error } = useRequest('settings.update')
  const test = useRequest('webhook.test')
  const problem = error?.problem ?? null
  const update = (part: Partial<WebhookSettings>): Promise<boolean> =>
    mutateAsync({ webhook: { ...settings, ...part } }).then(
      () => true,
      () => false,
    )
  return (
    <div className="form">
      <p>{t('webhook.intro')}</p>
      {problem !== null && !isShownAtField(problem, ['afterMinutes']) && <ProblemText problem={problem} />}
      <fieldset className="group">
        <legend>{webhook.host === null ? t('webhook.none') : t('webhook.set', { host: webhook.host })}</legend>
        {snapshot.keyring === 'none' && <p className="field__hint">{t('settings.source.keyThisRun')}</p>}
        {isEntering ? (
          <AddressForm onClose={() => setEntering(false)} />
        ) : (
          <div className="form__buttons">
            <button type="button" className="btn" onClick={() => setEntering(true)}>
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
        {test.isError ? (
          <ProblemText problem={test.error.problem} />
        ) : (
          webhook.problem !== null && <ProblemText problem={webhook.problem} />
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
          problem={problem}
          save={(text) => update({ afterMinutes: toNumber(text) })}
        />
      </fieldset>
      <RemoveDialog
        title={t('webhook.removeTitle')}
        body={t('webhook.removeBody')}
        isOpen={isRemoving}
        onRemove={() => void perform('webhook.remove', {})}
        onClose={() => setRemoving(false)}
      />
    </div>
  )
}

function AddressForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState(newSecret)
  const save = useMutation<unknown, RequestError>({
    mutationFn: () => request('webhook.save', { address, secret }),
    onSuccess: onClose,
  })
  const problem = save.error?.problem ?? null
  return (
    <form
      className="group"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextField
        name="address"
        label={t('webhook.address')}
        hint={t('webhook.addressHint')}
        value={address}
        problem={problem}
        onChange={setAddress}
      />
      <TextField
        name="secret"
        label={t('webhook.secret')}
        hint={t('webhook.secretHint')}
        value={secret}
        problem={problem}
        onChange={setSecret}
      />
      {problem !== null && !isShownAtField(problem, ['address', 'secret']) && <ProblemText problem={problem} />}
      <FormButtons submit={t('action.save')} isDisabled={save.isPending} onCancel={onClose}>
        <button type="button" className="btn" onClick={() => setSecret(newSecret())}>
          {t('webhook.generate')}
        </button>
      </FormButtons>
    </form>
  )
}

const newSecret = (): string =>
  [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
