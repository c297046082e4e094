import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock } from '../../shared/model/istanbulTime.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { useScreen } from '../store.ts'
import { isTapTooSoon } from './pointerCalm.ts'
import type { UnseenCard } from './unseenCards.ts'

/** One order of the list and the space around it, px. */
const LEAST_PX = 60
/** Four rows are enough beside what rings; the list is scrolled. */
const MOST_PX = 260
/** What is drawn this soon came with the rail, ms. */
const FIRST_MS = 500

interface UnseenEndedProps {
  cards: readonly UnseenCard[]
  /** What it may take of the screen, px. */
  mostPx: number
  /** Since when the rail is shown, page time, ms: a list that came with it has not moved under a finger. */
  railSinceMs: number
  tabKey: string | null
  onSeen(keys: string[]): void
}

/** Orders that were over before anybody had looked at them: how each ended, and when. */
export function UnseenEnded({ cards, mostPx, railSinceMs, tabKey, onSeen }: UnseenEndedProps) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const select = useScreen((state) => state.select)
  const [placedMs] = useState(() => {
    const nowMs = performance.now()
    return nowMs - railSinceMs < FIRST_MS ? Number.NEGATIVE_INFINITY : nowMs
  })
  if (cards.length === 0) return null
  return (
    <section
      className="ended"
      aria-labelledby="ended-title"
      style={{ maxHeight: Math.min(MOST_PX, Math.max(LEAST_PX, mostPx)) }}
    >
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
                  aria-label={`${t('action.seen')}: ${label} ${card.channel.name}, ${card.sourceName}`}
                  onClick={() => !isTapTooSoon(placedMs) && onSeen([card.key])}
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
