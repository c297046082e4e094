import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { sayMinutes } from '../words/sayAge.ts'
import { Banner } from './Banner.tsx'

const TOLD_FOR_MS = 10 * 60_000

/** For a while after a silence: how long it was, and what came in when it was over. */
export function HeardAgainBanners({ snapshot, nowMs }: { snapshot: Snapshot; nowMs: number }) {
  const { t } = useTranslation()
  return snapshot.sources.map(({ id, name, lastSilence, hearing }) => {
    if (lastSilence === null || hearing === 'silent' || nowMs - lastSilence.endedMs > TOLD_FOR_MS) return null
    const { endedMs, lastedMs, cameIn } = lastSilence
    const times = {
      from: formatClock(endedMs - lastedMs),
      until: formatClock(endedMs),
      length: sayMinutes(t, Math.max(1, Math.round(lastedMs / 60_000))),
      count: cameIn,
    }
    return (
      <Banner
        key={id}
        tone="ask"
        what={t('watch.heardAgain', { name })}
        more={t(cameIn === 0 ? 'watch.heardNothing' : 'watch.heardOrders', times)}
      />
    )
  })
}
