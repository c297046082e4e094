import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { cardKinds, languages, textSizes, themes } from '../../shared/settings/settings.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { type RequestError, useRequest } from '../request.ts'
import { useScreen } from '../store.ts'
import { SavedField } from './Field.tsx'
import { MoveSettings } from './MoveSettings.tsx'
import { OpeningHours } from './OpeningHours.tsx'
import { OpenScreens } from './OpenScreens.tsx'
import { PaymentMeanings } from './PaymentMeanings.tsx'
import { SlipSettings } from './SlipSettings.tsx'
import { toNumber } from './sourceDraft.ts'
import { UpdateFields } from './UpdateFields.tsx'

export type SettingsPart = RequestInput<'settings.update'>

/** Everything here takes effect as soon as it is changed. */
export function GeneralTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { settings } = snapshot
  const go = useScreen((state) => state.go)
  const { mutateAsync, error } = useRequest('settings.update')
  const problem = error?.problem ?? null
  const update = (part: SettingsPart): Promise<Problem | null> =>
    mutateAsync(part).then(
      () => null,
      (failure: RequestError) => failure.problem,
    )
  const number = (name: 'ageWarnMinutes' | 'ageLateMinutes' | 'retentionHours', label: string) => (
    <SavedField
      key={name}
      name={name}
      label={label}
      stored={String(settings[name])}
      isNumber
      save={(text) => update({ [name]: toNumber(text) })}
    />
  )
  return (
    <div className="form">
      {problem !== null && problem.field === undefined && <ProblemText problem={problem} />}
      <fieldset className="group">
        <legend>{t('settings.general.look')}</legend>
        <ChoiceField
          label={t('settings.general.language')}
          value={settings.language}
          options={languages.map((value) => ({ value, label: t(`settings.general.languages.${value}`) }))}
          onChange={(language) => void update({ language })}
        />
        <ChoiceField
          label={t('settings.general.theme')}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t(`settings.general.themes.${value}`) }))}
          onChange={(theme) => void update({ theme })}
        />
        <ChoiceField
          label={t('card.textSize')}
          value={settings.textSize}
          options={textSizes.map((value) => ({ value, label: t(`card.textSizes.${value}`) }))}
          onChange={(textSize) => void update({ textSize })}
        />
        <ChoiceField
          label={t('card.kind')}
          value={settings.cardKind}
          options={cardKinds.map((value) => ({ value, label: t(`card.kinds.${value}`) }))}
          onChange={(cardKind) => void update({ cardKind })}
        />
      </fieldset>
      <OpeningHours snapshot={snapshot} update={update} />
      <SlipSettings settings={settings} update={update} />
      <fieldset className="group">
        <legend>{t('settings.general.ages')}</legend>
        <div className="form__pair">
          {number('ageWarnMinutes', t('settings.general.ageWarn'))}
          {number('ageLateMinutes', t('settings.general.ageLate'))}
        </div>
        {settings.ageLateMinutes <= settings.ageWarnMinutes && (
          <p className="field__error">{t('settings.general.ageOrder')}</p>
        )}
      </fieldset>
      <fieldset className="group">
        <legend>{t('settings.general.day')}</legend>
        <SavedField
          name="dayEndsAt"
          label={t('settings.general.dayEnds')}
          hint={t('settings.general.dayEndsHint')}
          stored={settings.dayEndsAt}
          type="time"
          save={(dayEndsAt) => update({ dayEndsAt })}
        />
      </fieldset>
      <PaymentMeanings snapshot={snapshot} />
      <fieldset className="group">
        <legend>{t('overlap.legend')}</legend>
        <SwitchRow
          label={t('overlap.setting')}
          checked={settings.overlaps === 'together'}
          onChange={(isTogether) => void update({ overlaps: isTogether ? 'together' : 'apart' })}
        />
        <p className="field__hint">{t('overlap.hint')}</p>
      </fieldset>
      <fieldset className="group">
        <legend>{t('settings.general.privacy')}</legend>
        {number('retentionHours', t('settings.general.retention'))}
        <EraseCustomers />
      </fieldset>
      {snapshot.door === 'browser' && <OpenScreens />}
      {snapshot.door === 'desktop' && (
        <fieldset className="group">
          <legend>{t('settings.general.computer')}</legend>
          <SwitchRow
            label={t('settings.general.autostart')}
            checked={settings.autostart}
            onChange={(autostart) => void update({ autostart })}
          />
          <SwitchRow
            label={t('settings.general.startFullScreen')}
            checked={settings.startFullScreen}
            onChange={(startFullScreen) => void update({ startFullScreen })}
          />
          <p className="field__hint">{t('settings.general.windowKeys')}</p>
        </fieldset>
      )}
      <fieldset className="group">
        <legend>{t('setup.again.legend')}</legend>
        <div>
          <button type="button" className="btn" onClick={() => go({ name: 'setup' })}>
            {t('setup.again.action')}
          </button>
        </div>
        <span className="field__hint">{t('setup.again.hint')}</span>
      </fieldset>
      <MoveSettings />
      {snapshot.update !== null && <UpdateFields snapshot={snapshot} update={snapshot.update} save={update} />}
      <p className="settings__version">
        {t('settings.general.version', { version: snapshot.version })}{' '}
        <button type="button" className="btn" onClick={() => go({ name: 'about' })}>
          {t('settings.about')}
        </button>
      </p>
    </div>
  )
}

/** The law's "erase now": closed orders keep their numbers and times, and forget who they were for. */
function EraseCustomers() {
  const { t } = useTranslation()
  const erase = useRequest('customers.erase')
  return (
    <div>
      <ConfirmButton label={t('settings.general.eraseNow')} onConfirm={() => erase.mutate({})} />
      <p className="field__hint">{t('settings.general.eraseHint')}</p>
      <div role="status">
        {erase.isSuccess && <p>{t('settings.general.erased', { count: erase.data.count })}</p>}
        {erase.isSuccess && erase.data.slips > 0 && (
          <p>{t('settings.general.erasedSlips', { count: erase.data.slips })}</p>
        )}
        {erase.data?.slipsLeftIn.map((folder) => (
          <p key={folder}>{t('settings.general.slipsLeft', { folder })}</p>
        ))}
      </div>
      {erase.isError && <ProblemText problem={erase.error.problem} />}
    </div>
  )
}
