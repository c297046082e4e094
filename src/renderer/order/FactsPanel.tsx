import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { OrderPage } from '../../shared/contract/requests.ts'
import { formatDateTime } from '../../shared/model/istanbulTime.ts'

/** Status, people and times. */
export function FactsPanel({ page, snapshot }: { page: Pick<OrderPage, 'order' | 'alsoAt'>; snapshot: Snapshot }) {
  const { order } = page
  const { t } = useTranslation()
  const source = snapshot.sources.find((candidate) => candidate.id === order.sourceId)
  const sourceNames = [source?.name, ...page.alsoAt.map(({ sourceName }) => sourceName)].filter(Boolean)
  const time = (ms: number | null): string | null => (ms === null ? null : formatDateTime(ms))
  const phase = t(`phase.${order.phase}`)
  const status = order.statusText === null || order.statusText === phase ? phase : `${phase} (${order.statusText})`
  return (
    <section className="panel">
      <h2>{t('order.status')}</h2>
      <dl className="facts facts--pairs">
        <Fact name={t('order.status')}>{order.phase === 'unknown' ? (order.statusText ?? phase) : status}</Fact>
        <Fact name={t('order.cancelReason')}>{order.cancelReason}</Fact>
        <Fact name={t('order.courier')}>{order.courier}</Fact>
        <Fact name={t('order.waiter')}>{order.waiter}</Fact>
        <Fact name={t('order.table')}>{order.tableName}</Fact>
        <Fact name={t('order.created')}>{time(order.createdAtMs)}</Fact>
        <Fact name={t('order.scheduledFor')}>{time(order.scheduledForMs)}</Fact>
        <Fact name={t('order.updated')}>{time(order.updatedAtMs)}</Fact>
        <Fact name={t('order.closed')}>{time(order.closedAtMs)}</Fact>
        <Fact name={t('order.source')}>{sourceNames.join(' + ')}</Fact>
        <Fact name={t('order.branch')}>{order.branch}</Fact>
        <Fact name={t('order.id')}>{order.orderId}</Fact>
      </dl>
    </section>
  )
}

/** A named fact; nothing at all when the vendor did not say. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '') return null
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
