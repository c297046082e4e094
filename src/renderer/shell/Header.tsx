import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { UndoBar } from '../board/UndoBar.tsx'
import { BackIcon, DocumentIcon, SettingsIcon } from '../controls/icons.tsx'
import { FindBox } from '../search/FindBox.tsx'
import { useScreen } from '../store.ts'
import { COMPACT, useMedia } from '../useMedia.ts'
import { HealthBar } from './HealthBar.tsx'
import { PageMenu } from './PageMenu.tsx'
import { PageNav } from './PageNav.tsx'
import { SoundState } from './SoundState.tsx'

/** Always there: what waits, what is heard, and how every source and printer is. */
export function Header({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const route = useScreen((state) => state.route)
  const go = useScreen((state) => state.go)
  const isCompact = useMedia(COMPACT)
  const hasLookup = snapshot.sources.some((source) => source.kind === 'adisyo')
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
        {hasLookup && !isCompact && <LookupButton />}
        {isCompact ? <span className="header__gap" /> : <PageNav />}
        <Waiting count={snapshot.unacknowledgedCount} />
        <SoundState snapshot={snapshot} />
        <PageMenu hasLookup={hasLookup && isCompact} />
        {!isCompact && (
          <button
            type="button"
            className="btn btn--icon"
            aria-label={t('action.settings')}
            aria-current={route.name === 'settings' ? 'page' : undefined}
            title={t('action.settings')}
            onClick={() => go({ name: 'settings', tab: 'sources' })}
          >
            <SettingsIcon />
          </button>
        )}
      </div>
      <div className="header__state">
        <HealthBar snapshot={snapshot} />
        <div className="header__undo">
          <UndoBar />
        </div>
      </div>
    </header>
  )
}

function Waiting({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <div className="waiting" data-any={count > 0 || undefined}>
      <p className="waiting__count">
        {count > 0 ? (
          <>
            <strong>{count}</strong> <span>{t('header.unacknowledged')}</span>
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
