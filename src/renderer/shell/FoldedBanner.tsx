import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Alarm, isOverWhenRead } from '../../shared/contract/snapshot.ts'
import { MuteIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import { joinNames } from '../words/joinNames.ts'
import { alarmWords } from '../words/problemWords.ts'
import { Banner, BannerButton } from './Banner.tsx'
import type { Concern, ConcernRow } from './concerns.ts'

/** Several concerns of one kind in one row: what they are, whom they are about, and the way to each of them. */
export function FoldedBanner({ row, onOpen }: { row: ConcernRow; onOpen(): void }) {
  const { t } = useTranslation()
  const { what, more, tone } = foldedWords(t, row.concerns)
  const isQuestion = row.concerns[0]?.kind !== 'alarm'
  const ringing = row.concerns.flatMap(alarmOf).filter((alarm) => !alarm.isSilenced)
  const isToRead = ringing.every(isOverWhenRead)
  const silence = async (): Promise<void> => {
    for (const { id } of ringing) await perform('alarm.silence', { id })
  }
  return (
    <Banner tone={tone} what={what} more={more}>
      <BannerButton
        isPrimary={isQuestion}
        label={t(isQuestion ? 'shell.attention.answer' : 'shell.attention.show')}
        about={what}
        onPress={onOpen}
      />
      {ringing.length > 0 && (
        <BannerButton
          label={t(isToRead ? 'action.understood' : 'action.silence')}
          about={what}
          icon={isToRead ? undefined : <MuteIcon />}
          onPress={() => void silence()}
        />
      )}
    </Banner>
  )
}

function alarmOf(concern: Concern): Alarm[] {
  if (concern.kind === 'alarm') return [concern.alarm]
  const alarm = concern.kind === 'slip' ? concern.alarm : concern.kind === 'undecided' ? concern.group.alarm : null
  return alarm === null ? [] : [alarm]
}

interface FoldedWords {
  what: string
  more: string
  tone: 'alarm' | 'ask'
}

export function foldedWords(t: TFunction, concerns: readonly Concern[]): FoldedWords {
  const slips = concerns.flatMap((concern) => (concern.kind === 'slip' ? [concern.job.label] : []))
  if (slips.length > 0) {
    const more = t('shell.attention.slipsMore', { names: joinNames(t, slips) })
    return { what: t('shell.attention.slips', { count: slips.length }), more, tone: 'alarm' }
  }
  const groups = concerns.flatMap((concern) => (concern.kind === 'undecided' ? [concern.group] : []))
  if (groups.length > 0) {
    const names = joinNames(
      t,
      groups.map(({ printerName }) => printerName),
    )
    const count = groups.reduce((total, { jobs }) => total + jobs.length, 0)
    return {
      what: t('shell.attention.undecided', { names, count }),
      more: t('job.undecided.body', { count }),
      tone: 'alarm',
    }
  }
  const offers = concerns.flatMap((concern) => (concern.kind === 'baseline' ? [concern.source] : []))
  if (offers.length > 0) {
    const names = joinNames(
      t,
      offers.map(({ name }) => name),
    )
    const count = offers.reduce((total, { baselineOffer }) => total + baselineOffer, 0)
    return {
      what: t('shell.attention.baselines', { names, count }),
      more: t('banner.baseline.ask', { count }),
      tone: 'ask',
    }
  }
  const alarms = concerns.flatMap(alarmOf)
  const words = alarms[0] === undefined ? { what: '', more: '' } : alarmWords(t, alarms[0])
  const names = joinNames(
    t,
    alarms.map(({ name }) => name).filter((name) => name !== ''),
  )
  const what = names === '' ? words.what : t('shell.attention.sources', { names, what: words.what })
  return { what, more: words.more, tone: 'alarm' }
}
