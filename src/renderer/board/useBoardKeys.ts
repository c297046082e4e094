import { useEffect } from 'react'
import { acknowledge } from '../request.ts'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { useScreen } from '../store.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { boardCards, cardToAcknowledge } from './boardCards.ts'
import { type Direction, moveSelection } from './moveSelection.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Arrows select, Enter acknowledges, O and Space open, P prints. */
export function useBoardKeys(): void {
  useEffect(() => {
    // Back from an order: where the person was.
    if (document.activeElement === document.body) focusCard(useScreen.getState().selectedKey)
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTypingOrPressing(event)) return
      if (handleKey(event.key)) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

/** @returns whether the key meant something here */
function handleKey(key: string): boolean {
  const { snapshot, selectedKey, go, setPrinting } = useScreen.getState()
  const direction = arrows[key]
  if (direction !== undefined) {
    focusCard(moveSelection(placesOnScreen(), selectedKey, direction))
    return true
  }
  if (key === 'Enter') return acknowledgeNext()
  const card = snapshot?.cards.find((candidate) => candidate.key === selectedKey)
  if (card === undefined) return false
  if (key === 'o' || key === 'O' || key === ' ') go({ name: 'order', key: card.key })
  else if (key === 'p' || key === 'P')
    setPrinting({ key: card.key, label: orderNumber(card), isCopy: card.print !== null })
  else return false
  return true
}

function acknowledgeNext(): boolean {
  const { snapshot, find, selectedKey, go } = useScreen.getState()
  if (snapshot === null) return false
  const card = cardToAcknowledge(boardCards(snapshot, find, snapshot.nowMs), selectedKey)
  if (card !== null) {
    focusCard(card.key)
    acknowledge([card.key])
  } else if (selectedKey !== null) go({ name: 'order', key: selectedKey })
  return true
}

const cardElements = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-order-key]')]

const placesOnScreen = () =>
  cardElements().map((element) => {
    const { left, top, width } = element.getBoundingClientRect()
    return { key: element.dataset['orderKey'] ?? '', left, top, width }
  })

export function focusCard(key: string | null): void {
  const element = cardElements().find((card) => card.dataset['orderKey'] === key)
  element?.focus({ preventScroll: true })
  element?.scrollIntoView({ block: 'nearest' })
}
