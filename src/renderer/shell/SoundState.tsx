import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { defaultSettings } from '../../shared/settings/settings.ts'
import { perform } from '../request.ts'
import { BellIcon, MuteIcon, SoundIcon } from '../controls/icons.tsx'
import { soundPlayer } from '../sound/soundPlayer.ts'
import { useSoundTruth } from '../sound/soundHealth.ts'

/** Whether anybody can hear a new order: a red mark and the way to mend it when not. */
export function SoundState({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const truth = useSoundTruth(snapshot.settings.soundVolume)
  const { soundVolume } = snapshot.settings
  const enable = (): void => {
    soundPlayer.enable()
    // Only what was played aloud can be called on.
    soundPlayer.once('bells', truth === 'off' ? defaultSettings.soundVolume : soundVolume)
    if (truth === 'off') void perform('settings.update', { soundVolume: defaultSettings.soundVolume })
  }
  const notices = snapshot.door === 'browser' && <NoticeButton />
  if (truth === 'on')
    return (
      <>
        <span className="sound" role="status" title={t(`sound.${truth}`)} data-sound={truth}>
          <SoundIcon />
          <span className="visually-hidden">{t(`sound.${truth}`)}</span>
        </span>
        {notices}
      </>
    )
  const act = t(truth === 'off' || truth === 'blocked' ? 'sound.enable' : `sound.do.${truth}`)
  return (
    <>
      <button
        type="button"
        className={truth === 'trying' ? 'btn sound-off' : 'btn btn--alarm sound-off'}
        data-sound={truth}
        // A status within a button is no part of its name.
        aria-label={`${t(`sound.${truth}`)}: ${act}`}
        onClick={enable}
      >
        {truth === 'trying' ? <SoundIcon /> : <MuteIcon />}
        <span className="sound-off__words">
          <span role="status">{t(`sound.${truth}`)}</span>
          <strong>{act}</strong>
        </span>
      </button>
      {truth === 'trying' && notices}
    </>
  )
}

/** Asks the browser only when a person presses; gone once it has been answered. */
function NoticeButton() {
  const { t } = useTranslation()
  const isSupported = 'Notification' in globalThis
  const [permission, setPermission] = useState(isSupported ? Notification.permission : 'denied')
  if (permission !== 'default') return null
  const askBrowser = async (): Promise<void> => setPermission(await Notification.requestPermission())
  return (
    <button
      type="button"
      className="btn btn--icon"
      aria-label={t('sound.notices')}
      title={t('sound.notices')}
      onClick={() => void askBrowser()}
    >
      <BellIcon />
    </button>
  )
}
