import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { defaultSettings } from '../../shared/settings/settings.ts'
import { perform } from '../request.ts'
import { BellIcon, MuteIcon, SoundIcon } from '../controls/icons.tsx'
import { soundPlayer } from '../sound/soundPlayer.ts'
import { useSoundHealth } from '../sound/useSound.ts'

/** Whether anybody can hear a new order: a red mark and the way to mend it when not. */
export function SoundState({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const health = useSoundHealth()
  const isOff = snapshot.settings.soundVolume === 0
  const enable = (): void => {
    soundPlayer.enable()
    if (isOff) void perform('settings.update', { soundVolume: defaultSettings.soundVolume })
  }
  if (!isOff && health === 'ready')
    return (
      <>
        <span className="sound" role="status" title={t('sound.on')}>
          <SoundIcon />
          <span className="visually-hidden">{t('sound.on')}</span>
        </span>
        {snapshot.door === 'browser' && <NoticeButton />}
      </>
    )
  const word = isOff ? t('sound.off') : health === 'blocked' ? t('sound.blocked') : t('sound.failed')
  return (
    <button type="button" className="btn btn--alarm sound-off" onClick={enable}>
      <MuteIcon />
      <span className="sound-off__words">
        <span role="status">{word}</span>
        <strong>{t('sound.enable')}</strong>
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
