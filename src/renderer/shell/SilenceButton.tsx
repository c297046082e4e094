import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract/snapshot.ts'
import { perform } from '../request.ts'
import { MuteIcon } from '../controls/icons.tsx'

/** Stops an alarm's sound. What happened to a file at start is told until somebody has read it: there it says so. */
export function SilenceButton({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation()
  if (alarm.isSilenced) return <span className="banner__silenced">{t('action.silenced')}</span>
  return (
    <button type="button" className="btn" onClick={() => void perform('alarm.silence', { id: alarm.id })}>
      {alarm.subject !== 'settings' && <MuteIcon />}
      {t(alarm.subject === 'settings' ? 'action.understood' : 'action.silence')}
    </button>
  )
}
