import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract.ts'
import { perform } from '../ask.ts'
import { MuteIcon } from '../controls/icons.tsx'

export function SilenceButton({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation()
  if (alarm.isSilenced) return <span className="banner__silenced">{t('action.silenced')}</span>
  return (
    <button type="button" className="btn" onClick={() => void perform('alarm.silence', { id: alarm.id })}>
      <MuteIcon />
      {t('action.silence')}
    </button>
  )
}
