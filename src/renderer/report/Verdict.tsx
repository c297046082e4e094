import i18next, { type TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import type { DayReport } from '../../shared/model/report.ts'
import { sayConfirmations, sayLimits } from '../../shared/words/proofWords.ts'
import { resources } from '../../shared/words/index.ts'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'

interface VerdictProps {
  report: DayReport
  isToday: boolean
  /** What can be done with it. */
  children: ReactNode
}

export function Verdict({ report, isToday, children }: VerdictProps) {
  const { t } = useTranslation()
  const { isGood, what, more } = reportVerdict(t, report, isToday)
  return (
    <section className="verdict" data-good={isGood || undefined}>
      {isGood ? <CheckIcon /> : <WarningIcon />}
      <div className="verdict__words">
        <p className="verdict__what">{what}</p>
        {more.length > 0 && <p className="verdict__more">{more.join(' ')}</p>}
        {isToday && (
          <p className="verdict__counted">{t('report.counted', { time: formatClock(report.countedAtMs) })}</p>
        )}
      </div>
      {children}
    </section>
  )
}

interface ReportVerdict {
  isGood: boolean
  /** "84 sipariş geldi." */
  what: string
  /** One sentence for each thing that was asked of the day. */
  more: string[]
}

/** The day in three sentences: what came, whether all of it was seen, whether all of it is on paper. */
export function reportVerdict(t: TFunction, report: DayReport, isToday: boolean): ReportVerdict {
  const { orderCount, alertCount, acknowledgedCount, printedCount, unresolvedSlips, proof } = report
  const words = resources[i18next.language === 'en' ? 'en' : 'tr'].proof
  // Without anybody listening nothing comes in either: such a day proves nothing.
  const limits = sayLimits(words, proof)
  const isProvenWhole = limits.length === 0
  const listening = isProvenWhole ? sayConfirmations(words, proof) : [t('report.notProven'), ...limits]
  if (orderCount === 0 && alertCount === 0 && unresolvedSlips.length === 0)
    return { isGood: isProvenWhole, what: t(isToday ? 'report.noneToday' : 'report.none'), more: listening }
  const unseen = Math.max(0, alertCount - acknowledgedCount)
  const unprinted = Math.max(0, orderCount - printedCount)
  const isGood = unseen === 0 && unprinted === 0 && unresolvedSlips.length === 0 && isProvenWhole
  return {
    isGood,
    what: t(isToday ? 'report.cameToday' : 'report.came', { count: orderCount }),
    more: [
      unseen === 0 ? t('report.allSeen') : t('report.unseen', { count: unseen }),
      unprinted === 0 ? t('report.allPrinted') : t('report.unprinted', { count: unprinted }),
      ...(unresolvedSlips.length === 0 ? [] : [t('report.unresolvedCount', { count: unresolvedSlips.length })]),
      ...(isGood ? [t('report.nothingMissed')] : []),
      ...listening,
    ],
  }
}
