import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { channelHue } from '../../shared/model/channel.ts'
import { formatClockSeconds, formatExactMoment } from '../../shared/model/istanbulTime.ts'
import type { LedgerRow } from '../../shared/model/ledgerPage.ts'
import { formatMoney } from '../../shared/model/money.ts'
import { orderLabel, orderNumber } from '../../shared/model/order.ts'
import { sayCourier } from '../courier/sayCourier.ts'
import { useScreen } from '../store.ts'

interface LedgerEntryProps {
  row: LedgerRow
  nowMs: number
  /** What can be done with it. */
  children?: ReactNode
}

/** One order of the record; a click on it opens its whole story. */
export function LedgerEntry({ row, nowMs, children }: LedgerEntryProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const facts = [row.customerName, row.region, row.courier, row.code].filter((fact) => fact !== null)
  return (
    <article className="ledger-row" data-outcome={row.outcome} data-key={row.key}>
      <button
        type="button"
        className="ledger-row__open"
        aria-label={t('ledger.open', { label: orderLabel(row) })}
        onClick={() => go({ name: 'order', key: row.key })}
      >
        <span className="ledger-row__number">{orderNumber(row)}</span>
        <span className="ledger-row__channel" data-hue={channelHue(row.channel.id)}>
          {row.channel.name}
        </span>
      </button>
      <div className="ledger-row__what">
        <p className="ledger-row__state">
          <strong>{t(`ledger.outcome.${row.outcome}`)}</strong>
          <span>{t(`ledger.type.${row.type}`)}</span>
          <span>{row.sourceName}</span>
          {row.twinOf !== null && <span>{t('ledger.sameOrder')}</span>}
          {row.isBaseline && <span>{t('ledger.baseline')}</span>}
        </p>
        {facts.length > 0 && <p className="ledger-row__facts">{facts.join(' · ')}</p>}
      </div>
      <ol className="ledger-row__times">
        {timesOf(t, row).map(({ what, atMs, tone }) => (
          <li key={what} data-tone={tone}>
            {atMs !== null && <time title={formatExactMoment(atMs, nowMs)}>{formatClockSeconds(atMs)}</time>} {what}
          </li>
        ))}
      </ol>
      <p className="ledger-row__total">
        {row.totalKurus === null ? '' : formatMoney(row.totalKurus, row.foreignCurrency)}
      </p>
      {children}
    </article>
  )
}

interface TimeOfRow {
  what: string
  atMs: number | null
  tone?: 'bad' | 'good'
}

/** What happened to it, in the order in which people ask. */
export function timesOf(t: TFunction, row: LedgerRow): TimeOfRow[] {
  const { slip, changeCount } = row
  const isPrinted = slip !== null && (slip.state === 'confirmed' || slip.state === 'sent')
  const isTroubled = slip !== null && !isPrinted && slip.state !== 'wanted' && slip.state !== 'dropped'
  return [
    { what: t('ledger.at.seen'), atMs: row.seenAtMs },
    ...(row.alertedAtMs === null ? [] : [{ what: t('ledger.at.alerted'), atMs: row.alertedAtMs }]),
    seenBy(t, row),
    slip === null
      ? { what: t('ledger.at.noSlip'), atMs: null }
      : {
          what: `${t('ledger.at.slip', { state: t(`ledger.slip.${slip.state}`) })}${slip.copies > 0 ? `, ${t('ledger.copies', { count: slip.copies })}` : ''}`,
          atMs: slip.atMs,
          ...(isTroubled && { tone: 'bad' as const }),
        },
    ...(changeCount === 0
      ? []
      : [
          {
            what: changeCount === 1 ? t('ledger.at.changed') : t('ledger.at.changedTimes', { count: changeCount }),
            atMs: row.changedAtMs,
          },
        ]),
    ...(row.handedOver === null
      ? []
      : [
          {
            what: t('ledger.at.handed', {
              courier: sayCourier(t, { id: row.handedOver.courierId, name: row.handedOver.courierName }),
            }),
            atMs: row.handedOver.atMs,
          },
        ]),
    ...(row.goneAtMs === null ? [] : [{ what: t('ledger.at.gone'), atMs: row.goneAtMs }]),
  ]
}

function seenBy(t: TFunction, row: LedgerRow): TimeOfRow {
  if (row.waitingCount > 0) return { what: t('ledger.at.waiting'), atMs: null, tone: 'bad' }
  if (row.acknowledgedAtMs !== null) {
    const by = row.acknowledgedBy
    const how = by === null ? [] : [t(`acknowledgeHow.${by.how}`)]
    const where = by === null || by.counterName === '' ? [] : [t('acknowledgeHow.at', { counter: by.counterName })]
    return { what: [t('ledger.at.acknowledged'), ...how, ...where].join(' · '), atMs: row.acknowledgedAtMs }
  }
  return { what: t('ledger.at.quiet'), atMs: null }
}
