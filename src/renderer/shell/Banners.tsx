import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { perform } from '../request.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { formatClockSeconds } from '../../shared/model/istanbulTime.ts'
import { problemWords } from '../words/problemWords.ts'
import { HearTestBanner } from '../sound/HearTest.tsx'
import { AlarmBanner } from './AlarmBanner.tsx'
import { Banner } from './Banner.tsx'
import { gatherAlarms } from './gatherAlarms.ts'
import { HeardAgainBanners } from './HeardAgainBanners.tsx'
import { JobBanner } from './JobBanner.tsx'
import { UndecidedBanner } from './UndecidedBanner.tsx'
import { UpdateBanner } from './UpdateBanner.tsx'

/** Everything that needs a person, over the board and over every other page. */
export function Banners({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  const actionError = useScreen((state) => state.actionError)
  const setActionError = useScreen((state) => state.setActionError)
  const { jobs, undecided, alarms } = gatherAlarms(snapshot)
  const nowMs = useNow(60_000)
  return (
    <section className="banners" aria-label={t('banner.alarms')}>
      {isLinkLost && (
        <Banner
          tone="alarm"
          className="banner--link"
          what={t('app.linkLost.what')}
          more={`${t('app.linkLost.works', { time: formatClockSeconds(snapshot.nowMs) })} ${t('app.linkLost.do')}`}
        />
      )}
      {actionError !== null && (
        <Banner tone="warn" {...problemWords(t, actionError)}>
          <button type="button" className="btn" onClick={() => setActionError(null)}>
            {t('action.close')}
          </button>
        </Banner>
      )}
      {snapshot.isViewOnly && (
        <Banner
          tone="alarm"
          what={t('banner.viewOnly.what')}
          more={`${t('banner.viewOnly.works')} ${t('banner.viewOnly.do')}`}
        />
      )}
      {jobs.map(({ job, alarm }) => (
        <JobBanner key={job.id} job={job} alarm={alarm} />
      ))}
      {alarms.map((alarm) => (
        <AlarmBanner key={alarm.id} alarm={alarm} nowMs={nowMs} />
      ))}
      {undecided.map((group) => (
        <UndecidedBanner key={group.printerId} group={group} nowMs={nowMs} />
      ))}
      <HearTestBanner snapshot={snapshot} />
      <HeardAgainBanners snapshot={snapshot} nowMs={nowMs} />
      <BaselineOffers snapshot={snapshot} />
      <UpdateBanner update={snapshot.update} />
    </section>
  )
}

function BaselineOffers({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const offers = snapshot.sources.filter((source) => source.baselineOffer > 0)
  return offers.map((source) => {
    const answer = (print: boolean): void => void perform('baseline.answer', { sourceId: source.id, print })
    const words = { name: source.name, count: source.baselineOffer }
    return (
      <Banner key={source.id} tone="ask" what={t('banner.baseline.title', words)} more={t('banner.baseline.ask')}>
        <button type="button" className="btn btn--primary" onClick={() => answer(true)}>
          {t('banner.baseline.print')}
        </button>
        <button type="button" className="btn" onClick={() => answer(false)}>
          {t('banner.baseline.leave')}
        </button>
      </Banner>
    )
  })
}
