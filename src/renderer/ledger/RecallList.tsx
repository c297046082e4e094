import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { LedgerRow } from '../../shared/model/ledgerPage.ts'
import { orderLabel } from '../../shared/model/order.ts'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { question, useRenewal, useRequest } from '../request.ts'
import { LedgerEntry } from './LedgerEntry.tsx'

/** What has just left the board, for a slip that was mislaid or a customer who has to be called. */
export function RecallList({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const recall = useQuery(question('ledger.recall', {}))
  useRenewal(recall, JSON.stringify(snapshot.cards.map(({ key, isGone }) => [key, isGone])))
  const { data: rows, error } = recall
  return (
    <>
      <p className="ledger__hint">{t('ledger.recallHint')}</p>
      {error !== null && <ProblemText problem={error.problem} />}
      {recall.isLoading && <p role="status">{t('ledger.loading')}</p>}
      {rows?.length === 0 && <p className="page__none">{t('ledger.recallNone')}</p>}
      <ol className="recall" aria-label={t('ledger.recall')}>
        {rows?.map((row) => (
          <li key={row.key}>
            <LedgerEntry row={row} nowMs={snapshot.nowMs}>
              <RecallButtons row={row} />
            </LedgerEntry>
          </li>
        ))}
      </ol>
    </>
  )
}

function RecallButtons({ row }: { row: LedgerRow }) {
  const { t } = useTranslation()
  const print = useRequest('order.print')
  const label = orderLabel(row)
  return (
    <div className="recall__buttons">
      <button
        type="button"
        className="btn"
        aria-label={`${t('ledger.reprint')} ${label}`}
        data-tap="once"
        disabled={print.isPending}
        onClick={() => print.mutate({ key: row.key, printerId: null, reason: t('ledger.recallReason') })}
      >
        <PrinterIcon />
        {t('ledger.reprint')}
      </button>
      {row.phone !== null && (
        <a className="btn" href={telOf(row.phone)} target="_blank" rel="noreferrer">
          {t('ledger.call', { phone: row.phone })}
        </a>
      )}
      {print.isSuccess && (
        <span className="good" role="status">
          {t('ledger.reprinted', { label, printers: print.data.printers.join(', ') })}
        </span>
      )}
      {print.isError && <ProblemText problem={print.error.problem} />}
    </div>
  )
}

const telOf = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`
