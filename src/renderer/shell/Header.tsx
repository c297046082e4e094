import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { acknowledge } from '../request.ts'
import { keysInSight } from '../board/inSight.ts'
import { OffScreenAlerts } from '../board/OffScreenAlerts.tsx'
import { BackIcon, CheckIcon, DocumentIcon, SettingsIcon } from '../controls/icons.tsx'
import { useScreen } from '../store.ts'
import { COMPACT, useMedia } from '../useMedia.ts'
import { FindBox } from './FindBox.tsx'
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
        {route.name === 'board' ? (
          <FindBox />
        ) : (
          <button type="button" className="btn" onClick={() => go({ name: 'board' })}>
            <BackIcon />
            {t('board.title')}
          </button>
        )}
        {hasLookup && !isCompact && <LookupButton />}
        {isCompact ? <span className="header__gap" /> : <PageNav />}
        <Waiting snapshot={snapshot} canTakeAll={route.name === 'board'} />
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
        {route.name === 'board' && (
          <div className="header__away">
            <OffScreenAlerts cards={snapshot.cards} />
          </div>
        )}
      </div>
    </header>
  )
}

function Waiting({ snapshot, canTakeAll }: { snapshot: Snapshot; canTakeAll: boolean }) {
  const { t } = useTranslation()
  const count = snapshot.unacknowledgedCount
  /** What can be read now and nothing else: what the fold hides, or comes in meanwhile, stays unseen. */
  const acknowledgeInSight = (): void => {
    const inSight = keysInSight()
    const keys = snapshot.cards.filter((card) => card.alert !== null && inSight.has(card.key)).map((card) => card.key)
    if (keys.length > 0) acknowledge(keys)
  }
  return (
    <div className="waiting" data-any={count > 0 || undefined}>
      <p className="waiting__count">
        {count > 0 ? (
          <>
            <strong>{count}</strong> <span>{t('header.unacknowledged')}</span>
          </>
        ) : (
          snapshot.cards.length > 0 && t('header.nothingWaiting')
        )}
      </p>
      {canTakeAll && count > 0 && (
        <button type="button" className="btn btn--primary" onClick={acknowledgeInSight}>
          <CheckIcon />
          {t('action.inSightSeen')}
        </button>
      )}
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
