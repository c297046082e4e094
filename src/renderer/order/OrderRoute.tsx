import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderPage as OrderPageData, Snapshot } from '../../shared/contract.ts'
import type { Problem } from '../../shared/result.ts'
import { ask } from '../ask.ts'
import { BackIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { type Route, useScreen } from '../store.ts'
import { OrderPage } from './OrderPage.tsx'

type OrderRouteName = Extract<Route, { name: 'order' | 'lookup' }>

/** Fetches the open order, and again whenever the board says that something about it has changed. */
export function OrderRoute({ snapshot, route }: { snapshot: Snapshot; route: OrderRouteName }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const [answer, setAnswer] = useState<{ page: OrderPageData | null; problem: Problem | null }>({ page: null, problem: null })
  const target = JSON.stringify(route)
  const key = answer.page?.order.key ?? (route.name === 'order' ? route.key : null)
  const version = versionOf(snapshot, key)
  useEffect(() => {
    let isCurrent = true
    void fetchPage(route).then((result) => {
      if (!isCurrent) return
      setAnswer((before) => (result.ok ? { page: result.value, problem: null } : { ...before, problem: result.error }))
    })
    return () => {
      isCurrent = false
    }
    // `target` stands for the route's content; an equal route object must not fetch again.
  }, [target, version])
  const { page, problem } = answer
  return (
    <div className="order-route">
      {problem !== null && <ProblemText problem={problem} />}
      {page !== null && <OrderPage page={page} snapshot={snapshot} />}
      {page === null && problem === null && <p className="splash" role="status">{t('order.loading')}</p>}
      {page === null && problem !== null && (
        <button type="button" className="btn" onClick={() => go({ name: 'board' })}>
          <BackIcon />
          {t('action.back')}
        </button>
      )}
    </div>
  )
}

const fetchPage = (route: OrderRouteName) =>
  route.name === 'order'
    ? ask('order.get', { key: route.key })
    : ask('order.lookup', { sourceId: route.sourceId, orderId: route.orderId })

/** Changes when the order's card or one of its slips does. Its own age or a poll without news is no change. */
function versionOf(snapshot: Snapshot, key: string | null): string {
  const card = snapshot.cards.find((candidate) => candidate.key === key) ?? null
  return JSON.stringify([card, snapshot.openJobs.filter((job) => job.orderKey === key)])
}
