import { useTranslation } from 'react-i18next'
import { type Alarm, isOverWhenRead } from '../../shared/contract/snapshot.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { MuteIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import type { SettingsTab } from '../route.ts'
import { useScreen } from '../store.ts'
import { alarmWords } from '../words/problemWords.ts'
import { Banner, BannerButton } from './Banner.tsx'

const tabs: Partial<Record<Alarm['subject'], SettingsTab>> = {
  source: 'sources',
  printer: 'printers',
  unprinted: 'routes',
  settings: 'sources',
  sound: 'sounds',
  pages: 'sounds',
  webhook: 'webhook',
  link: 'counters',
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
  'slipStuck',
  'slipHeldBack',
  'noPageOpen',
])

/** An alarm in words. Silencing stops its sound; the banner stays until the trouble is over. */
export function AlarmBanner({ alarm, nowMs }: { alarm: Alarm; nowMs: number }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const { what, more } = alarmWords(t, alarm)
  const { code } = alarm.problem
  const tab = passing.has(code) ? undefined : code === 'printersOff' ? 'printers' : tabs[alarm.subject]
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
      {alarm.subject === 'unprinted' && alarm.subjectId !== null && (
        <PrintButton orderKey={alarm.subjectId} name={alarm.name} />
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

/** Where it goes is asked on the order's page, which shows what came of it. */
function PrintButton({ orderKey, name }: { orderKey: string; name: string }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  return (
    <BannerButton
      isPrimary
      label={t('action.open')}
      about={name}
      onPress={() => go({ name: 'order', key: orderKey })}
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

/** Stops an alarm's sound. What is told until somebody has read it goes with it, and the button says so. */
export function SilenceButton({ alarm, about }: { alarm: Alarm; about: string }) {
  const { t } = useTranslation()
  if (alarm.isSilenced) return <span className="banner__silenced">{t('action.silenced')}</span>
  const isToRead = isOverWhenRead(alarm)
  return (
    <BannerButton
      label={t(isToRead ? 'action.understood' : 'action.silence')}
      about={about}
      icon={isToRead ? undefined : <MuteIcon />}
      onPress={() => void perform('alarm.silence', { id: alarm.id })}
    />
  )
}
