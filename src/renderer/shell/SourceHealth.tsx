import { useTranslation } from 'react-i18next'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { formatClock, formatClockSeconds } from '../../shared/model/istanbulTime.ts'
import { sayAge } from '../words/sayAge.ts'

/** A few are on their way at any time. */
const MANY_WAITING = 5

/** One source's health: its name, how it is heard, and when it last answered. Behind a core that is silent none is heard. */
export function SourceHealth({ source: known }: { source: SourceView }) {
  const { t } = useTranslation()
  const times = useScreen((state) => state.sourceTimes[known.id])
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const isUnheard = isLinkLost && known.hearing !== 'refused' && known.hearing !== 'off'
  const source = { ...known, ...times, ...(isUnheard && { hearing: 'silent' as const, nextPollMs: null }) }
  const nowMs = useNow(1000)
  const isConnecting = source.hearing === 'ok' && source.state === 'starting'
  const isInDoubt = isConnecting || source.isVerifyingEmpty || source.incompleteSinceMs !== null
  const tone = source.hearing === 'ok' && isInDoubt ? 'busy' : toneOf[source.hearing]
  const isTryingAgain = source.state === 'offline' || source.problem !== null
  const facts = [
    isConnecting ? t('source.hearing.connecting') : null,
    source.hearing === 'ok' ? null : t(`source.hearing.${source.hearing}`),
    lastCheck(),
    source.isVerifyingEmpty ? t('source.verifyingEmpty') : null,
    source.incompleteSinceMs === null ? null : t('source.incomplete'),
    source.detailsWaiting >= MANY_WAITING ? t('source.detailsWaiting', { count: source.detailsWaiting }) : null,
    isTryingAgain && source.nextPollMs !== null && source.nextPollMs - nowMs > 5000
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
    if (source.hearing === 'off') return null
    if (source.lastSuccessMs === null) return isConnecting ? null : t('source.lastCheckUnknown')
    if (source.hearing === 'silent') return sayAge(t, nowMs - source.lastSuccessMs)
    return t('source.lastCheck', { time: formatClockSeconds(source.lastSuccessMs) })
  }
}

const toneOf = { ok: 'good', slow: 'busy', silent: 'bad', refused: 'bad', off: 'off' } as const
