import { useTranslation } from 'react-i18next'
import type { OrderPage } from '../../shared/contract/requests.ts'
import { formatClockSeconds, formatMoment } from '../../shared/model/istanbulTime.ts'
import { historyWords } from './historyWords.ts'

/** What the ledger says happened to it, oldest first. */
export function HistoryPanel({ history, nowMs }: { history: OrderPage['history']; nowMs: number }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('order.history')}</h2>
      {history.length === 0 && <p className="panel__none">{t('order.noHistory')}</p>}
      <ol className="history">
        {history.map((entry, index) => {
          const { what, details } = historyWords(t, entry.happening)
          return (
            <li key={`${index} ${entry.atMs}`}>
              <time dateTime={new Date(entry.atMs).toISOString()}>{timeOf(entry.atMs)}</time>
              <span>
                {what}
                {details.map((detail) => (
                  <span key={detail} className="history__detail">
                    {detail}
                  </span>
                ))}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )

  function timeOf(ms: number): string {
    const short = formatMoment(ms, nowMs)
    return short.length === 5 ? formatClockSeconds(ms) : short
  }
}
