import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { CourierDays } from '../courier/CourierDays.tsx'
import { useScreen } from '../store.ts'
import { question, useRenewal } from '../request.ts'
import { useNow } from '../useNow.ts'
import { ProofPanel, whileReconciling } from '../ledger/ProofPanel.tsx'
import { DayPicker } from './DayPicker.tsx'
import { ReportBreakdown } from './ReportBreakdown.tsx'
import { ReportFigures } from './ReportFigures.tsx'
import { ReportMoney } from './ReportMoney.tsx'
import { ReportPrint } from './ReportPrint.tsx'
import { businessDayOf } from '../../shared/model/istanbulTime.ts'
import { UnresolvedSlips } from './UnresolvedSlips.tsx'
import { Verdict } from './Verdict.tsx'

/** The proof of the evening: what came, what was seen, what is on paper, what is to be collected. */
export function ReportPage({ snapshot, dayIso }: { snapshot: Snapshot; dayIso: string | null }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const nowMs = useNow(60_000)
  const today = businessDayOf(nowMs, snapshot.settings.dayEndsAt)
  const shown = dayIso ?? today
  // What the day is counted from; a poll without news counts nothing anew.
  const version = JSON.stringify([
    snapshot.cards.map((card) => [card.key, card.phase, card.alert, card.print]),
    snapshot.openJobs,
    snapshot.couriers,
  ])
  const query = useQuery({
    ...question('report.get', { dayIso: shown }),
    refetchInterval: ({ state }) => whileReconciling(state.data?.proof),
  })
  useRenewal(query, version)
  const { data: report, error } = query
  return (
    <div className="page page--report">
      <header className="page__head">
        <h1>{t('report.title')}</h1>
        <DayPicker
          dayIso={shown}
          today={today}
          language={snapshot.settings.language}
          onPick={(day) => go({ name: 'report', dayIso: day === today ? null : day })}
        />
      </header>
      {error !== null && <ProblemText problem={error.problem} />}
      {query.isLoading && <p role="status">{t('report.loading')}</p>}
      {report !== undefined && (
        <>
          <Verdict report={report} isToday={shown === today}>
            <ReportPrint key={shown} snapshot={snapshot} dayIso={shown} />
          </Verdict>
          <ProofPanel
            key={report.dayIso}
            snapshot={snapshot}
            nowMs={nowMs}
            dayIso={report.dayIso}
            proof={report.proof}
          />
          <UnresolvedSlips slips={report.unresolvedSlips} nowMs={nowMs} />
          <ReportFigures report={report} />
          <div className="report__columns">
            <ReportMoney report={report} />
            <div className="report__column">
              <ReportBreakdown title={t('report.bySource')} rows={report.bySource} />
              <ReportBreakdown title={t('report.byChannel')} rows={report.byChannel} />
            </div>
          </div>
          <CourierDays dayIso={shown} version={version} />
        </>
      )}
    </div>
  )
}
