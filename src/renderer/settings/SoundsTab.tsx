import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { type ChannelSound, channelSound, OTHER_CHANNELS, ringSounds, type SoundId } from '../../shared/model/sound.ts'
import type { SoundSettings } from '../../shared/settings/sounds.ts'
import { Choice } from '../controls/Choice.tsx'
import { SoundIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { useRequest } from '../request.ts'
import { channelsToOffer } from '../routing/channelNames.ts'
import { HearTest } from '../sound/HearTest.tsx'
import { soundPlayer } from '../sound/soundPlayer.ts'
import { hasVoice, onVoices } from '../sound/voice.ts'
import { isShownAtField, SavedField } from './Field.tsx'
import { VolumeSlider } from './VolumeSlider.tsx'

const others: readonly SoundId[] = ['reopened', 'cancelled', 'changed', 'alarm']

/** How orders and troubles are heard. Everything here takes effect as soon as it is changed. */
export function SoundsTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { sounds, soundVolume } = snapshot.settings
  const { mutateAsync, error } = useRequest('settings.update')
  const problem = error?.problem ?? null
  const save = (part: Parameters<typeof mutateAsync>[0]): Promise<boolean> =>
    mutateAsync(part).then(
      () => true,
      () => false,
    )
  const update = (part: Partial<SoundSettings>): Promise<boolean> => save({ sounds: { ...sounds, ...part } })
  return (
    <div className="form">
      {problem !== null && !isShownAtField(problem, ['from', 'until', 'hearTestAt']) && (
        <ProblemText problem={problem} />
      )}
      <fieldset className="group">
        <legend>{t('sounds.volume')}</legend>
        <VolumeSlider
          label={t('sounds.volume')}
          volume={soundVolume}
          onCommit={(volume) => save({ soundVolume: volume })}
        >
          {(percent) => <PlayButton sound="bells" volume={percent / 100} name={t('sounds.volume')} />}
        </VolumeSlider>
        {soundVolume === 0 && <span className="field__error">{t('sounds.volumeOff')}</span>}
      </fieldset>
      <ChannelSounds snapshot={snapshot} update={update} />
      <fieldset className="group">
        <legend>{t('sounds.others')}</legend>
        <div className="form__buttons">
          {others.map((sound) => (
            <PlayButton key={sound} sound={sound} volume={soundVolume} name={t(`sounds.names.${sound}`)} isNamed />
          ))}
        </div>
        <p className="field__hint">{t('sounds.othersHint')}</p>
      </fieldset>
      <fieldset className="group">
        <legend>{t('sounds.insistence')}</legend>
        <SwitchRow label={t('sounds.rises')} checked={sounds.rises} onChange={(rises) => void update({ rises })} />
        <Voice snapshot={snapshot} onChange={(speaks) => void update({ speaks })} />
      </fieldset>
      <QuietHours sounds={sounds} problem={problem} update={update} />
      <fieldset className="group">
        <legend>{t('sounds.heard.title')}</legend>
        <SwitchRow
          label={t('sounds.heard.daily')}
          checked={sounds.hearTestAt !== null}
          onChange={(isOn) => void update({ hearTestAt: isOn ? '10:00' : null })}
        />
        {sounds.hearTestAt !== null && (
          <SavedField
            name="hearTestAt"
            label={t('sounds.heard.at')}
            stored={sounds.hearTestAt}
            isNumber
            problem={problem}
            save={(hearTestAt) => update({ hearTestAt })}
          />
        )}
        <div className="form__buttons">
          <HearTest volume={soundVolume} />
        </div>
        {snapshot.alarms.some(({ subject }) => subject === 'sound') && (
          <p className="field__error">{t('error.soundNotHeard.do')}</p>
        )}
      </fieldset>
    </div>
  )
}

interface PartProps {
  update(part: Partial<SoundSettings>): Promise<boolean>
}

function ChannelSounds({ snapshot, update }: { snapshot: Snapshot } & PartProps) {
  const { t } = useTranslation()
  const { sounds, soundVolume } = snapshot.settings
  const channels = [
    ...channelsToOffer(snapshot.cards, Object.keys(sounds.channels)).filter(({ id }) => id !== OTHER_CHANNELS),
    { id: OTHER_CHANNELS, name: t('sounds.otherChannels') },
  ]
  const options = ringSounds.map((value) => ({ value, label: t(`sounds.names.${value}`) }))
  return (
    <fieldset className="group">
      <legend>{t('sounds.channels')}</legend>
      <ul className="channel-sounds">
        {channels.map(({ id, name }) => {
          const chosen = channelSound(sounds.channels, id)
          const choose = (part: Partial<ChannelSound>): Promise<boolean> =>
            update({ channels: { ...sounds.channels, [id]: { ...chosen, ...part } } })
          return (
            <li key={id} className="channel-sounds__row">
              <span className="channel-sounds__name">{name}</span>
              <Choice
                label={name}
                value={chosen.sound}
                options={options}
                onChange={(sound) => void choose({ sound })}
              />
              <VolumeSlider
                label={t('sounds.volumeOf', { name })}
                volume={chosen.volume}
                least={0.1}
                onCommit={(volume) => choose({ volume })}
              >
                {(percent) => <PlayButton sound={chosen.sound} volume={(soundVolume * percent) / 100} name={name} />}
              </VolumeSlider>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}

function QuietHours({
  sounds: { quiet },
  problem,
  update,
}: PartProps & { sounds: SoundSettings; problem: Problem | null }) {
  const { t } = useTranslation()
  return (
    <fieldset className="group">
      <legend>{t('sounds.quiet.title')}</legend>
      <SwitchRow
        label={t('sounds.quiet.on')}
        checked={quiet !== null}
        onChange={(isOn) => void update({ quiet: isOn ? { from: '23:00', until: '09:00', volume: 0.3 } : null })}
      />
      <p className="field__hint">{t('sounds.quiet.hint')}</p>
      {quiet !== null && (
        <>
          <div className="form__pair">
            <SavedField
              name="from"
              label={t('sounds.quiet.from')}
              stored={quiet.from}
              isNumber
              problem={problem}
              save={(from) => update({ quiet: { ...quiet, from } })}
            />
            <SavedField
              name="until"
              label={t('sounds.quiet.until')}
              stored={quiet.until}
              isNumber
              problem={problem}
              save={(until) => update({ quiet: { ...quiet, until } })}
            />
          </div>
          <VolumeSlider
            label={t('sounds.quiet.volume')}
            volume={quiet.volume}
            least={0.1}
            onCommit={(volume) => update({ quiet: { ...quiet, volume } })}
          />
        </>
      )}
    </fieldset>
  )
}

function Voice({ snapshot, onChange }: { snapshot: Snapshot; onChange(speaks: boolean): void }) {
  const { t } = useTranslation()
  const { language, sounds } = snapshot.settings
  const isThere = useSyncExternalStore(onVoices, () => hasVoice(language))
  return (
    <>
      <SwitchRow label={t('sounds.speaks')} checked={sounds.speaks} onChange={onChange} />
      {!isThere && <p className="field__hint">{t('sounds.noVoice')}</p>}
    </>
  )
}

function PlayButton({
  sound,
  volume,
  name,
  isNamed = false,
}: {
  sound: SoundId
  /** 0..1 */
  volume: number
  name: string
  /** Its name stands on it. */
  isNamed?: boolean
}) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="btn"
      aria-label={`${t('sounds.try')}: ${name}`}
      onClick={() => soundPlayer.once(sound, volume)}
    >
      <SoundIcon />
      {isNamed ? name : t('sounds.try')}
    </button>
  )
}
