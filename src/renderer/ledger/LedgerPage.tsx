import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { businessDayOf } from '../../shared/model/istanbulTime.ts'
import { anyOrder, type LedgerFilter } from '../../shared/model/ledgerPage.ts'
import type { DayProof } from '../../shared/model/dayProof.ts'
import type { Language } from '../../shared/settings/settings.ts'
import { resources } from '../../shared/words/index.ts'
import { sayConfirmations, sayLimits } from '../../shared/words/proofWords.ts'
import { CheckIcon, WarningIcon } from '../controls/icons.tsx'
import { Choice } from '../controls/Choice.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { DayPicker } from '../report/DayPicker.tsx'
import { question, useRenewal } from '../request.ts'
import { useScreen } from '../store.ts'
import { useNow } from '../useNow.ts'
import { ExportButton } from './ExportButton.tsx'
import { LedgerFilters } from './LedgerFilters.tsx'
import { LinkDayPanel } from './LinkDayPanel.tsx'
import { LedgerList } from './LedgerList.tsx'
import { ProofPanel, whileReconciling } from './ProofPanel.tsx'
import { RecallList } from './RecallList.tsx'
import { useLedgerDay } from './useLedgerDay.ts'

interface LedgerPageProps {
  snapshot: Snapshot
  /** null: today. */
  dayIso: string | null | 'recall'
}

/** The record, day by day: every order with its times, and what has just left the board. */
export function LedgerPage({ snapshot, dayIso }: LedgerPageProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const nowMs = useNow(60_000)
  const today = businessDayOf(nowMs, snapshot.settings.dayEndsAt)
  const day = dayIso === 'recall' ? null : (dayIso ?? today)
  return (
    <div className="page page--ledger">
      <header className="page__head">
        <h1>{t('ledger.title')}</h1>
        <Choice
          label={t('ledger.view')}
          value={dayIso === 'recall' ? 'recall' : 'day'}
          options={(['day', 'recall'] as const).map((value) => ({ value, label: t(`ledger.${value}`) }))}
          onChange={(view) => go({ name: 'ledger', dayIso: view === 'recall' ? 'recall' : null })}
        />
        {day !== null && (
          <DayPicker
            dayIso={day}
            today={today}
            language={snapshot.settings.language}
            onPick={(picked) => go({ name: 'ledger', dayIso: picked === today ? null : picked })}
          />
        )}
      </header>
      {day === null ? (
        <RecallList snapshot={snapshot} />
      ) : (
        <LedgerDay snapshot={snapshot} nowMs={nowMs} dayIso={day} key={day} />
      )}
    </div>
  )
}

interface LedgerDayProps {
  snapshot: Snapshot
  nowMs: number
  dayIso: string
}

function LedgerDay({ snapshot, nowMs, dayIso }: LedgerDayProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<LedgerFilter>(anyOrder)
  // Whoever types is not kept waiting for what is found.
  const asked = useDeferredValue(filter)
  // Orders and slips change the page; a poll without news does not.
  const version = JSON.stringify([
    snapshot.cards.map((card) => [card.key, card.phase, card.alert, card.print]),
    snapshot.openJobs,
  ])
  const { rows, counts, error, isLoading, more } = useLedgerDay(dayIso, asked, version)
  const proof = useQuery({
    ...question('ledger.proof', { dayIso }),
    refetchInterval: ({ state }) => whileReconciling(state.data),
  })
  useRenewal(proof, snapshot.rev)
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(anyOrder)
  return (
    <>
      {proof.data !== undefined && (
        <details className="ledger__proof">
          <ProofSummary proof={proof.data} language={snapshot.settings.language} />
          <ProofPanel snapshot={snapshot} nowMs={nowMs} dayIso={dayIso} proof={proof.data} />
        </details>
      )}
      <LinkDayPanel dayIso={dayIso} nowMs={nowMs} rev={snapshot.rev} />
      <LedgerFilters filter={filter} counts={counts} onChange={setFilter} />
      <p className="ledger__count" role="status">
        <span>
          {counts !== null && t('ledger.shown', { shown: shownOf(rows.length, more !== null), all: counts.all })}
        </span>
        {isFiltered && (
          <button type="button" className="btn" onClick={() => setFilter(anyOrder)}>
            {t('ledger.clear')}
          </button>
        )}
        <ExportButton key={JSON.stringify(asked)} dayIso={dayIso} filter={asked} isEmpty={rows.length === 0} />
      </p>
      {error !== null && <ProblemText problem={error.problem} />}
      {isLoading && <p role="status">{t('ledger.loading')}</p>}
      {!isLoading && error === null && rows.length === 0 && (
        <p className="page__none">{t(isFiltered ? 'ledger.noneFound' : 'ledger.none')}</p>
      )}
      <LedgerList rows={rows} nowMs={nowMs} onEnd={more} />
    </>
  )
}

/** In one line whether the day can be taken for whole, and what keeps it from that. */
function ProofSummary({ proof, language }: { proof: DayProof; language: Language }) {
  const { proof: words } = resources[language]
  const limits = sayLimits(words, proof)
  return (
    <summary data-proven={limits.length === 0 || undefined}>
      {limits.length === 0 ? <CheckIcon /> : <WarningIcon />}
      {words.title}
      <span className="ledger__limits"> {[...limits, ...sayConfirmations(words, proof)].join(' ')}</span>
    </summary>
  )
}

/** `200+`: there are more than have been asked for. */
const shownOf = (count: number, hasMore: boolean): string => (hasMore ? `${count}+` : String(count))
