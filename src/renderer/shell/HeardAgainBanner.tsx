import { useTranslation } from 'react-i18next'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { sayMinutes } from '../words/sayAge.ts'
import { Banner } from './Banner.tsx'

interface HeardAgainBannerProps {
  name: string
  silence: NonNullable<SourceView['lastSilence']>
}

/** For a while after a silence: how long it was, and what came in when it was over. */
export function HeardAgainBanner({ name, silence: { endedMs, lastedMs, cameIn } }: HeardAgainBannerProps) {
  const { t } = useTranslation()
  const times = {
    from: formatClock(endedMs - lastedMs),
    until: formatClock(endedMs),
    length: sayMinutes(t, Math.max(1, Math.round(lastedMs / 60_000))),
    count: cameIn,
  }
  return (
    <Banner
      tone="ask"
      what={t('watch.heardAgain', { name })}
      more={t(cameIn === 0 ? 'watch.heardNothing' : 'watch.heardOrders', times)}
    />
  )
}
