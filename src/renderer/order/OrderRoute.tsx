import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { isOfOrder } from '../../shared/model/printJob.ts'
import { BackIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useScanner } from '../guardKeys.ts'
import { question, useRenewal } from '../request.ts'
import type { Route } from '../route.ts'
import { findScanned } from '../search/findScanned.ts'
import { useScreen } from '../store.ts'
import { OrderPage } from './OrderPage.tsx'

type OrderRouteName = Extract<Route, { name: 'order' | 'lookup' }>

/** Fetches the open order, and again whenever the board says that something about it has changed. */
export function OrderRoute({ snapshot, route }: { snapshot: Snapshot; route: OrderRouteName }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  useScanner(findScanned)
  const query = useQuery(
    question(
      route.name === 'order' ? 'order.get' : 'order.lookup',
      route.name === 'order' ? { key: route.key } : { sourceId: route.sourceId, orderId: route.orderId },
    ),
  )
  const { data: page, error } = query
  useRenewal(query, versionOf(snapshot, page?.order.key ?? (route.name === 'order' ? route.key : null)))
  return (
    <div className="order-route">
      {error !== null && <ProblemText problem={error.problem} />}
      {page !== undefined && <OrderPage page={page} snapshot={snapshot} />}
      {query.isLoading && (
        <p className="splash" role="status">
          {t('order.loading')}
        </p>
      )}
      {page === undefined && error !== null && (
        <button type="button" className="btn" onClick={() => go({ name: 'board' })}>
          <BackIcon />
          {t('action.back')}
        </button>
      )}
    </div>
  )
}

/** Changes when the order's card or one of its slips does. Its own age or a poll without news is no change. */
function versionOf(snapshot: Snapshot, key: string | null): string {
  const card = snapshot.cards.find((candidate) => candidate.key === key) ?? null
  return JSON.stringify([card, snapshot.openJobs.filter((job) => key !== null && isOfOrder(job, key))])
}
