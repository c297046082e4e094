import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { setupToOffer } from '../setup/setupSteps.ts'
import { formatClockSeconds } from '../../shared/model/istanbulTime.ts'
import { findCards, type Narrowing, openCards } from './boardCards.ts'
import { isFiltering, noFilter } from './boardFilter.ts'
import { isStale } from './staleSources.ts'

/** Why there is nothing to see: an empty shop and one that hears nothing must never look alike. */
export function EmptyBoard({ snapshot, find, filter }: { snapshot: Snapshot } & Narrowing) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const times = useScreen((state) => state.sourceTimes)
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const setFind = useScreen((state) => state.setFind)
  const setFilter = useScreen((state) => state.setFilter)
  const toSources = (): void => go({ name: 'settings', tab: 'sources' })
  const hiddenCount = isFiltering(filter) ? findCards(openCards(snapshot.cards), find).length : 0
  if (hiddenCount > 0)
    return (
      <Empty
        title={t('boardFilter.hides', { count: hiddenCount })}
        body={t('boardFilter.hidesMore')}
        action={{ label: t('boardFilter.clear'), run: () => setFilter(noFilter) }}
      />
    )
  if (find.trim() !== '' && snapshot.cards.length > 0)
    return (
      <Empty
        title={t('board.noMatch.title', { text: find.trim() })}
        body={t('board.noMatch.body', { count: snapshot.cards.length })}
        action={{ label: t('board.noMatch.clear'), run: () => setFind('') }}
      />
    )
  if (isLinkLost) return <Empty title={t('board.empty.linkLost.title')} body={t('board.empty.linkLost.body')} />
  const reason = whyEmpty(snapshot.sources.map((source) => ({ ...source, ...times[source.id] })))
  const step = setupToOffer(snapshot)
  if (step !== null && (reason.kind === 'noSource' || reason.kind === 'quiet'))
    return (
      <Empty
        title={t('setup.offer.title')}
        body={t('setup.offer.body', { step: t(`setup.steps.${step}`) })}
        action={{ label: t('setup.offer.action'), run: () => go({ name: 'setup' }) }}
      />
    )
  if (!('names' in reason) && reason.kind !== 'quiet') {
    const action = { label: t(`board.empty.${reason.kind}.action`), run: toSources }
    return (
      <Empty
        title={t(`board.empty.${reason.kind}.title`)}
        body={t(`board.empty.${reason.kind}.body`)}
        action={action}
      />
    )
  }
  if (reason.kind === 'quiet')
    return (
      <Empty
        isGood
        title={t('board.empty.quiet.title')}
        body={t('board.empty.quiet.body', { time: formatClockSeconds(reason.checkedMs) })}
      />
    )
  const words = { names: reason.names.join(', ') }
  return <Empty title={t(`board.empty.${reason.kind}.title`)} body={t(`board.empty.${reason.kind}.body`, words)} />
}

type WhyEmpty =
  | { kind: 'noSource' }
  | { kind: 'disabled' }
  /** Nobody has answered yet; nobody answers any more; some answer and some do not. */
  | { kind: 'connecting' | 'blind' | 'partly'; names: string[] }
  /** Every source answered, the slowest of them then, and none has an open order. */
  | { kind: 'quiet'; checkedMs: number }

export function whyEmpty(sources: readonly SourceView[]): WhyEmpty {
  const watched = sources.filter((source) => source.enabled)
  if (sources.length === 0) return { kind: 'noSource' }
  if (watched.length === 0) return { kind: 'disabled' }
  const stale = watched.filter(isStale)
  if (stale.length > 0)
    return { kind: stale.length === watched.length ? 'blind' : 'partly', names: stale.map((source) => source.name) }
  const waiting = watched.filter((source) => source.state === 'starting' || source.lastSuccessMs === null)
  if (waiting.length > 0) return { kind: 'connecting', names: waiting.map((source) => source.name) }
  return { kind: 'quiet', checkedMs: Math.min(...watched.map((source) => source.lastSuccessMs ?? 0)) }
}

interface EmptyProps {
  title: string
  body: string
  isGood?: boolean
  action?: { label: string; run(): void }
}

function Empty({ title, body, isGood = false, action }: EmptyProps) {
  return (
    <div className="empty" data-good={isGood || undefined} role="status">
      <p className="empty__title">{title}</p>
      <p className="empty__body">{body}</p>
      {action !== undefined && (
        <button type="button" className="btn btn--primary" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  )
}
