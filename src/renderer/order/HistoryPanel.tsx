import { useTranslation } from 'react-i18next'
import type { OrderPage } from '../../shared/contract.ts'
import { resources } from '../../shared/i18n/index.ts'
import { formatClockSeconds, formatMoment } from '../words/formatTime.ts'

type Known = keyof typeof resources.tr.history

/** What the ledger says happened to it, oldest first. A word it does not know yet is shown as it stands. */
export function HistoryPanel({ history, nowMs }: { history: OrderPage['history']; nowMs: number }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('order.history')}</h2>
      {history.length === 0 && <p className="panel__none">{t('order.noHistory')}</p>}
      <ol className="history">
        {history.map((entry, index) => (
          <li key={`${index} ${entry.atMs}`}>
            <time dateTime={new Date(entry.atMs).toISOString()}>{timeOf(entry.atMs)}</time>
            <span>
              {isKnown(entry.what) ? t(`history.${entry.what}`) : entry.what}
              {entry.detail !== null && <span className="history__detail"> {entry.detail}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )

  function timeOf(ms: number): string {
    const short = formatMoment(ms, nowMs)
    return short.length === 5 ? formatClockSeconds(ms) : short
  }
}

const isKnown = (what: string): what is Known => what in resources.tr.history
