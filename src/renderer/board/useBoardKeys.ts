import { useEffect } from 'react'
import { acknowledge } from '../request.ts'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { useScanner } from '../guardKeys.ts'
import { hasModifier, isKeyFor } from '../keyMap.ts'
import { findScanned } from '../search/findScanned.ts'
import { useScreen } from '../store.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { focusElement, focusOrder, moveOnBoard } from './focusOrder.ts'
import { focusedOrder, isInSight, keyOf, orderElements } from './inSight.ts'
import { type Direction, moveSelection } from './moveSelection.ts'
import { unseenCards } from './unseenCards.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Arrows select, Enter leads to what waits and acknowledges it, O and Space open, P prints; a scanner finds. */
export function useBoardKeys(): void {
  useScanner(findScanned)
  useEffect(() => {
    // Back from an order: where the person was.
    if (document.activeElement === document.body) focusOrder(useScreen.getState().selectedKey)
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasModifier(event) || isTypingOrPressing(event)) return
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
    if (!moveOnBoard(direction)) move(direction, selectedKey)
    return true
  }
  if (isKeyFor('acknowledge', { key })) return acknowledgeNext()
  const card = snapshot?.cards.find((candidate) => candidate.key === selectedKey)
  if (card === undefined) return false
  if (isKeyFor('open', { key })) go({ name: 'order', key: card.key })
  else if (isKeyFor('print', { key }))
    setPrinting({ key: card.key, label: orderNumber(card), isCopy: card.print !== null })
  else return false
  return true
}

/** Only what has the focus and can be read is acknowledged; anything else is brought before the person first. */
function acknowledgeNext(): boolean {
  const { snapshot, selectedKey, go } = useScreen.getState()
  if (snapshot === null) return false
  const { calling, ended } = unseenCards(snapshot.cards)
  const waiting = [...calling, ...ended]
  const focused = focusedOrder()
  const card = focused && waiting.find(({ key }) => key === keyOf(focused))
  if (focused && card && isInSight(focused)) void acknowledge([card.key], 'key')
  else if (focused && card) focusElement(focused)
  else if (waiting[0] !== undefined) focusOrder(waiting[0].key, 'rail')
  else if (selectedKey !== null) go({ name: 'order', key: selectedKey })
  return true
}

/** Among all that is drawn: the rail, what ended unseen, the board. */
function move(direction: Direction, selectedKey: string | null): void {
  const elements = orderElements()
  const places = elements.map((element, index) => {
    const { left, top, width } = element.getBoundingClientRect()
    return { key: String(index), left, top, width }
  })
  const focused = focusedOrder()
  const from = elements.findIndex((element) => element === focused || (!focused && keyOf(element) === selectedKey))
  const next = moveSelection(places, from < 0 ? null : String(from), direction)
  const element = elements[Number(next ?? -1)]
  if (element !== undefined) focusElement(element)
}
