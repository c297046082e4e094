import { useTranslation } from 'react-i18next'
import type { FoundOrder, RequestOutput } from '../../shared/contract/requests.ts'
import type { Problem } from '../../shared/contract/problems.ts'
import { channelHue } from '../../shared/model/channel.ts'
import { formatMoment } from '../../shared/model/istanbulTime.ts'
import { formatMoney } from '../../shared/model/money.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useNow } from '../useNow.ts'

interface FoundListProps {
  /** null: none has come yet. */
  answer: RequestOutput<'orders.search'> | null
  problem: Problem | null
  onOpen(order: FoundOrder): void
}

/** What a search has found: the board's orders first, then those of the past, the newest first. */
export function FoundList({ answer, problem, onOpen }: FoundListProps) {
  const { t } = useTranslation()
  const nowMs = useNow(60_000)
  return (
    <div id="hits" className="hits">
      {problem !== null && <ProblemText problem={problem} />}
      <p className="hits__count" role="status">
        {answer === null ? t('find.searching') : sayCount(answer)}
      </p>
      <ul>
        {answer?.found.map((order) => (
          <li key={order.key}>
            <button type="button" className="hits__order" data-found onClick={() => onOpen(order)}>
              <strong className="hits__number">{orderNumber(order)}</strong>
              <span className="chip" data-hue={channelHue(order.channel.id)}>
                {order.channel.name}
              </span>
              <span className="hits__who">
                {[order.customerName, order.place].filter((part) => part !== null).join(' · ') ||
                  t(`type.${order.type}`)}
              </span>
              <span className="hits__when">
                {formatMoment(order.atMs, nowMs)} · {t(`phase.${order.phase}`)}
                {order.totalKurus !== null && ` · ${formatMoney(order.totalKurus, order.foreignCurrency)}`}
              </span>
              <span className="hits__where" data-board={order.isOnBoard || undefined}>
                {t(order.isOnBoard ? 'find.onBoard' : 'find.past')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )

  function sayCount({ found, hasMore }: RequestOutput<'orders.search'>): string {
    if (found.length === 0) return t('find.none')
    return t(hasMore ? 'find.more' : 'find.count', { count: found.length })
  }
}
