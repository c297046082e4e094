import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../shared/contract/snapshot.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { MuteIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import type { SettingsTab } from '../route.ts'
import { useScreen } from '../store.ts'
import { problemWords } from '../words/problemWords.ts'
import { Banner } from './Banner.tsx'

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
        <button type="button" className="btn" onClick={() => go({ name: 'settings', tab })}>
          {t('banner.toSettings')}
        </button>
      )}
      {alarm.subject === 'source' && tab !== undefined && alarm.subjectId !== null && (
        <ResumeButton id={alarm.subjectId} />
      )}
      {alarm.subject === 'printer' && alarm.subjectId !== null && <PrintAnywayButton id={alarm.subjectId} />}
      <SilenceButton alarm={alarm} />
    </Banner>
  )
}

/** Offered when the printer has been asked often enough how it is. */
function PrintAnywayButton({ id }: { id: string }) {
  const { t } = useTranslation()
  const isOffered = useScreen(
    (state) => state.snapshot?.printers.find((printer) => printer.settings.id === id)?.mayPrintAnyway,
  )
  if (isOffered !== true) return null
  return (
    <button type="button" className="btn btn--primary" onClick={() => void perform('printer.printAnyway', { id })}>
      {t('banner.printAnyway')}
    </button>
  )
}

function ResumeButton({ id }: { id: string }) {
  const { t } = useTranslation()
  const isStopped = useScreen(
    (state) => state.snapshot?.sources.find((source) => source.id === id)?.state === 'stopped',
  )
  if (!isStopped) return null
  return (
    <button type="button" className="btn" onClick={() => void perform('source.resume', { id })}>
      {t('settings.source.resume')}
    </button>
  )
}

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
