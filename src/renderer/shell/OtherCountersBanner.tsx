import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { perform } from '../request.ts'
import { useScreen } from '../store.ts'
import { saySign } from '../words/otherCounterWords.ts'
import { Banner, BannerButton } from './Banner.tsx'

/** Somebody else may print the same orders: what was seen, and where it is settled. */
export function OtherCountersBanner({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const { warnings } = snapshot.otherCounters
  const what = t('counters.warning.what')
  const signs = warnings.map((sign) => saySign(t, sign, snapshot.sources)).join(' ')
  return (
    <Banner tone="warn" what={what} more={t('counters.warning.more', { signs })}>
      <BannerButton
        isPrimary
        label={t('counters.warning.settings')}
        about=""
        onPress={() => go({ name: 'settings', tab: 'counters' })}
      />
      <BannerButton label={t('action.close')} about={what} onPress={() => void perform('otherCounters.close', {})} />
    </Banner>
  )
}
