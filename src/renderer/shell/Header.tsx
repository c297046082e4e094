import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { perform } from '../request.ts'
import { UndoBar } from '../board/UndoBar.tsx'
import {
  BackIcon,
  DenseIcon,
  DocumentIcon,
  PackIcon,
  ReportIcon,
  RoomyIcon,
  SettingsIcon,
  SlipsIcon,
} from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { FindBox } from '../search/FindBox.tsx'
import { PrinterHealth } from './PrinterHealth.tsx'
import { SoundState } from './SoundState.tsx'
import { SourceHealth } from './SourceHealth.tsx'

/** Always there: what waits, what is heard, and how every source and printer is. */
export function Header({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const route = useScreen((state) => state.route)
  const go = useScreen((state) => state.go)
  return (
    <header className="header">
      <div className="header__row">
        {route.name !== 'board' && (
          <button type="button" className="btn" onClick={() => go({ name: 'board' })}>
            <BackIcon />
            {t('board.title')}
          </button>
        )}
        <FindBox />
        {snapshot.sources.some((source) => source.kind === 'adisyo') && <LookupButton />}
        <span className="header__gap" />
        <Waiting count={snapshot.unacknowledgedCount} />
        <SoundState snapshot={snapshot} />
        <button
          type="button"
          className="btn header__page"
          aria-pressed={route.name === 'packing'}
          onClick={() => go({ name: 'packing' })}
        >
          <PackIcon />
          <span>{t('packing.title')}</span>
        </button>
        <button
          type="button"
          className="btn header__page"
          aria-pressed={route.name === 'journal'}
          onClick={() => go({ name: 'journal', filter: 'all', printerId: null })}
        >
          <SlipsIcon />
          <span>{t('header.journal')}</span>
        </button>
        <button
          type="button"
          className="btn header__page"
          aria-pressed={route.name === 'report'}
          onClick={() => go({ name: 'report', dayIso: null })}
        >
          <ReportIcon />
          <span>{t('header.report')}</span>
        </button>
        <button
          type="button"
          className="btn header__page"
          aria-pressed={route.name === 'ledger'}
          onClick={() => go({ name: 'ledger', dayIso: null })}
        >
          <DocumentIcon />
          <span>{t('header.ledger')}</span>
        </button>
        <DensityButton />
        <LanguageButton language={snapshot.settings.language} />
        <button
          type="button"
          className="btn btn--icon"
          aria-label={t('action.settings')}
          title={t('action.settings')}
          onClick={() => go({ name: 'settings', tab: 'sources' })}
        >
          <SettingsIcon />
        </button>
      </div>
      <ul className="header__health" aria-label={t('header.health')}>
        {snapshot.sources.map((source) => (
          <SourceHealth key={source.id} source={source} />
        ))}
        {snapshot.printers.map((printer) => (
          <PrinterHealth
            key={printer.settings.id}
            printer={printer}
            onOpen={() => go({ name: 'journal', filter: 'all', printerId: printer.settings.id })}
          />
        ))}
        {snapshot.printers.length === 0 && (
          <li className="health" data-tone="off">
            {t('printer.none')}
          </li>
        )}
        <li className="header__undo">
          <UndoBar />
        </li>
      </ul>
    </header>
  )
}

function Waiting({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <div className="waiting" data-any={count > 0 || undefined}>
      <p className="waiting__count" role="status">
        {count > 0 ? (
          <>
            <strong>{count}</strong> {t('header.unacknowledged')}
          </>
        ) : (
          t('header.nothingWaiting')
        )}
      </p>
    </div>
  )
}

function LookupButton() {
  const { t } = useTranslation()
  const setLookup = useScreen((state) => state.setLookup)
  return (
    <button type="button" className="btn header__lookup" onClick={() => setLookup(true)}>
      <DocumentIcon />
      <span>{t('header.lookup')}</span>
    </button>
  )
}

function DensityButton() {
  const { t } = useTranslation()
  const density = useScreen((state) => state.density)
  const setDensity = useScreen((state) => state.setDensity)
  const label = `${t('header.density.label')}: ${t(`header.density.${density}`)}`
  return (
    <button
      type="button"
      className="btn btn--icon"
      aria-label={label}
      title={label}
      onClick={() => setDensity(density === 'roomy' ? 'dense' : 'roomy')}
    >
      {density === 'roomy' ? <RoomyIcon /> : <DenseIcon />}
    </button>
  )
}

function LanguageButton({ language }: { language: 'tr' | 'en' }) {
  const { t } = useTranslation()
  const next = language === 'tr' ? 'en' : 'tr'
  return (
    <button
      type="button"
      className="btn btn--icon"
      aria-label={t('header.switchLanguage')}
      title={t('header.switchLanguage')}
      onClick={() => void perform('settings.update', { language: next })}
    >
      {next.toUpperCase()}
    </button>
  )
}
