import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderPage as OrderPageData } from '../../shared/contract/requests.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { ask } from '../ask.ts'
import { BackIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { type Route, useScreen } from '../store.ts'
import { OrderPage } from './OrderPage.tsx'

type OrderRouteName = Extract<Route, { name: 'order' | 'lookup' }>

interface Answer {
  page: OrderPageData | null
  problem: Problem | null
  /** Of the board, when this was asked. */
  version: string | null
}

/** Fetches the open order, and again whenever the board says that something about it has changed. */
export function OrderRoute({ snapshot, route }: { snapshot: Snapshot; route: OrderRouteName }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const [answer, setAnswer] = useState<Answer>({ page: null, problem: null, version: null })
  const key = answer.page?.order.key ?? (route.name === 'order' ? route.key : null)
  const version = versionOf(snapshot, key)
  useEffect(() => {
    let isCurrent = true
    void fetchPage(route).then((result) => {
      if (!isCurrent) return
      // A page that could not be renewed stays, under the words that say so.
      setAnswer((before) =>
        result.ok ? { page: result.value, problem: null, version } : { ...before, problem: result.error, version },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [route, version])
  const { page, problem } = answer
  return (
    <div className="order-route">
      {problem !== null && <ProblemText problem={problem} />}
      {page !== null && <OrderPage page={page} snapshot={snapshot} />}
      {page === null && problem === null && (
        <p className="splash" role="status">
          {t('order.loading')}
        </p>
      )}
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
