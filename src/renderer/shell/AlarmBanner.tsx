import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract/snapshot.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { MuteIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import type { SettingsTab } from '../route.ts'
import { useScreen } from '../store.ts'
import { problemWords } from '../words/problemWords.ts'
import { Banner, BannerButton } from './Banner.tsx'

const tabs: Partial<Record<Alarm['subject'], SettingsTab>> = {
  source: 'sources',
  printer: 'printers',
  settings: 'sources',
  sound: 'sounds',
  webhook: 'webhook',
}
/** Faults that mend themselves: there is nothing to set. */
const passing: ReadonlySet<string> = new Set([
  'offline',
  'timedOut',
  'clockWrong',
  'listIncomplete',
  'vendorError',
  'rateLimited',
  'paperOut',
  'coverOpen',
])

/** An alarm in words. Silencing stops its sound; the banner stays until the trouble is over. */
export function AlarmBanner({ alarm, nowMs }: { alarm: Alarm; nowMs: number }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const { what, more } = problemWords(t, alarm.problem)
  const tab = passing.has(alarm.problem.code) ? undefined : tabs[alarm.subject]
  const since = t('banner.since', { time: formatMoment(alarm.sinceMs, nowMs) })
  return (
    <Banner tone="alarm" what={alarm.name === '' ? what : `${alarm.name}: ${what}`} more={`(${since}) ${more}`}>
      {tab !== undefined && (
        <BannerButton label={t('banner.toSettings')} about={alarm.name} onPress={() => go({ name: 'settings', tab })} />
      )}
      {alarm.subject === 'source' && tab !== undefined && alarm.subjectId !== null && (
        <ResumeButton id={alarm.subjectId} name={alarm.name} />
      )}
      {alarm.subject === 'printer' && alarm.subjectId !== null && (
        <PrintAnywayButton id={alarm.subjectId} name={alarm.name} />
      )}
      <SilenceButton alarm={alarm} about={alarm.name} />
    </Banner>
  )
}

/** Offered when the printer has been asked often enough how it is. */
function PrintAnywayButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const isOffered = useScreen(
    (state) => state.snapshot?.printers.find((printer) => printer.settings.id === id)?.mayPrintAnyway,
  )
  if (isOffered !== true) return null
  return (
    <BannerButton
      isPrimary
      label={t('banner.printAnyway')}
      about={name}
      onPress={() => void perform('printer.printAnyway', { id })}
    />
  )
}

function ResumeButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const isStopped = useScreen(
    (state) => state.snapshot?.sources.find((source) => source.id === id)?.state === 'stopped',
  )
  if (!isStopped) return null
  return (
    <BannerButton
      label={t('settings.source.resume')}
      about={name}
      onPress={() => void perform('source.resume', { id })}
    />
  )
}

/** Stops an alarm's sound. What happened to a file at start is told until somebody has read it: there it says so. */
export function SilenceButton({ alarm, about }: { alarm: Alarm; about: string }) {
  const { t } = useTranslation()
  if (alarm.isSilenced) return <span className="banner__silenced">{t('action.silenced')}</span>
  const isFile = alarm.subject === 'settings'
  return (
    <BannerButton
      label={t(isFile ? 'action.understood' : 'action.silence')}
      about={about}
      icon={isFile ? undefined : <MuteIcon />}
      onPress={() => void perform('alarm.silence', { id: alarm.id })}
    />
  )
}
