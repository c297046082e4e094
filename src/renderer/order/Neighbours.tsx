import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Snapshot } from '../../shared/contract/snapshot.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { boardCards } from '../board/boardCards.ts'
import { noFilter } from '../board/boardFilter.ts'
import { BackIcon, ForwardIcon } from '../controls/icons.tsx'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { hasModifier, isKeyFor } from '../keyMap.ts'
import { useScreen } from '../store.ts'

/** The orders before and after this one, as the board has them; by button and by the arrows left and right. */
export function Neighbours({ orderKey, snapshot }: { orderKey: string; snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { before, after } = neighboursOf(orderKey, snapshot)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasModifier(event) || !isKeyFor('neighbour', event)) return
      if (isTypingOrPressing(event) && !isNeighbourButton(event.target)) return
      const next = event.key === 'ArrowLeft' ? before : after
      if (next === null) return
      event.preventDefault()
      goTo(next)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [before, after])
  if (before === null && after === null) return null
  return (
    <nav className="neighbours" aria-label={t('orderPage.neighbours')}>
      {before !== null && (
        <button
          type="button"
          className="btn"
          data-tap="before"
          aria-keyshortcuts="ArrowLeft"
          onClick={() => goTo(before)}
        >
          <BackIcon />
          <span className="visually-hidden">{t('orderPage.before')} </span>
          {orderNumber(before)}
        </button>
      )}
      {after !== null && (
        <button
          type="button"
          className="btn"
          data-tap="after"
          aria-keyshortcuts="ArrowRight"
          onClick={() => goTo(after)}
        >
          <span className="visually-hidden">{t('orderPage.after')} </span>
          {orderNumber(after)}
          <ForwardIcon />
        </button>
      )}
    </nav>
  )
}

/** The board selects along, so that it shows where the person is when it comes back. */
function goTo(card: Card): void {
  const { go, select } = useScreen.getState()
  select(card.key)
  go({ name: 'order', key: card.key })
}

const isNeighbourButton = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.neighbours') !== null

/** Null at an end of the board, and for an order that is not on it. Pure. */
export function neighboursOf(
  orderKey: string,
  snapshot: Pick<Snapshot, 'cards' | 'nowMs'>,
): { before: Card | null; after: Card | null } {
  const { current, scheduled } = boardCards(snapshot.cards, { find: '', filter: noFilter }, snapshot.nowMs)
  const cards = [...current, ...scheduled]
  const index = cards.findIndex(({ key }) => key === orderKey)
  if (index < 0) return { before: null, after: null }
  return { before: cards[index - 1] ?? null, after: cards[index + 1] ?? null }
}
