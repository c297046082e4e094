import { Slider } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestInput } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { languages } from '../../shared/settings/settings.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { SoundIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { useScreen } from '../store.ts'
import { useRequest } from '../request.ts'
import { soundPlayer } from '../sound/soundPlayer.ts'
import { isShownAtField, SavedField } from './Field.tsx'
import { OpenScreens } from './OpenScreens.tsx'
import { SlipSettings } from './SlipSettings.tsx'
import { toNumber } from './sourceDraft.ts'

export type SettingsPart = RequestInput<'settings.update'>

const fieldNames = [
  'closingLine',
  'ageWarnMinutes',
  'ageLateMinutes',
  'retentionHours',
  'scheduledLeadMinutes',
  'slipExpiryHours',
]

/** Everything here takes effect as soon as it is changed. */
export function GeneralTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { settings } = snapshot
  const go = useScreen((state) => state.go)
  const { mutateAsync, error } = useRequest('settings.update')
  const problem = error?.problem ?? null
  const update = (part: SettingsPart): Promise<boolean> =>
    mutateAsync(part).then(
      () => true,
      () => false,
    )
  const number = (name: 'ageWarnMinutes' | 'ageLateMinutes' | 'retentionHours', label: string) => (
    <SavedField
      key={name}
      name={name}
      label={label}
      stored={String(settings[name])}
      isNumber
      problem={problem}
      save={(text) => update({ [name]: toNumber(text) })}
    />
  )
  return (
    <div className="form">
      {problem !== null && !isShownAtField(problem, fieldNames) && <ProblemText problem={problem} />}
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
      </fieldset>
      <fieldset className="group">
        <legend>{t('settings.general.soundTitle')}</legend>
        <VolumeRow
          volume={settings.soundVolume}
          onCommit={(soundVolume) => update({ soundVolume })}
          onTry={(volume) => soundPlayer.sample(volume)}
        />
      </fieldset>
      <SlipSettings settings={settings} problem={problem} update={update} />
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
      <p className="settings__version">
        {t('settings.general.version', { version: snapshot.version })}{' '}
        <button type="button" className="btn" onClick={() => go({ name: 'about' })}>
          {t('settings.about')}
        </button>
      </p>
    </div>
  )
}

const themes = ['system', 'light', 'dark'] as const

/** The law's "erase now": closed orders keep their numbers and times, and forget who they were for. */
function EraseCustomers() {
  const { t } = useTranslation()
  const erase = useRequest('customers.erase')
  return (
    <div>
      <ConfirmButton label={t('settings.general.eraseNow')} onConfirm={() => erase.mutate({})} />
      <p role="status">{erase.isSuccess && t('settings.general.erased', { count: erase.data.count })}</p>
      {erase.isError && <ProblemText problem={erase.error.problem} />}
    </div>
  )
}

interface VolumeRowProps {
  /** 0..1 */
  volume: number
  /** Resolves when the core has answered. */
  onCommit(volume: number): Promise<unknown>
  onTry(volume: number): void
}

function VolumeRow({ volume, onCommit, onTry }: VolumeRowProps) {
  const { t } = useTranslation()
  /** While the thumb is held, and until the core has taken it. */
  const [held, setHeld] = useState<number | null>(null)
  const percent = held ?? Math.round(volume * 100)
  const commit = async (value: number): Promise<void> => {
    await onCommit(value / 100)
    setHeld(null)
  }
  return (
    <div className="field">
      <span className="field__label">
        {t('settings.general.volume')}: %{percent}
      </span>
      <div className="volume">
        <Slider.Root
          className="slider"
          value={[percent]}
          max={100}
          step={5}
          onValueChange={([value = 0]) => setHeld(value)}
          onValueCommit={([value = 0]) => void commit(value)}
        >
          <Slider.Track className="slider__track">
            <Slider.Range className="slider__range" />
          </Slider.Track>
          <Slider.Thumb className="slider__thumb" aria-label={t('settings.general.volume')} />
        </Slider.Root>
        <button type="button" className="btn" onClick={() => onTry(percent / 100)}>
          <SoundIcon />
          {t('settings.general.try')}
        </button>
      </div>
      {percent === 0 && <span className="field__error">{t('settings.general.volumeOff')}</span>}
    </div>
  )
}
