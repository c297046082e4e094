import { useTranslation } from 'react-i18next'
import type { Snapshot, SourceView } from '../../shared/contract/snapshot.ts'
import { formatClockSeconds } from '../../shared/model/istanbulTime.ts'
import { perform } from '../request.ts'
import type { SetupStep } from '../setup/setupSteps.ts'
import { HearTestBanner } from '../sound/HearTest.tsx'
import { silenceLinkAlarm, useLinkAlarm } from '../sound/linkAlarm.ts'
import { useScreen } from '../store.ts'
import { problemWords } from '../words/problemWords.ts'
import { AlarmBanner } from './AlarmBanner.tsx'
import { Banner, BannerButton } from './Banner.tsx'
import type { Concern } from './concerns.ts'
import { HeardAgainBanner } from './HeardAgainBanner.tsx'
import { JobBanner } from './JobBanner.tsx'
import { OtherCountersBanner } from './OtherCountersBanner.tsx'
import { UndecidedBanner } from './UndecidedBanner.tsx'
import { UpdateBanner } from './UpdateBanner.tsx'

interface ConcernBannerProps {
  concern: Concern
  snapshot: Snapshot
  nowMs: number
}

/** One concern in words, with what can be done about it. */
export function ConcernBanner({ concern, snapshot, nowMs }: ConcernBannerProps) {
  const { t } = useTranslation()
  const setActionError = useScreen((state) => state.setActionError)
  if (concern.kind === 'alarm') return <AlarmBanner alarm={concern.alarm} nowMs={nowMs} />
  if (concern.kind === 'slip') return <JobBanner job={concern.job} alarm={concern.alarm} />
  if (concern.kind === 'undecided') return <UndecidedBanner group={concern.group} nowMs={nowMs} />
  if (concern.kind === 'baseline') return <BaselineBanner source={concern.source} />
  if (concern.kind === 'overlap') return <OverlapBanner offer={concern.offer} />
  if (concern.kind === 'hearTest') return <HearTestBanner snapshot={snapshot} />
  if (concern.kind === 'heardAgain') return <HeardAgainBanner name={concern.source.name} silence={concern.silence} />
  if (concern.kind === 'otherCounters') return <OtherCountersBanner snapshot={snapshot} />
  if (concern.kind === 'setup') return <SetupBanner step={concern.step} />
  if (concern.kind === 'update') return <UpdateBanner update={concern.update} />
  if (concern.kind === 'refused') {
    const words = problemWords(t, concern.problem)
    return (
      <Banner tone="warn" {...words}>
        <BannerButton label={t('action.close')} about={words.what} onPress={() => setActionError(null)} />
      </Banner>
    )
  }
  if (concern.kind === 'viewOnly')
    return (
      <Banner
        tone="alarm"
        what={t('banner.viewOnly.what')}
        more={`${t('banner.viewOnly.works')} ${t('banner.viewOnly.do')}`}
      />
    )
  return (
    <Banner
      tone="alarm"
      className="banner--link"
      what={t('app.linkLost.what')}
      more={`${t('app.linkLost.works', { time: formatClockSeconds(snapshot.nowMs) })} ${t('app.linkLost.do')}`}
    >
      <LinkSilence />
    </Banner>
  )
}

/** Of the page's own alarm, which no core can be asked to silence. */
function LinkSilence() {
  const { t } = useTranslation()
  const state = useLinkAlarm((alarm) => alarm.state)
  if (state === 'calm') return null
  if (state === 'silenced') return <span className="banner__silenced">{t('action.silenced')}</span>
  return <BannerButton label={t('action.silence')} about={t('app.linkLost.what')} onPress={silenceLinkAlarm} />
}

function OverlapBanner({ offer }: { offer: NonNullable<Snapshot['overlapOffer']> }) {
  const { t } = useTranslation()
  const answer = (overlaps: Snapshot['settings']['overlaps']): void => void perform('settings.update', { overlaps })
  const words = { label: offer.label, sources: offer.sourceNames.join(' + ') }
  return (
    <Banner tone="ask" what={t('overlap.title', words)} more={t('overlap.ask')}>
      <BannerButton isPrimary label={t('overlap.together')} about={offer.label} onPress={() => answer('together')} />
      <BannerButton label={t('overlap.apart')} about={offer.label} onPress={() => answer('apart')} />
    </Banner>
  )
}

function SetupBanner({ step }: { step: SetupStep }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const what = t('banner.setup.what')
  return (
    <Banner tone="ask" what={what} more={t('banner.setup.more', { step: t(`setup.steps.${step}`) })}>
      <BannerButton isPrimary label={t('banner.setup.goOn')} about={what} onPress={() => go({ name: 'setup' })} />
      <BannerButton
        label={t('action.close')}
        about={what}
        onPress={() => void perform('settings.update', { setup: 'done' })}
      />
    </Banner>
  )
}

function BaselineBanner({ source }: { source: SourceView }) {
  const { t } = useTranslation()
  const answer = (print: boolean): void => void perform('baseline.answer', { sourceId: source.id, print })
  const words = { name: source.name, count: source.baselineOffer }
  return (
    <Banner tone="ask" what={t('banner.baseline.title', words)} more={t('banner.baseline.ask', words)}>
      <BannerButton isPrimary label={t('banner.baseline.print')} about={source.name} onPress={() => answer(true)} />
      <BannerButton label={t('banner.baseline.leave')} about={source.name} onPress={() => answer(false)} />
    </Banner>
  )
}
