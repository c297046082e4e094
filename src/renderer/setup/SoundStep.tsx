import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '../../shared/settings/settings.ts'
import { BellIcon, CheckIcon, SoundIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import { VolumeSlider } from '../settings/VolumeSlider.tsx'
import { useSoundTruth } from '../sound/soundHealth.ts'
import { soundPlayer } from '../sound/soundPlayer.ts'
import { StepButtons, type StepProps } from './step.tsx'

/** Only a person can say whether a sound is heard: it is played, asked about, and helped along. */
export function SoundStep({ snapshot, onNext }: StepProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<'quiet' | 'asked' | 'unheard'>('quiet')
  const { soundVolume } = snapshot.settings
  const truth = useSoundTruth(soundVolume)
  const play = (): void => {
    // A sound that was turned off is turned on by whoever wants to hear it.
    if (soundVolume === 0) void perform('settings.update', { soundVolume: defaultSettings.soundVolume })
    soundPlayer.once('bells', soundVolume === 0 ? defaultSettings.soundVolume : soundVolume)
    if (state === 'quiet') setState('asked')
  }
  return (
    <div className="setup__form">
      <div className="setup__ask">
        <button type="button" className={state === 'quiet' ? 'btn btn--primary' : 'btn'} onClick={play}>
          <SoundIcon />
          {t(state === 'quiet' ? 'setup.sound.play' : 'setup.sound.again')}
        </button>
        {state !== 'quiet' && <h3 role="status">{t('setup.sound.ask')}</h3>}
      </div>
      {state === 'unheard' && (
        <div className="setup__note setup__note--tall">
          {truth !== 'on' && truth !== 'trying' && <strong>{t(`sound.${truth}`)}</strong>}
          <strong>{t('setup.sound.advice')}</strong>
          <ol className="guide__steps">
            {(['1', '2', '3'] as const).map((number) => (
              <li key={number}>{t(`setup.sound.advices.${number}`)}</li>
            ))}
            {snapshot.door === 'browser' && <li>{t('setup.sound.browserTab')}</li>}
          </ol>
          <VolumeSlider
            label={t('sounds.volume')}
            volume={soundVolume}
            onCommit={(volume) => perform('settings.update', { soundVolume: volume })}
          >
            {(percent) => (
              <button type="button" className="btn" onClick={() => soundPlayer.once('bells', percent / 100)}>
                <SoundIcon />
                {t('sounds.try')}
              </button>
            )}
          </VolumeSlider>
        </div>
      )}
      {snapshot.door === 'browser' && <Notices />}
      <StepButtons>
        {state === 'quiet' ? (
          <button type="button" className="btn" onClick={onNext}>
            {t('setup.skip')}
          </button>
        ) : (
          <>
            <button type="button" className="btn" onClick={() => setState('unheard')}>
              {t('setup.sound.no')}
            </button>
            <span className="form__gap" />
            <button type="button" className="btn btn--primary" onClick={onNext}>
              <CheckIcon />
              {t('setup.sound.yes')}
            </button>
          </>
        )}
      </StepButtons>
    </div>
  )
}

/** A browser in the background is seen by its notifications alone. */
function Notices() {
  const { t } = useTranslation()
  const isSupported = 'Notification' in globalThis
  const [permission, setPermission] = useState(isSupported ? Notification.permission : 'denied')
  const askBrowser = async (): Promise<void> => setPermission(await Notification.requestPermission())
  return (
    <div className="setup__ask">
      <h3>{t('setup.sound.notices')}</h3>
      <p className="setup__hint">{t('setup.sound.noticesHint')}</p>
      {permission === 'default' ? (
        <button type="button" className="btn" onClick={() => void askBrowser()}>
          <BellIcon />
          {t('setup.sound.noticesAsk')}
        </button>
      ) : (
        <p>{t(permission === 'granted' ? 'setup.sound.noticesOn' : 'setup.sound.noticesDenied')}</p>
      )}
    </div>
  )
}
