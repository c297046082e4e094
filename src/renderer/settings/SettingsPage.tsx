import { Tabs } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { RoutesTab } from '../routing/RoutesTab.tsx'
import type { SettingsTab } from '../route.ts'
import { useScreen } from '../store.ts'
import { GeneralTab } from './GeneralTab.tsx'
import { PrintersTab } from './PrintersTab.tsx'
import { SoundsTab } from './SoundsTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'
import { SupportTab } from './SupportTab.tsx'
import { WebhookTab } from './WebhookTab.tsx'

const tabs: readonly SettingsTab[] = ['sources', 'printers', 'routes', 'sounds', 'webhook', 'general', 'support']

export function SettingsPage({ snapshot, tab }: { snapshot: Snapshot; tab: SettingsTab }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const isUnsaved = useScreen((state) => state.routesDraft !== null)
  const open = (value: string): void => {
    const next = tabs.find((candidate) => candidate === value)
    if (next !== undefined) go({ name: 'settings', tab: next })
  }
  return (
    <div className="settings" data-tab={tab}>
      <h1>{t('settings.title')}</h1>
      <Tabs.Root value={tab} onValueChange={open}>
        <Tabs.List className="tabs" aria-label={t('settings.title')}>
          {tabs.map((name) => (
            <Tabs.Trigger key={name} value={name} className="tabs__tab">
              {t(`settings.tabs.${name}`)}
              {name === 'routes' && isUnsaved && <span className="tabs__unsaved">{t('routing.unsavedMark')}</span>}
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
