import { useTranslation } from 'react-i18next'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { formatClock, formatClockSeconds } from '../../shared/model/istanbulTime.ts'
import { sayAge } from '../words/sayAge.ts'

/** A few are on their way at any time. */
const MANY_WAITING = 5

/** One source's health: its name, a word, and when it last answered. Behind a core that is silent none is heard. */
export function SourceHealth({ source: known }: { source: SourceView }) {
  const { t } = useTranslation()
  const times = useScreen((state) => state.sourceTimes[known.id])
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const isUnheard = isLinkLost && (known.state === 'ok' || known.state === 'starting')
  const source = { ...known, ...times, ...(isUnheard && { state: 'offline' as const, nextPollMs: null }) }
  const nowMs = useNow(1000)
  const isInDoubt = source.isVerifyingEmpty || source.incompleteSinceMs !== null
  const tone = source.state === 'ok' && isInDoubt ? 'busy' : toneOf[source.state]
  const facts = [
    source.state === 'ok' ? null : t(`source.state.${source.state}`),
    lastCheck(),
    source.isVerifyingEmpty ? t('source.verifyingEmpty') : null,
    source.incompleteSinceMs === null ? null : t('source.incomplete'),
    source.detailsWaiting >= MANY_WAITING ? t('source.detailsWaiting', { count: source.detailsWaiting }) : null,
    source.state === 'offline' && source.nextPollMs !== null && source.nextPollMs - nowMs > 5000
      ? t('source.nextTry', { time: formatClock(source.nextPollMs) })
      : null,
    source.quarantined.length > 0 ? t('source.quarantined', { count: source.quarantined.length }) : null,
  ].filter((fact) => fact !== null)
  return (
    <li className="health" data-tone={tone} data-source={source.id}>
      <span className="health__dot" aria-hidden="true" />
      <span className="health__name">{source.name}</span>
      <span className="health__facts">{facts.join(' · ')}</span>
    </li>
  )

  function lastCheck(): string | null {
    if (source.state === 'disabled') return null
    if (source.lastSuccessMs === null) return source.state === 'starting' ? null : t('source.lastCheckUnknown')
    if (source.state === 'offline') return sayAge(t, nowMs - source.lastSuccessMs)
    return t('source.lastCheck', { time: formatClockSeconds(source.lastSuccessMs) })
  }
}

const toneOf = { starting: 'busy', ok: 'good', offline: 'bad', stopped: 'bad', disabled: 'off' } as const
