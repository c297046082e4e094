import { Tabs } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { CouriersTab } from '../courier/CouriersTab.tsx'
import { RoutesTab } from '../routing/RoutesTab.tsx'
import { type SettingsTab, settingsTabs } from '../route.ts'
import { useScreen } from '../store.ts'
import { isChanged, isLinkChanged, useDrafts } from './drafts.ts'
import { CountersTab } from './CountersTab.tsx'
import { GeneralTab } from './GeneralTab.tsx'
import { PrintersTab } from './PrintersTab.tsx'
import { SoundsTab } from './SoundsTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'
import { SupportTab } from './SupportTab.tsx'
import { WebhookTab } from './WebhookTab.tsx'

export function SettingsPage({ snapshot, tab }: { snapshot: Snapshot; tab: SettingsTab }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const hasRoutes = useScreen((state) => state.routesDraft !== null)
  const drafts = useDrafts()
  const typed = Object.keys(drafts.typed)
  const elsewhere = [
    'quiet.from',
    'quiet.until',
    'hearTestAt',
    'afterMinutes',
    'tellWithinMinutes',
    'onTheWayLateMinutes',
    'counterName',
  ]
  const isTyped = (...names: string[]): boolean => names.some((name) => typed.includes(name))
  const isUnsaved: Record<SettingsTab, boolean> = {
    sources: isChanged(drafts.source),
    printers: isChanged(drafts.printer),
    routes: hasRoutes,
    couriers: isTyped('tellWithinMinutes', 'onTheWayLateMinutes') || isChanged(drafts.courier),
    counters: isTyped('counterName') || isLinkChanged(drafts.link, snapshot.settings.link),
    sounds: isTyped('quiet.from', 'quiet.until', 'hearTestAt'),
    webhook: isTyped('afterMinutes') || isChanged(drafts.webhook),
    general: typed.some((name) => !elsewhere.includes(name)),
    support: false,
  }
  const open = (value: string): void => {
    const next = settingsTabs.find((candidate) => candidate === value)
    if (next !== undefined) go({ name: 'settings', tab: next })
  }
  return (
    <div className="settings" data-tab={tab}>
      <h1>{t('settings.title')}</h1>
      <Tabs.Root value={tab} onValueChange={open}>
        <Tabs.List className="tabs" aria-label={t('settings.title')}>
          {settingsTabs.map((name) => (
            <Tabs.Trigger key={name} value={name} className="tabs__tab">
              {t(`settings.tabs.${name}`)}
              {isUnsaved[name] && ' '}
              {isUnsaved[name] && <span className="tabs__unsaved">{t('routing.unsavedMark')}</span>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="sources" className="tabs__page">
          <SourcesTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="printers" className="tabs__page">
          <PrintersTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="routes" className="tabs__page">
          <RoutesTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="sounds" className="tabs__page">
          <SoundsTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="webhook" className="tabs__page">
          <WebhookTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="couriers" className="tabs__page">
          <CouriersTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="counters" className="tabs__page">
          <CountersTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="general" className="tabs__page">
          <GeneralTab snapshot={snapshot} />
        </Tabs.Content>
        <Tabs.Content value="support" className="tabs__page">
          <SupportTab />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  )
}
