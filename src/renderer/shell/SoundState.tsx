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
  const enable = (): void => {
    soundPlayer.enable()
    if (truth === 'off') void perform('settings.update', { soundVolume: defaultSettings.soundVolume })
  }
  if (truth === 'on' || truth === 'trying')
    return (
      <>
        <span className="sound" role="status" title={t(`sound.${truth}`)} data-sound={truth}>
          <SoundIcon />
          <span className="visually-hidden">{t(`sound.${truth}`)}</span>
        </span>
        {snapshot.door === 'browser' && <NoticeButton />}
      </>
    )
  return (
    <button type="button" className="btn btn--alarm sound-off" data-sound={truth} onClick={enable}>
      <MuteIcon />
      <span className="sound-off__words">
        <span role="status">{t(`sound.${truth}`)}</span>
        <strong>{t(truth === 'noDevice' || truth === 'failed' ? `sound.do.${truth}` : 'sound.enable')}</strong>
      </span>
    </button>
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
