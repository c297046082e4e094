import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OrderPage } from '../../shared/contract/requests.ts'
import type { OrderChange } from '../../shared/model/change.ts'
import type { Happening } from '../../shared/model/history.ts'
import { formatDateTime, formatExactMoment } from '../../shared/model/istanbulTime.ts'
import { formatKurus } from '../../shared/model/money.ts'
import { sayCourier } from '../courier/sayCourier.ts'
import { problemWords } from '../words/problemWords.ts'
import { sayLine } from '../../shared/words/lineWords.ts'

/** What the ledger says happened to it, oldest first; and to the same order at other sources. */
export function HistoryPanel({ page, nowMs }: { page: Pick<OrderPage, 'history' | 'alsoAt'>; nowMs: number }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('order.history')}</h2>
      <HistoryList history={page.history} nowMs={nowMs} />
      {page.alsoAt.map(({ key, sourceName, number, history }) => (
        <div key={key} className="history__other">
          <h3>{t('order.alsoAt', { source: number === null ? sourceName : `${sourceName} #${number}` })}</h3>
          <HistoryList history={history} nowMs={nowMs} />
        </div>
      ))}
    </section>
  )
}

function HistoryList({ history, nowMs }: Pick<OrderPage, 'history'> & { nowMs: number }) {
  const { t } = useTranslation()
  if (history.length === 0) return <p className="panel__none">{t('order.noHistory')}</p>
  return (
    <ol className="history">
      {history.map((entry, index) => {
        const { what, details } = historyWords(t, entry.happening)
        return (
          <li key={`${index} ${entry.atMs}`}>
            <time dateTime={new Date(entry.atMs).toISOString()}>{formatExactMoment(entry.atMs, nowMs)}</time>
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
  )
}

/** Something that happened to an order in words: what it was, and a line for each particular. */
export const historyWords = (t: TFunction, happening: Happening): { what: string; details: string[] } => ({
  what: t(`history.${happening.what}`),
  details: detailsOf(t, happening),
})

function detailsOf(t: TFunction, happening: Happening): string[] {
  switch (happening.what) {
    case 'sameOrder':
      return [happening.label]
    case 'changed':
    case 'changedToo':
      return happening.changes.map((one) =>
        one.what === 'flapping' ? t('change.flapping') : `${t(`change.${one.what}`)}: ${sayChange(t, one)}`,
      )
    case 'cancelled':
    case 'cancelledToo':
      return happening.reason === null ? [] : [happening.reason]
    case 'goneWhy':
      return [t(`goneWhy.${happening.why}`)]
    case 'acknowledged': {
      const how = happening.how === undefined ? null : t(`acknowledgeHow.${happening.how}`)
      return [[t(`alert.${happening.kind}`), how, counterWords(t, happening.counterName)].filter(Boolean).join(' · ')]
    }
    case 'unacknowledged':
      return [[t(`alert.${happening.kind}`), counterWords(t, happening.counterName)].filter(Boolean).join(' · ')]
    case 'printedTwice':
      return [t('acknowledgeHow.at', { counter: happening.counterName })]
    case 'handedOver':
      return [sayCourier(t, { id: happening.courierId, name: happening.courierName })]
    case 'handOverEnded': {
      const state = t(`courier.page.state.${happening.state}`)
      return [happening.by === 'vendor' ? `${state} · ${t('courier.page.byVendor')}` : state]
    }
    case 'vendorTold':
      return [t(`courier.step.${happening.step}`)]
    case 'vendorNotTold': {
      const step = t(`courier.step.${happening.step}`)
      return happening.problem === null ? [step] : [step, problemWords(t, { code: happening.problem }).what]
    }
    default:
      return []
  }
}

const counterWords = (t: TFunction, counterName?: string): string | null =>
  counterName === undefined ? null : t('acknowledgeHow.at', { counter: counterName })

function sayChange(t: TFunction, change: OrderChange): string {
  switch (change.what) {
    case 'line': {
      const words = { without: t('slip.leftOut'), cancelled: t('slip.cancelled'), returned: t('slip.returned') }
      return arrow(t, change, (line) => sayLine(line, words))
    }
    case 'total':
    case 'discount':
    case 'paid':
      return arrow(t, change, formatKurus)
    case 'scheduledFor':
      return arrow(t, change, formatDateTime)
    case 'type':
      return arrow(t, change, (type) => t(`type.${type}`))
    default:
      return arrow(t, change, (value) => value)
  }
}

function arrow<T>(t: TFunction, change: { before: T | null; after: T | null }, say: (value: T) => string): string {
  const words = (value: T | null): string => (value === null ? t('change.nothing') : say(value))
  return `${words(change.before)} → ${words(change.after)}`
}
