import { useEffect } from 'react'
import { acknowledge } from '../request.ts'
import { isTypingOrPressing } from '../isTypingOrPressing.ts'
import { useScreen } from '../store.ts'
import { orderNumber } from '../../shared/model/order.ts'
import { boardCards, cardToAcknowledge } from './boardCards.ts'
import { cardElements, keysInSight } from './inSight.ts'
import { type Direction, moveSelection } from './moveSelection.ts'
import { createScannerKeys } from './scannerKeys.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Arrows select, Enter leads to what waits and acknowledges it, O and Space open, P prints; a scanner finds. */
export function useBoardKeys(): void {
  useEffect(() => {
    // Back from an order: where the person was.
    if (document.activeElement === document.body) focusCard(useScreen.getState().selectedKey)
    const scanned = createScannerKeys()
    const onKey = (event: KeyboardEvent): void => {
      const scan = scanned(event.key, event.timeStamp)
      // A key that is held, by a hand or by what lies on it, is not a decision for each of its repeats.
      if (event.repeat && arrows[event.key] === undefined) return
      if (scan !== null && scan !== 'pending' && !isTypingOrPressing(event)) {
        event.preventDefault()
        findScanned(scan.digits)
        return
      }
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

/** Only what is selected and can be read is acknowledged; anything else is brought before the person first. */
function acknowledgeNext(): boolean {
  const { snapshot, find, selectedKey, go } = useScreen.getState()
  if (snapshot === null) return false
  const card = cardToAcknowledge(boardCards(snapshot, find, snapshot.nowMs), selectedKey)
  if (card !== null && card.key === selectedKey && keysInSight().has(card.key)) acknowledge([card.key])
  else if (card !== null) focusCard(card.key)
  else if (selectedKey !== null) go({ name: 'order', key: selectedKey })
  return true
}

/** The number that was scanned stands in the search; its card is selected when there is one. */
function findScanned(digits: string): void {
  const { snapshot, setFind } = useScreen.getState()
  setFind(digits)
  const found = snapshot?.cards.filter((card) => card.number === digits || card.code === digits) ?? []
  // The search draws first.
  if (found.length === 1) requestAnimationFrame(() => focusCard(found[0]?.key ?? null))
}

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
