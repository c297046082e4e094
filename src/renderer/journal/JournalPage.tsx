import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { Choice } from '../controls/Choice.tsx'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useScreen } from '../store.ts'
import { question, useRenewal } from '../request.ts'
import { useNow } from '../useNow.ts'
import { arrangeJobs, isIn, type JournalFilter, journalFilters, printersOf } from './arrangeJobs.ts'
import { JobRow } from './JobRow.tsx'

const FIRST = 150
const MOST = 500
const EVERY = 'every'

interface JournalPageProps {
  snapshot: Snapshot
  filter: JournalFilter
  /** null: all of them. */
  printerId: string | null
}

/** Each slip that was ever wanted, newest first, and what became of it. */
export function JournalPage({ snapshot, filter, printerId }: JournalPageProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const nowMs = useNow(60_000)
  const [limit, setLimit] = useState(FIRST)
  const list = useQuery({ ...question('jobs.list', { limit }), placeholderData: keepPreviousData })
  const version = `${snapshot.runId} ${snapshot.rev}`
  useRenewal(list, version)
  const { data: listed, error } = list
  const all = arrangeJobs(listed ?? [], snapshot.openJobs)
  const printers = printersOf(
    all,
    snapshot.printers.map((printer) => printer.settings),
  )
  const ofPrinter = all.filter((job) => printerId === null || job.printerId === printerId)
  const shown = ofPrinter.filter((job) => isIn(filter, job))
  const show = (part: { filter?: JournalFilter; printerId?: string | null }): void =>
    go({ name: 'journal', filter, printerId, ...part })
  return (
    <div className="page">
      <header className="page__head">
        <h1>{t('journal.title')}</h1>
        <button type="button" className="btn" onClick={() => go({ name: 'settings', tab: 'printers' })}>
          <PrinterIcon />
          {t('journal.toPrinters')}
        </button>
      </header>
      <div className="journal__filters">
        <Choice
          label={t('journal.show')}
          value={filter}
          options={journalFilters.map((each) => ({
            value: each,
            label: t(`journal.filter.${each}`, { count: ofPrinter.filter((job) => isIn(each, job)).length }),
          }))}
          onChange={(picked) => show({ filter: picked })}
        />
        {printers.length > 1 && (
          <Choice
            label={t('journal.printer')}
            value={printerId ?? EVERY}
            options={[
              { value: EVERY, label: t('journal.allPrinters') },
              ...printers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(picked) => show({ printerId: picked === EVERY ? null : picked })}
          />
        )}
      </div>
      {error !== null && <ProblemText problem={error.problem} />}
      {list.isLoading && <p role="status">{t('journal.loading')}</p>}
      {listed !== undefined && shown.length === 0 && <p className="page__none">{t(`journal.none.${filter}`)}</p>}
      <ul className="journal" aria-label={t('journal.title')}>
        {shown.map((job) => (
          <JobRow key={job.id} job={job} nowMs={nowMs} version={version} />
        ))}
      </ul>
      {listed !== undefined && listed.length >= limit && (
        <p className="journal__end">
          {t('journal.oldest', { count: listed.length })}
          {limit < MOST && (
            <button type="button" className="btn" onClick={() => setLimit(MOST)}>
              {t('journal.older')}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
