import { useTranslation } from 'react-i18next'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { useScreen } from '../store.ts'
import type { UnseenCard } from './unseenCards.ts'

interface UnseenEndedProps {
  cards: readonly UnseenCard[]
  tabKey: string | null
  onSeen(keys: string[]): void
}

/** Orders that were over before anybody had looked at them: how each ended, and when. */
export function UnseenEnded({ cards, tabKey, onSeen }: UnseenEndedProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const select = useScreen((state) => state.select)
  if (cards.length === 0) return null
  return (
    <section className="ended" aria-labelledby="ended-title">
      <h3 id="ended-title" className="ended__title">
        {t('rail.ended.title')} <span className="board__count">{cards.length}</span>
      </h3>
      <ul className="ended__list">
        {cards.map((card) => {
          const label = orderNumber(card)
          const how = card.ended === null ? t('board.gone') : t(`goneWhy.${card.ended.why}`)
          return (
            <li key={card.key}>
              <article
                className="ended__order"
                data-order-key={card.key}
                data-place="rail"
                aria-label={`${t('rail.ended.title')} ${label}`}
                tabIndex={card.key === tabKey ? 0 : -1}
                onFocus={() => select(card.key)}
              >
                <button
                  type="button"
                  className="ended__open"
                  tabIndex={-1}
                  aria-label={`${t('rail.open', { label })}, ${how}`}
                  onClick={() => go({ name: 'order', key: card.key })}
                >
                  <strong>{label}</strong> {card.channel.name} · {how}
                  {card.ended !== null && ` ${formatClock(card.ended.atMs)}`}
                </button>
                <button
                  type="button"
                  className="btn"
                  data-seen
                  aria-label={`${t('action.seen')}: ${label}`}
                  onClick={() => onSeen([card.key])}
                >
                  {t('action.seen')}
                </button>
              </article>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
